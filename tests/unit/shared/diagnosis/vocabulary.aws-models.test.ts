import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { AWS_MEANINGS } from '#shared/diagnosis/vocabulary/aws.ts';
import { meaningOfCode } from '#shared/diagnosis/vocabulary/index.ts';
import declared from '../../../../local/diagnosis/models/declared-errors.json' with { type: 'json' };
import { ensureMiniStack } from '../../../../local/engine/ministack-environment.ts';
import { runCommand } from '../../../../local/engine/processes.ts';
import { projectRoot } from '../../../../local/engine/project-root.ts';
import { diagnosisOf } from '../../../support/diagnosis.ts';

/** What the models say that the embedded AWS comes with: its environment is made where it is not there yet. */
async function modelsOfBotocore(): Promise<Record<string, string[]>> {
  const python = await ensureMiniStack({
    venv: join(projectRoot, '.venv'),
    notes: join(projectRoot, '.local'),
    log: () => undefined,
  });
  const program = join(projectRoot, 'local', 'diagnosis', 'models', 'declared-errors.py');
  const { exitCode, output } = await runCommand(python, [program], { env: { PATH: process.env.PATH } });
  if (exitCode !== 0) throw new Error(output);
  return JSON.parse(output).errors;
}

const SERVICES = Object.entries<string[]>(declared.errors);

describe('every error that the models of AWS declare is explained', () => {
  it.each(SERVICES)('%s', (service, codes) => {
    const unknown = codes.filter((code) => !meaningOfCode(service, code));

    expect(unknown).toEqual([]);
  });

  it('and the diagnosis says so, also without its suffix and with a namespace', () => {
    const lost = SERVICES.flatMap(([service, codes]) =>
      codes.flatMap((code) =>
        [code, code.replace(/Exception$/, ''), `com.amazonaws.${service}#${code}`].filter(
          (spelling) =>
            diagnosisOf({ observations: [{ call: `${service}:Do`, code: spelling }] }).family === 'unknown',
        ),
      ),
    );

    expect(lost).toEqual([]);
  });

  it('as the installed botocore declares them', async () => {
    const models = await modelsOfBotocore();
    const unknown = Object.entries(models).flatMap(([service, codes]) =>
      codes.filter((code) => !meaningOfCode(service, code)).map((code) => `${service} ${code}`),
    );

    expect(Object.keys(models)).toEqual(Object.keys(declared.errors));
    expect(unknown).toEqual([]);
  }, 330_000);

  it('452 times', () => {
    expect(SERVICES.flatMap(([, codes]) => codes)).toHaveLength(452);
  });
});

it('a code has one meaning for a service of AWS', () => {
  const all = AWS_MEANINGS.flatMap(({ id, codes = '', services = [] }) =>
    codes
      .split(/\s+/)
      .filter(Boolean)
      .flatMap((code) => services.map((service) => [`${service} ${code}`, id])),
  );
  const byCode = new Map<string, Set<string>>();
  for (const [key = '', id = ''] of all) byCode.set(key, (byCode.get(key) ?? new Set()).add(id));

  expect([...byCode].filter(([, ids]) => ids.size > 1).map(([key, ids]) => [key, ...ids])).toEqual([]);
});
