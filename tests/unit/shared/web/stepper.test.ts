import { describe, expect, it } from '@jest/globals';
import { parse } from 'node-html-parser';
import type { ProgressLine } from '#shared/domain/progress.ts';
import { type StepState, stepsOfProgress, stepsOfTask, TUTORIAL } from '#shared/domain/tutorial.ts';
import { stepper } from '#shared/web/stepper.ts';

const lines = (...states: [string, ProgressLine['state']][]): ProgressLine[] =>
  states.map(([step, state]) => ({ step, title: 'x', state }));

describe('the steps of a task', () => {
  it('are done before it and to come after it', () => {
    expect(stepsOfTask('register-application', 'later')?.join(' ')).toBe(
      'done done later later current later later later',
    );
    expect(stepsOfTask('self-authorize', 'skipped')?.join(' ')).toBe(
      'done done skipped skipped done current later later',
    );
  });

  it.each(['register-queue', 'confirm-removal'] as const)('are none for %s', (kind) => {
    expect(stepsOfTask(kind, 'done')).toBeUndefined();
  });
});

describe('the steps of the progress', () => {
  it('are done when all parts of them are; what waits is current, and what comes next is to come meanwhile', () => {
    const steps = stepsOfProgress(
      lines(
        ['1', 'done'],
        ['2', 'waits'],
        ['3.2', 'done'],
        ['3.4, 3.5', 'later'],
        ['4', 'done'],
        ['5', 'next'],
        ['6', 'later'],
        ['7', 'done'],
        ['7', 'later'],
        ['8', 'later'],
      ),
    );

    expect(steps).toEqual(['done', 'current', 'later', 'done', 'later', 'later', 'later', 'later']);
  });

  it('are current where they come next and nothing waits', () => {
    expect(stepsOfProgress(lines(['1', 'done'], ['2', 'done'], ['3.2', 'next'])).slice(0, 4)).toEqual([
      ...['done', 'done', 'current', 'later'],
    ]);
  });

  it('are not used without IAM', () => {
    expect(stepsOfProgress(lines(['1', 'done'], ['3, 4', 'skipped'])).slice(0, 4)).toEqual([
      'done',
      'later',
      'skipped',
      'skipped',
    ]);
  });
});

describe('the row of steps', () => {
  const shown = (steps: StepState[]) => parse(stepper(steps).toString());
  const AT_5: StepState[] = ['done', 'done', 'skipped', 'skipped', 'current', 'current', 'later', 'later'];

  it('is an ordered list of eight in a landmark with a name; one item is the current step', () => {
    const root = shown(AT_5);

    expect(root.querySelector('nav')?.getAttribute('aria-label')).toBe('Steps of the tutorial');
    expect(root.querySelectorAll('nav > ol > li')).toHaveLength(TUTORIAL.length);
    expect(TUTORIAL.filter((step) => !/^[A-Z]/.test(step))).toEqual([]);
    expect(root.querySelectorAll('[aria-current="step"]').map(({ textContent }) => textContent)).toEqual([
      '5Register application: current step',
    ]);
    expect(root.querySelector('p')?.textContent).toBe('Step 5 of 8: Register application');
  });

  it('says each state in a sign and in words', () => {
    const items = shown(AT_5).querySelectorAll('li');

    expect([0, 2, 6].map((i) => items[i]?.textContent)).toEqual([
      '✓Select account: done',
      '–Create IAM resources: not used',
      '7Exchange tokens: to come',
    ]);
  });

  it('says that all is done', () => {
    expect(shown(TUTORIAL.map(() => 'done')).querySelector('p')?.textContent).toBe('All 8 steps are done');
  });
});
