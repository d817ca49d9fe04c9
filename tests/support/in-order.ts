import { it } from '@jest/globals';

/**
 * Makes an `it` for tests that go on from each other, such as the months of one application: whichever is run first, by
 * itself or in random order, those before it are run first, each once.
 * @param timeoutMs of all of them together
 */
export function inOrder(timeoutMs: number): (title: string, run: () => Promise<void>) => void {
  let last: Promise<unknown> = Promise.resolve();
  const begun: (() => Promise<void>)[] = [];
  return (title, run) => {
    let result: Promise<void> | undefined;
    const before = [...begun];
    const once = () => {
      if (!result) {
        result = last.then(run);
        last = result.catch(() => undefined);
      }
      return result;
    };
    begun.push(once);
    it(
      title,
      async () => {
        // What failed is told by its own test.
        for (const one of before) await one().catch(() => undefined);
        await once();
      },
      timeoutMs,
    );
  };
}
