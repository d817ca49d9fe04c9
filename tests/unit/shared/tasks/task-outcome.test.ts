import { describe, expect, it } from '@jest/globals';
import { parseOutcome, recordOutcome } from '#shared/tasks/task-outcome.ts';
import { aTask, TOKEN } from '../../../support/a-task.ts';
import { NOW } from '../../../support/fakes/clock.ts';
import { fakeServices } from '../../../support/fakes/services.ts';
import { APP, EXECUTION, PATHS } from '../../../support/subjects.ts';

const OUTCOME = { outcome: 'submitted', at: NOW, execution: EXECUTION, round: 0 };

describe('an outcome', () => {
  it('is kept in plain text beside the tasks, without the token', async () => {
    const services = fakeServices();

    await recordOutcome(services, aTask('self-authorize'), 'done');

    const { [PATHS.outcome('self-authorize-us')]: stored, ...rest } = services.parameters.all();
    expect(stored).toEqual({ type: 'String', appName: APP, value: expect.not.stringContaining(TOKEN) });
    expect(rest).toEqual({});
  });

  it('is read as it was kept', async () => {
    const services = fakeServices();
    const task = aTask('request-data-access', { rejections: 2, reason: 'r' });
    await recordOutcome(services, task, 'rejected');

    const outcome = parseOutcome(services.parameters.valueOf(PATHS.outcome('request-data-access')));

    expect(outcome).toEqual({ outcome: 'rejected', at: NOW, execution: EXECUTION, round: 2 });
  });

  it.each(['submitted', 'stored', 'done', 'rejected', 'given-up'] as const)(
    'that is %s is read as it was kept, with whatever the execution gets',
    async (kind) => {
      const services = fakeServices();
      for (const status of ['approved', 'rejected', 'done', 'arrived'] as const) {
        const output = { status, parameters: [PATHS.lwa.clientSecret], rejections: 1, reason: 'r' };
        await recordOutcome(services, aTask('self-authorize'), kind, { by: 'somebody', output, mark: 'm' });

        expect(parseOutcome(services.parameters.valueOf(PATHS.outcome('self-authorize-us')))).toEqual({
          outcome: kind,
          at: NOW,
          execution: EXECUTION,
          round: 0,
          by: 'somebody',
          output,
          mark: 'm',
        });
      }
    },
  );

  it('replaces the one before', async () => {
    const services = fakeServices();
    const task = aTask('request-data-access');
    await recordOutcome(services, task, 'submitted');
    services.clock.advance(60_000);

    await recordOutcome(services, task, 'done');

    expect(services.parameters.json(PATHS.outcome('request-data-access'))).toEqual({
      ...OUTCOME,
      outcome: 'done',
      at: '2027-01-01T00:01:00.000Z',
    });
  });

  it.each([
    ['nothing', undefined],
    ['no JSON', 'done'],
    ['null', 'null'],
    ['an unknown outcome', JSON.stringify({ ...OUTCOME, outcome: 'lost' })],
    ['half a round', JSON.stringify({ ...OUTCOME, round: 0.5 })],
    ['more than this version knows', JSON.stringify({ ...OUTCOME, where: 'here' })],
  ])('is none where there is %s', (_, text) => {
    const outcome = parseOutcome(text);

    expect(outcome).toBeUndefined();
  });
});
