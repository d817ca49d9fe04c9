/**
 * Writes the missing hashes into package-lock.json: npm leaves out those of packages for other platforms, and then
 * installs them there unchecked. Run it after every change of a dependency: npm run lock
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './engine/processes.ts';
import { projectRoot } from './engine/project-root.ts';

interface LockedPackage {
  version?: string;
  integrity?: string;
}

const file = join(projectRoot, 'package-lock.json');
const lock: { packages: Record<string, LockedPackage> } = JSON.parse(readFileSync(file, 'utf8'));

/** The hash that the registry publishes for one version of a package. */
async function publishedIntegrity(name: string, version: string): Promise<string> {
  const view = ['view', `${name}@${version}`, 'dist.integrity', '--json'];
  const { exitCode, output } = await runCommand('npm', view, { cwd: projectRoot });
  const integrity: unknown = exitCode === 0 && JSON.parse(output);
  if (typeof integrity === 'string' && integrity.startsWith('sha512-')) return integrity;
  throw new Error(`The registry has no hash for ${name}@${version}. Choose a version that is published.`);
}

const unpinned = Object.entries(lock.packages).filter(([path, { integrity }]) => path && !integrity);
for (const [path, entry] of unpinned) {
  const name = path.split('node_modules/').at(-1) ?? '';
  entry.integrity = await publishedIntegrity(name, entry.version ?? '');
  console.log(`${name} ${entry.version}`);
}
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${unpinned.length} hashes added.`);
