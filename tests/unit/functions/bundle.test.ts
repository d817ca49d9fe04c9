import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
// @ts-expect-error a plugin of the framework, without types
import { bundle } from '../../../functions/bundle.js';
import { projectRoot } from '../../../local/engine/project-root.ts';

interface Output {
  bytes: number;
  inputs: Record<string, unknown>;
  imports: { path: string; kind: string; external?: boolean }[];
}

const STEPS = [
  'notify-failure',
  'record-health',
  'report-ended-execution',
  'diagnose-application',
  'serve-task-pages',
];
const handlerOf = (step: string) => `functions/${step}/handler`;

interface Bundled {
  files: Map<string, string>;
  outputs: Record<string, Output>;
}

let bundled: Map<string, Bundled>;
beforeAll(async () => {
  const options = parse(readFileSync(`${projectRoot}/serverless.yml`, 'utf8')).custom.esbuild;
  bundled = await bundle(STEPS.map(handlerOf), { serviceDir: projectRoot, options });
}, 60_000);

const bundleOf = (step: string) => bundled.get(handlerOf(step)) as Bundled;
/** The files that a bundled module reads when it is imported; what it imports later is left out. */
function readAtStart({ outputs }: Bundled, path: string, found = new Set<string>()): Set<string> {
  const output = outputs[path];
  if (!output || found.has(path)) return found;
  found.add(path);
  for (const one of output.imports)
    if (one.kind !== 'dynamic-import' && !one.external) readAtStart({ outputs } as Bundled, one.path, found);
  return found;
}
const filesAtStart = (step: string) => [...readAtStart(bundleOf(step), `${handlerOf(step)}.mjs`)];
const sourcesAtStart = (step: string) =>
  filesAtStart(step).flatMap((path) => Object.keys(bundleOf(step).outputs[path]?.inputs ?? {}));

describe('a cold start of a function that only passes an error on', () => {
  it.each(['notify-failure', 'record-health'])('%s reads no rule and no catalogue', (step) => {
    const sources = sourcesAtStart(step);

    expect(sources).toContain(`functions/${step}/handler.ts`);
    expect(
      sources.filter((one) => /shared\/(diagnosis\/(rules|vocabulary|reading)|operations)\//.test(one)),
    ).toEqual([]);
  });

  it('the pages read what the health page needs when its link is opened', () => {
    const ofHealth =
      /(serve-health|domain\/(overview|due-dates)|health\/calendar|web\/(pictures|pages\/health))\.ts$/;
    const all = Object.values(bundleOf('serve-task-pages').outputs).flatMap(({ inputs }) =>
      Object.keys(inputs),
    );

    expect(sourcesAtStart('serve-task-pages').filter((one) => ofHealth.test(one))).toEqual([]);
    expect(new Set(all.filter((one) => ofHealth.test(one))).size).toBe(6);
  });

  it.each(STEPS)('%s reads no source of credentials but the environment', (step) => {
    const sources = sourcesAtStart(step);

    expect(
      sources.filter((one) => /credential-provider-(sso|ini|process|web-identity|login)/.test(one)),
    ).toEqual([]);
  });
});

it.each(STEPS)('%s reads few files at its start', (step) => {
  // The handler, and what it shares with a part that is read later.
  expect(filesAtStart(step).length).toBeLessThanOrEqual(6);
});

it('the zip of a function has every file that it imports, now or later', () => {
  const { files, outputs } = bundleOf('notify-failure');
  const imported = [...files.keys()].flatMap((path) =>
    (outputs[path]?.imports ?? []).filter(({ external }) => !external).map((one) => one.path),
  );

  expect([...files.keys()][0]).toBe('functions/notify-failure/handler.mjs');
  expect(imported.filter((path) => !files.get(path))).toEqual([]);
  expect([...files.keys()].some((path) => path.includes('explain-failure'))).toBe(true);
});
