/** Makes a call when it is first wanted, and keeps what it gave, a failure too: nothing is asked twice. */
export function once<T>(run: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= run();
    return made;
  };
}
