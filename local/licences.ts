import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './engine/project-root.ts';

/** A package that is deployed, as the lock file has it. */
export interface ProductionPackage {
  name: string;
  version: string;
  licence: string;
}

interface Locked {
  version: string;
  license?: string;
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
}

/** All production dependencies with those they need themselves. */
export function productionPackages(): ProductionPackage[] {
  const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'));
  return Object.entries(lock.packages as Record<string, Locked>)
    .filter(([path, { dev, devOptional, optional }]) => path && !dev && !devOptional && !optional)
    .map(([path, { version, license = 'unknown' }]) => ({
      name: path.replace(/.*node_modules\//, ''),
      version,
      licence: license,
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Where the list is kept. */
export const LICENCES_FILE = join(projectRoot, 'docs', 'licences.md');

/** The list as it is kept: what is deployed, and under which licence. */
export function licenceList(): string {
  const rows = productionPackages().map(
    ({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`,
  );
  return `# Licences of what is deployed

From the lock file, by \`npm run licences\`; a test fails when it is out of date or a licence is a new one.

| package | version | licence |
| --- | --- | --- |
${rows.join('\n')}
`;
}

if (import.meta.main) writeFileSync(LICENCES_FILE, licenceList());
