import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What changes when one of the files does.
 * @param patterns globs in the folder
 * @param rest what the result depends on besides
 */
export function digestOf(folder: string, patterns: string[], ...rest: (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of rest) hash.update(part);
  // The name of a folder may have a dot too.
  const files = globSync(patterns, { cwd: folder }).filter((file) => statSync(join(folder, file)).isFile());
  for (const file of files.toSorted()) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}
