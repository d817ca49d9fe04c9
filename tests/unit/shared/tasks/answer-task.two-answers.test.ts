import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TASK_KINDS, type TaskKind, taskName } from '#shared/domain/human-task.ts';
import { ApplicationBusy } from '#shared/errors/retryable.ts';
import { answerTask } from '#shared/tasks/answer-task.ts';
import { recordSubmission } from '#shared/tasks/record-submission.ts';
import { rejectTask } from '#shared/tasks/reject-task.ts';
import { parseOutcome } from '#shared/tasks/task-outcome.ts';
import { listTasks, storeTask } from '#shared/tasks/task-store.ts';
import { takeTurn } from '#shared/tasks/turns.ts';
import { APPLICATION_ID, aTask, NEWER_TOKEN, TOKEN } from '../../../support/a-task.ts';
import { Crash, dyingServices, throughHook } from '../../../support/crash.ts';
import { FAKE_CLIENT_ID, FAKE_CLIENT_SECRET, FAKE_REFRESH_TOKEN } from '../../../support/fakes/lwa.ts';
import { type FakeServices, fakeServices } from '../../../support/fakes/services.ts';
import { APP, errorOf, PATHS, seedClient } from '../../../support/subjects.ts';

const COMMAND = 'the command line (arn:aws:iam::111122223333:user/jo)';
const FIRST = { applicationId: APPLICATION_ID, clientId: FAKE_CLIENT_ID, clientSecret: FAKE_CLIENT_SECRET };
const clientOf = (n: number) => ({
  applicationId: APPLICATION_ID.replace('1111', `${n}${n}${n}${n}`),
  clientId: FAKE_CLIENT_ID.replace('0000', `${n}${n}${n}${n}`),
  clientSecret: `FAKE_CLIENT_SECRET_${n}`,
});
const SECOND_TOKEN = 'Atzr|FAKE_SECOND_TOKEN';

/** Two valid answers to a task of each kind. */
const ANSWERS: Record<TaskKind, [Record<string, string>, Record<string, string>]> = {
  'request-data-access': [{}, {}],
  'register-application': [FIRST, clientOf(2)],
  'self-authorize': [{ refreshToken: FAKE_REFRESH_TOKEN }, { refreshToken: SECOND_TOKEN }],
  'register-queue': [{}, {}],
  'confirm-removal': [{ appName: APP }, { appName: APP }],
};

async function waiting(kind: TaskKind) {
  const services = fakeServices();
  const task = aTask(kind);
  if (kind === 'self-authorize') seedClient(services.parameters);
  for (const n of [2, 3, 4]) services.lwa.addSecret(clientOf(n).clientSecret, clientOf(n).clientId);
  services.lwa.addToken(SECOND_TOKEN);
  await storeTask(services, task);
  return { services, task };
}

const by = (services: FakeServices, who: string): FakeServices => ({ ...services, who: async () => who });

const storedClient = ({ parameters }: FakeServices) => ({
  applicationId: parameters.valueOf(PATHS.lwa.applicationId),
  clientId: parameters.valueOf(PATHS.lwa.clientId),
  clientSecret: parameters.valueOf(PATHS.lwa.clientSecret),
});
const outcomeOf = ({ parameters }: FakeServices, kind: TaskKind) =>
  parseOutcome(parameters.valueOf(PATHS.outcome(taskName(aTask(kind)))));

/** What follows the words about the first answer; the same answer is no other one. */
const END: Record<TaskKind, string> = {
  'request-data-access': 'Stored: developer-profile\\.$',
  'register-application': 'client-secret\\. Your answer was not stored\\.$',
  'self-authorize': 'refresh-token\\. Your answer was not stored\\.$',
  'register-queue': '$',
  'confirm-removal': '$',
};

