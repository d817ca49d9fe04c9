import type { TaskKind, WaitingTask } from '#shared/domain/human-task.ts';
import { APP, anAuthorization, EXECUTION, ROLE_ARN } from './subjects.ts';

export const TOKEN = 'FAKE_TASK_TOKEN';
/** A task that was sent again by a reminder has this token. */
export const NEWER_TOKEN = 'FAKE_TASK_TOKEN_OF_A_REMINDER';
export const OTHER_EXECUTION = EXECUTION.replace(':first', ':second');

export const QUEUE = {
  arn: 'arn:aws:sqs:eu-west-1:111122223333:client-secrets',
  since: '2026-12-31T00:00:00.000Z',
};

const OWN: Record<TaskKind, Partial<WaitingTask>> = {
  'request-data-access': {},
  'register-application': { roleArn: ROLE_ARN },
  'self-authorize': { authorization: anAuthorization() },
  'register-queue': { queue: QUEUE },
  'confirm-removal': {
    removal: { deletes: ['3 parameters'], keeps: ['the application at Amazon'], graceSeconds: 604_800 },
  },
};

/** A task that waits since yesterday, for two weeks from where the fake clock starts. */
export const aTask = (kind: TaskKind, changes: Partial<WaitingTask> = {}): WaitingTask => ({
  kind,
  appName: APP,
  marketplace: 'US',
  sellingPartner: 'seller',
  sandbox: false,
  ...OWN[kind],
  token: TOKEN,
  execution: EXECUTION,
  requestedAt: '2026-12-31T00:00:00.000Z',
  expiresAt: '2027-01-15T00:00:00.000Z',
  ...changes,
});

export const APPLICATION_ID = 'amzn1.sp.solution.11111111-2222-3333-4444-555555555555';
