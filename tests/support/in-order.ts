import { it } from '@jest/globals';

/**
 * Makes an `it` for tests that go on from each other, such as the months of one application: whichever is run first, by
 * itself or in random order, those before it are run first, each once.
 */
export function inOrder(): (title: string, run: () => Promise<void>) => void {
  let previous: () => Promise<void> = async () => {};
  return (title, run) => {
    const before = previous;
    let result: Promise<void> | undefined;
    // What failed before is told by its own test.
    const once = () => {
      result ??= before().then(run, run);
      return result;
    };
    previous = once;
    it(title, once);
  };
}
