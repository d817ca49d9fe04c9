import { MissingParameter } from '../errors/broken.ts';

/**
 * Picks a value that an earlier step must have written.
 * @throws MissingParameter
 */
export function required<T>(values: Record<string, T>, name: string): T {
  const value = values[name];
  if (value !== undefined) return value;
  throw missing(name);
}

/** The error of a value that an earlier step must have written. */
export const missing = (name: string) =>
  new MissingParameter({
    what: `The parameter ${name} is not in Parameter Store.`,
    remedy: 'Start create-private-app for this application again; it writes what is missing.',
    details: { parameter: name },
  });
