import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT_CLI, buildCli } from '../../cli/build.ts';
import { digestOf } from '../engine/digest.ts';
import { lockFile } from '../engine/lock-file.ts';
import { projectRoot } from '../engine/project-root.ts';

const SOURCES = ['{cli,shared}/**/*.*', 'package.json', 'package-lock.json'];

/** The bundled command line, built where the sources have changed; it starts in a quarter of the time of the sources. */
export async function builtCli(): Promise<string> {
  const marker = join(projectRoot, 'dist', '.sources');
  mkdirSync(join(projectRoot, '.local'), { recursive: true });
  const release = await lockFile(join(projectRoot, '.local', 'cli.lock'), { deadlineMs: 60_000 });
  try {
    const digest = digestOf(projectRoot, SOURCES);
    if (!existsSync(marker) || readFileSync(marker, 'utf8') !== digest) {
      await buildCli();
      writeFileSync(marker, digest);
    }
    return join(projectRoot, BUILT_CLI);
  } finally {
    release();
  }
}
