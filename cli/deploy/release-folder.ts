import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Release } from '#shared/release/deployed-template.ts';
import { CommandRefused } from '../errors.ts';

/** A release on this disk. */
export interface PackedRelease extends Release {
  /** The package of a function, by its file's name. */
  codeOf(file: string): Uint8Array;
}

/** Beside the bundled program; in a checkout where `npm run release` puts it. */
const FOLDERS = ['../release', '../../dist/release'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/**
 * Reads the release that comes with this program.
 * @throws CommandRefused where there is none, as in a checkout before `npm run release`
 */
export function readRelease(folders = FOLDERS): PackedRelease {
  const folder = folders.find((one) => existsSync(join(one, 'release.json')));
  if (!folder)
    throw new CommandRefused({
      what: 'There is no release to deploy in this checkout.',
      remedy:
        'Run "npm run release" first, or deploy the sources with "npm run deploy -- --stage <stage> --region <region>".',
    });
  const read = (file: string) => readFileSync(join(folder, file));
  return {
    ...JSON.parse(read('release.json').toString()),
    template: JSON.parse(read('template.json').toString()),
    codeOf: (file) => read(join('functions', file)),
  };
}