describe.each(TASK_KINDS)('a second answer to %s', (kind) => {
  const [first, second] = ANSWERS[kind];
  const isSame = JSON.stringify(first) === JSON.stringify(second);

  it('stores nothing, and is told when and by whom the first was given', async () => {
    const { services, task } = await waiting(kind);
    await answerTask(by(services, COMMAND), task, first);
    const before = services.parameters.lasting();
    services.clock.advance(60_000);

    const told = await answerTask(services, task, second);

    expect(told).toMatchObject({
      reply: isSame ? 'accepted' : 'no-longer-waiting',
      explanation: expect.stringMatching(
        `^This task was completed on 2027-01-01 00:00 UTC by the command line \\(arn:aws:iam::111122223333:user/jo\\)\\..*${END[kind]}`,
      ),
    });
    expect(services.parameters.lasting()).toEqual(before);
    expect(services.taskTokens.answers).toHaveLength(1);
  });

  it('is told the same where it is a rejection', async () => {
    const { services, task } = await waiting(kind);
    await answerTask(services, task, first);

    const { explanation } = await rejectTask(services, task, { reason: 'no account' });

    expect(explanation).toMatch(/^This task was completed on 2027-01-01 00:00 UTC by the test\./);
    expect(services.taskTokens.answers).toHaveLength(1);
  });

  it('waits for the first, which is being tested, and then stores nothing', async () => {
    const { services, task } = await waiting(kind);
    await takeTurn(services, turnOf(kind));
    const pause = async () => {
      services.clock.advance(90_000);
      if ((await listTasks(services, APP)).length > 0) await answerTask(services, task, first);
    };

    const told = await answerTask({ ...services, guard: { ...services.guard, pause } }, task, second);

    expect(told.explanation).toMatch(new RegExp(`^This task was completed .*${END[kind]}`));
    expect(services.taskTokens.answers).toHaveLength(1);
  });

  it('goes ahead where whoever had the turn has died', async () => {
    const { services, task } = await waiting(kind);
    await takeTurn(services, turnOf(kind));
    services.clock.advance(90_000);

    expect((await answerTask(services, task, second)).reply).toBe('accepted');
  });

  it('can be sent again later where somebody answers for long', async () => {
    const { services, task } = await waiting(kind);
    await takeTurn(services, turnOf(kind));
    const before = services.parameters.lasting();

    expect(await errorOf(answerTask(services, task, second))).toBeInstanceOf(ApplicationBusy);

    expect(services.guard.pauses).toEqual([500, 1_000, 2_000, 4_000]);
    expect(services.parameters.lasting()).toEqual(before);
  });
});

const turnOf = (kind: TaskKind) =>
  ({
    appName: APP,
    turn: `task-${taskName(aTask(kind))}`,
    holder: 'somebody',
    untilMs: 90_000,
  }) as const;

describe('the names of what was stored', () => {
  it.each<[TaskKind, string]>([
    ['register-application', ' Stored: lwa/application-id, lwa/client-id, lwa/client-secret.'],
    ['self-authorize', ' Stored: authorizations/us/refresh-token.'],
  ])('are told of %s', async (kind, stored) => {
    const { services, task } = await waiting(kind);
    await answerTask(services, task, ANSWERS[kind][0]);

    const { explanation } = await answerTask(services, task, ANSWERS[kind][1]);

    expect(explanation).toBe(
      `This task was completed on 2027-01-01 00:00 UTC by the test.${stored} Your answer was not stored.`,
    );
  });
});

describe('a turn that is over before the answer is stored', () => {
  it('stores nothing of it', async () => {
    const { services, task } = await waiting('register-application');
    const proveClient = async () => {
      services.clock.advance(70_000);
      return {};
    };
    const before = services.parameters.lasting();

    const slow = { ...services, lwa: Object.assign(Object.create(services.lwa), { proveClient }) };
    expect(await errorOf(answerTask(slow, task, FIRST))).toBeInstanceOf(ApplicationBusy);

    expect(services.parameters.lasting()).toEqual(before);
  });
});

describe('answers at once, in any order of their calls', () => {
  it('store one, whole, and hand it over once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, count) => {
        const { services, task } = await waiting('register-application');
        const clients = Array.from({ length: count }, (_, i) => clientOf(i + 1));
        services.lwa.addSecret(clientOf(1).clientSecret, clientOf(1).clientId);
        const racing = throughHook(services, (call) => scheduler.schedule(Promise.resolve()).then(call));
        const answering = clients.map((client, i) =>
          answerTask(by(racing, `person ${i + 1}`), task, client).catch((error) => {
            if (error instanceof ApplicationBusy) return { reply: 'busy' as const, explanation: '' };
            throw error;
          }),
        );

        const [answered] = await Promise.all([Promise.all(answering), scheduler.waitIdle()]);

        const winner = answered.findIndex(({ reply }) => reply === 'accepted');
        expect(answered.filter(({ reply }) => reply === 'accepted')).toHaveLength(1);
        expect(storedClient(services)).toEqual(clients[winner]);
        expect(services.taskTokens.answers).toHaveLength(1);
        for (const { reply, explanation } of answered)
          if (reply === 'no-longer-waiting') expect(explanation).toContain(`by person ${winner + 1}.`);
      }),
      { numRuns: 60 },
    );
  });
});

