import { fullName, namedOperations } from './named-operations.ts';
import type { Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';

const textOf = (one: Operation) => `${fullName(one)} ${one.method} ${one.path}`.toLowerCase();

/**
 * The operations that contain all words. A whole name means its operations alone, though longer names contain it, and so do
 * method and path.
 * @param words parts of the API, version, name, method or path; none for all operations
 */
export function searchOperations(words: readonly string[]): readonly Operation[] {
  const named = words.length > 0 ? namedOperations(words.join(' ')) : [];
  if (named.length > 0) return named;
  const wanted = words.flatMap((word) => word.toLowerCase().split(/\s+/)).filter(Boolean);
  return OPERATIONS.filter((one) => wanted.every((word) => textOf(one).includes(word)));
}
