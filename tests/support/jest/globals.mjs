/** That of the test file that runs, also in a module that was loaded for an earlier one; Jest puts it on `globalThis`. */
const ofThisFile = (name) =>
  new Proxy(() => {}, {
    apply: (_, self, given) => globalThis[name].apply(self, given),
    get: (_, key) => globalThis[name][key],
  });

export const [jest, expect, test, it, describe] = ['jest', 'expect', 'test', 'it', 'describe'].map(
  ofThisFile,
);
export const [beforeAll, afterAll] = ['beforeAll', 'afterAll'].map(ofThisFile);
export const [beforeEach, afterEach] = ['beforeEach', 'afterEach'].map(ofThisFile);
