import { readFileSync } from 'node:fs';

const file = new URL('../package.json', import.meta.url);

/** Name and version of this project. */
export const { name: NAME, version: VERSION }: { name: string; version: string } = JSON.parse(
  readFileSync(file, 'utf8'),
);
