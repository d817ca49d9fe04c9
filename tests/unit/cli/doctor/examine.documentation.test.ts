import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { examine } from '../../../../cli/doctor/examine.ts';
import { projectRoot } from '../../../../local/engine/project-root.ts';
import { fakeDoctorServices, SUBJECT } from '../../../support/fakes/doctor-services.ts';

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');
const page = read('docs/first-run.md');

/** What the reads call that the doctor shares with the functions and with other commands. */
const SHARED = [
  'cloudformation:DescribeStacks',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:SimulatePrincipalPolicy',
];
/** Everybody may call it. */
const FREE = 'sts:GetCallerIdentity';

it('the documentation has exactly the rights that the doctor needs', () => {
  const [policy = ''] = page.match(/(?<=```json\n)\{[\s\S]*?\n\}/) ?? [];
  const [statement] = JSON.parse(policy).Statement;
  const sources = globSync('cli/doctor/{aws/*,live}.ts', { cwd: projectRoot }).map(read);
  const called = sources.flatMap((text) =>
    [...text.matchAll(/action: '([^']+)'/g)].map(([, action]) => action),
  );

  expect(statement.Action.toSorted()).toEqual(
    [...new Set([...called, ...SHARED])].filter((action) => action !== FREE).toSorted(),
  );
});

it('the documentation explains every line of the doctor', async () => {
  const checks: string[] = [];
  for await (const { check } of examine(fakeDoctorServices(), SUBJECT)) checks.push(check);
  const rows = [...page.matchAll(/^\| (`\w+`(?:, `\w+`)*) \|/gm)].flatMap(([, names = '']) =>
    names.match(/\w+/g),
  );

  expect(rows).toEqual([...new Set(checks)]);
});
