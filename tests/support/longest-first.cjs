const { default: Sequencer } = require('@jest/test-sequencer');

/** The file that takes longest comes first, then the end-to-end tests, so that both workers end at the same time. */
const rank = ({ path }) => [/e2e\/faults/, /e2e/, /integration/, /./].findIndex((kind) => kind.test(path));

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((a, b) => rank(a) - rank(b));
  }
};
