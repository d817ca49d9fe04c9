import { readFileSync } from 'node:fs';
import { afterEach, expect, it, jest } from '@jest/globals';
import { UsageError } from '../../../cli/errors.ts';
import { createProgram } from '../../../cli/program.ts';
import { followable, readRunbook } from '../../../cli/runbook.ts';
import { errorOf } from '../../support/subjects.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

/** What `spapi runbook` prints: the result, and the note beside it. */
async function runbook(...words: string[]): Promise<[string, string]> {
  const printed: [string, string] = ['', ''];
  for (const [i, stream] of [process.stdout, process.stderr].entries())
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      printed[i as 0 | 1] += text;
      return true;
    });
  await (await createProgram(['runbook'])).parseAsync(['runbook', ...words], { from: 'user' });
  return printed;
}

it('prints one section, by words of its heading in any case, and where its variables are', async () => {
  const [section, note] = await runbook('stepTIMEDout');

  expect(section).toMatch(/^### `StepTimedOut`\n\nNobody answered in time[\s\S]*\nCheck: [\s\S]*\n$/);
  expect(section.match(/^#/gm)).toHaveLength(1);
  expect(note).toContain('spapi runbook "Before you start"');
});

it('prints what a section includes, and takes a comment in a command for no heading', async () => {
  const [expiry] = await runbook('client', 'secret', 'expires', 'in');
  const [start] = await runbook('Before you start');

  expect(expiry.match(/^#+ .*/gm)).toEqual([
    '### `client secret expires in N days`, `client secret expires in N day`',
    '#### After a failed rotation',
    '#### Rotate by hand',
  ]);
  expect(start).toMatch(/^## Before you start\n[\s\S]*IAM_USER=/);
  expect(start).not.toMatch(/^## Start it again/m);
});

it('prints the commands for the sections that a step leads to, and those work', async () => {
  const [section] = await runbook('Amazon refuses the new client secret');
  const commands = [...section.matchAll(/\(npx spapi runbook "([^"]+)"\)/g)].map(([, words = '']) => words);

  expect(section).not.toMatch(/\]\([^)]*#/);
  expect([...new Set(commands)]).toEqual(['The dead-letter queue', 'Rotate by hand']);
  expect((await runbook('The dead-letter queue'))[0]).toMatch(
    /^## The dead-letter queue\n[\s\S]*purge-queue/,
  );
});

it('has no link within the runbook that leads nowhere', () => {
  const sections = readRunbook();
  const left = sections
    .filter(({ file }) => file === 'runbook.md')
    .flatMap(
      (one) =>
        followable(one, sections).match(/\]\((?:(?:runbook|rotation-client-secret)\.md)?#[^)]*\)/g) ?? [],
    );

  expect(left).toEqual([]);
});

it('says nothing of variables where there are none', async () => {
  expect((await runbook('works again'))[1]).toBe('');
});

it('lists all headings without words', async () => {
  const [list, note] = await runbook();
  const headings = readFileSync('docs/runbook.md', 'utf8').match(/^##+ .*/gm) ?? [];

  expect(list.split('\n').slice(0, -1)).toEqual(
    headings.map((one) => one.replace(/^#+ /, '').replaceAll('`', '')),
  );
  expect(readRunbook().length).toBeGreaterThan(70);
  expect(note).toBe('');
});

it('refuses words that no heading has', async () => {
  const error = await errorOf(runbook('no such heading'));

  expect(error).toBeInstanceOf(UsageError);
  expect(error.message).toContain('The runbook has no heading with these words.');
});