describe('an answer whose sender dies at any call', () => {
  const crashes = [...Array(30).keys()].flatMap((n) => [
    ['before', n + 1] as const,
    ['after', n + 1] as const,
  ]);

  it.each(crashes)('%s call %i leaves one answer, whole, after the next', async (when, nth) => {
    const { services, task } = await waiting('register-application');
    await answerTask(dyingServices(by(services, 'the first'), nth, when), task, FIRST).catch(ignoreCrash);
    services.clock.advance(90_000);
    const handedOver = services.taskTokens.answers.length;

    const told = await answerTask(by(services, 'the second'), task, clientOf(2));

    const stored = storedClient(services);
    expect([FIRST, clientOf(2)]).toContainEqual(stored);
    expect(services.taskTokens.answers).toHaveLength(1);
    // What the execution had before the crash is what stays.
    if (handedOver === 1) expect(stored).toEqual(FIRST);
    if (told.reply !== 'accepted') expect(told.explanation).toContain('by the first.');
    expect(await listTasks(services, APP)).toEqual([]);
  });

  it('is complete where the same person sends it again', async () => {
    const { services, task } = await waiting('register-application');
    const { succeed } = services.taskTokens;
    services.taskTokens.succeed = async (...args) => {
      await succeed(...args);
      throw new Crash();
    };
    await answerTask(services, task, FIRST).catch(ignoreCrash);
    services.taskTokens.succeed = succeed;

    await answerTask(services, task, FIRST);

    expect(storedClient(services)).toEqual(FIRST);
    expect(services.taskTokens.answers).toHaveLength(1);
  });
});

function ignoreCrash(error: unknown): void {
  if (!(error instanceof Crash)) throw error;
}

describe('a rejection that is sent once more', () => {
  const REJECTION = { reason: 'no policy' };

  /** A profile was rejected, and the execution asks again. */
  async function askedAgain() {
    const { services, task } = await waiting('request-data-access');
    await rejectTask(services, task, REJECTION);
    const next = { ...task, token: NEWER_TOKEN, rejections: 1, reason: REJECTION.reason };
    await storeTask(services, next);
    return { services, task, next };
  }

  it('when the execution has asked again is the same one, and is said to be recorded', async () => {
    const { services, task } = await askedAgain();

    const told = await rejectTask(services, task, REJECTION);

    expect(told).toMatchObject({
      reply: 'accepted',
      explanation: 'This task was rejected on 2027-01-01 00:00 UTC by the test.',
    });
    expect(services.taskTokens.answers).toHaveLength(1);
  });

  it('in the next round is another one', async () => {
    const { services, next } = await askedAgain();

    const told = await rejectTask(services, next, REJECTION);

    expect(told.explanation).toMatch(/^The rejection is recorded/);
    expect(services.taskTokens.answers).toMatchObject([{ token: TOKEN }, { token: NEWER_TOKEN }]);
  });

  it('in the next round, after an answer to that one, is too late', async () => {
    const { services, task, next } = await askedAgain();
    await answerTask(services, next, {});

    const told = await rejectTask(services, task, REJECTION);

    expect(told).toMatchObject({
      reply: 'no-longer-waiting',
      explanation: expect.stringMatching(/^This task was completed/),
    });
    expect(services.taskTokens.answers).toHaveLength(2);
  });
});

describe('that a profile was submitted', () => {
  it('does not take the place of its approval', async () => {
    const { services, task } = await waiting('request-data-access');
    await answerTask(services, task, {});

    const told = await recordSubmission(services, task);

    expect(told?.explanation).toMatch(/^This task was completed/);
    expect(outcomeOf(services, 'request-data-access')?.outcome).toBe('done');
  });
});
