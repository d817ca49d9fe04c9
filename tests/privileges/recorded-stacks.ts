import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readPackage } from '../../local/engine/local-package.ts';
import type { Call } from './compare.ts';
import { type Grant, type GrantingTemplate, grantsOf } from './grants.ts';

const root = join(import.meta.dirname, '../../.local');
const callsFile = (folder: string) => join(root, folder, 'engine', 'calls.jsonl');
const requestsFile = (folder: string) => join(root, folder, 'engine', 'requests.jsonl');

/** A kind of request to AWS, and what AWS's own model of the service has against it. */
export interface JudgedRequest {
  /** the role that made it; null for the command line, the tests and whoever else is an administrator */
  caller: string | null;
  action: string;
  problem: string | null;
}

/** What the tests deployed, and what its roles did; the name of the stage is left out of both. */
export interface RecordedStack {
  stage: string;
  template: GrantingTemplate;
  grants: Grant[];
  calls: Call[];
  requests: JudgedRequest[];
}

const recordedFolders = () =>
  existsSync(root) ? readdirSync(root).filter((folder) => existsSync(callsFile(folder))) : [];

/** Forgets what was recorded, so that a run of the tests is judged by its own calls. */
export function forgetCalls(): void {
  for (const folder of recordedFolders())
    for (const file of [callsFile(folder), requestsFile(folder)]) rmSync(file, { force: true });
}

const linesOf = (file: string) => readFileSync(file, 'utf8').trim().split('\n');

/** What the roles of a stack did; a test may deploy another one on the same engine. */
const callsOf = (folder: string, stackName: string): Call[] =>
  linesOf(callsFile(folder))
    .map((call) => JSON.parse(call))
    .filter(({ stack }) => stack === stackName)
    .map(({ role, action, resource }) => ({ role, action, resource }));

/** All stacks whose roles did something since the last run of the tests began. */
export function recordedStacks(): RecordedStack[] {
  return recordedFolders().map((folder) => {
    const { service, stage, template } = readPackage(join(root, folder, 'package'));
    const withoutStage = <T>(value: T): T =>
      JSON.parse(JSON.stringify(value).replaceAll(`${service}-${stage}`, service));
    return {
      stage,
      template: withoutStage(template),
      grants: grantsOf(withoutStage(template)),
      calls: withoutStage(callsOf(folder, `${service}-${stage}`)),
      requests: linesOf(requestsFile(folder)).map((request) => JSON.parse(request)),
    };
  });
}
