import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** All that the framework reads. */
const PARTS = ['functions', 'shared', 'statemachines', 'package.json', 'serverless.yml', 'tsconfig.json'];

/**
 * Makes a copy of the service for one run of the framework, which keeps its work in `.serverless` of the service and
 * empties it: two runs in one folder take each other's files away.
 * @param root the folder of serverless.yml
 */
export function copyService(root: string): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'service-'));
  for (const part of PARTS) cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
