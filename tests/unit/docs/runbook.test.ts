import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { News } from '#shared/domain/health.ts';
import { healthLinkMessage } from '#shared/domain/health-link-message.ts';
import { healthMessage } from '#shared/domain/health-message.ts';
import { TASK_KINDS } from '#shared/domain/human-task.ts';
import { endedMessage, failureMessage, removedMessage, rotatedMessage } from '#shared/domain/messages.ts';
import { addressMessage } from '#shared/domain/notification-address.ts';
import type { Overview } from '#shared/domain/overview.ts';
import { readyMessage } from '#shared/domain/ready-message.ts';
import { TOKEN_REFUSED } from '#shared/domain/refusals.ts';
import { setAsideMessage } from '#shared/domain/set-aside-message.ts';
import { waitingMessage } from '#shared/domain/waiting-message.ts';
import * as broken from '#shared/errors/broken.ts';
import * as refused from '#shared/errors/refused.ts';
import * as retryable from '#shared/errors/retryable.ts';
import { aTask, QUEUE } from '../../support/a-task.ts';
import { APP, EXECUTION } from '../../support/subjects.ts';

const RUNBOOK = readFileSync('docs/runbook.md', 'utf8');

/** The headings of a section that name a subject, an alarm or an error. */
const rowsOf = (heading: string) => {
  const [, section = ''] = RUNBOOK.split(`\n## ${heading}`);
  const [entries = ''] = section.split('\n## ');
  return [...entries.matchAll(/^### (`.+)$/gm)].map(([, entry = '']) => entry);
};
const namesOf = (heading: string) =>
  rowsOf(heading).flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));

const literal = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** The beginning of a subject as the runbook writes it: … and words in capitals stand for anything. */
const patternOf = (subject: string) =>
  new RegExp(
    `^${literal(subject)
      .replaceAll('…', '.+')
      .replaceAll(/\b(?:[A-Z]{2,}|N)\b/g, '.+')}`,
  );

const CAUSES = [{ check: 'CheckClient', error: 'ClientSecretRejected', what: 'No.', remedy: 'Fix it.' }];
const since = '2027-01-01T00:00:00.000Z';
const expires = (name: string): News => ({ kind: 'expires', expiry: { name, at: since }, days: 7 });
const NEWS: News[] = [
  ...(['bad', 'changed', 'still-bad'] as const).map((kind) => ({ kind, causes: CAUSES, since })),
  { kind: 'recovered', since },
  ...['client secret', 'access key', 'authorization us'].map(expires),
];
const link = { url: 'https://pages.example/x', expiresAt: since };
const AN_OVERVIEW: Overview = {
  ...{ appName: APP, state: 'waiting', causes: [], credentials: [], history: [] },
  next: { who: 'somebody', what: 'Register the application', task: 'register-application' },
};
const MESSAGES = [
  ...TASK_KINDS.flatMap((kind) => [0, 2].map((reminder) => waitingMessage(aTask(kind), link, reminder))),
  failureMessage(APP, EXECUTION, { step: 'CheckClient', error: 'StepFailed', what: 'No.', remedy: 'Do.' }),
  ...NEWS.map((news) => healthMessage(APP, news)),
  endedMessage(APP, 'create-private-app', EXECUTION, 'ABORTED'),
  rotatedMessage(
    { appName: APP, execution: EXECUTION, parameter: '/sp-api/x' },
    {},
    { authorizations: ['us'], refused: [] },
  ),
  readyMessage({ appName: APP, execution: EXECUTION }, { accounts: [], results: '/sp-api/x/', warnings: [] }),
  setAsideMessage({ why: 'unreadable' }),
  setAsideMessage({ why: 'nameless', previousExpiresAt: since }),
  setAsideMessage({ why: 'foreign', clientId: 'amzn1.foreign', previousExpiresAt: since }),
  setAsideMessage({ why: 'refused', applications: [APP], previousExpiresAt: since }),
  removedMessage({ appName: APP, execution: EXECUTION, record: '/sp-api/x' }, { iam: [], parameters: [] }),
  ...[[], [AN_OVERVIEW]].map((overviews) => healthLinkMessage(overviews, link)),
  addressMessage(APP, EXECUTION, {
    address: 'ops@example.com',
    problem: { error: 'AwsDenied', what: 'No.', remedy: 'Do.' },
    topicArn: 'arn:aws:sns:us-east-1:111122223333:topic',
  }),
];

const NAMES = Array.from({ length: 10 }, (_, i) => `account-${i}`);
/** The messages with the longest first lines. */
const LONGEST = [
  waitingMessage(aTask('register-queue', { queue: { ...QUEUE, secretEnds: since } }), link, 4),
  waitingMessage(aTask('self-authorize', { reason: TOKEN_REFUSED }), link, 4),
  healthMessage(APP, {
    kind: 'bad',
    causes: NAMES.map((name) => ({
      ...{ check: `CallSellingPartnerApi (${name})`, error: 'AuthorizationOfAnotherAccountType' },
      ...{ what: 'No.', remedy: 'Do.' },
    })),
    since,
  }),
  ...globSync('statemachines/*.asl.yaml').flatMap((file) =>
    ['AwsDenied', 'ClientSecretRejected', 'AccessKeyInvalid'].map((error) =>
      failureMessage(
        APP,
        EXECUTION.replace('create-private-app', basename(file, '.asl.yaml')),
        { step: 'RegisterQueue', error, what: 'No.', remedy: 'Do.' },
        {},
        { accounts: NAMES, secretEnds: since },
      ),
    ),
  ),
  rotatedMessage(
    { appName: APP, execution: EXECUTION, parameter: '/sp-api/x' },
    {},
    { authorizations: [], refused: NAMES },
  ),
  setAsideMessage({ why: 'refused', applications: NAMES, previousExpiresAt: since }),
  healthLinkMessage(
    NAMES.map((appName) => ({ ...AN_OVERVIEW, appName, causes: CAUSES })),
    link,
  ),
];

/** The second line of every message. */
const POINTER =
  /^Runbook: spapi runbook "(.+)" \(or search docs\/runbook\.md of sp-api-private-app for these words\)$/;

const ANNOUNCEMENT = readFileSync('statemachines/announcement.yml', 'utf8');

/** The message that the state machines send without a function. */
const WITHOUT_FUNCTION = {
  subject: '{} failed',
  body: (/States\.Format\('(The step [\s\S]+?)', /.exec(ANNOUNCEMENT)?.[1] ?? '').replaceAll(/\n +/g, '\n'),
};

/** What tells of failures, and is not what failed; a function that several steps share is named by them. */
const SHARED = new Set(['NotifyFailure', 'RequestHumanTask', 'ProveAccessKey']);

/** What functions throw, and what a state machine ends with by itself. */
const ERRORS = [
  ...new Set([
    ...[broken, refused, retryable].flatMap((family) => Object.keys(family)),
    ...globSync('statemachines/*.{asl.yaml,yml}').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/^(?: {2}| {4})Error: (\w+)$/gm)].map(([, name = '']) => name),
    ),
  ]),
];

/** Sections with nothing to do, or that lead to another one. */
const OPEN_ENDED = new Set([
  '### `Ready: the application works`',
  '### `works again`',
  '### `FailureAnnounced`',
]);

it.each([...MESSAGES, ...LONGEST])('each part of a message begins a line: $subject', ({ body }) => {
  expect(body).not.toMatch(/[^\n](?:What to do|Runbook|Execution|Link|Error|Step|Needs|Cause): /);
});

describe('the runbook', () => {
  it('has no procedure in a cell of a table, and no entry that says nothing', () => {
    const cells = RUNBOOK.split('\n').filter((line) => line.startsWith('|'));
    const [, entries = ''] = RUNBOOK.split('\n## Messages by their subject');
    const empty = [...entries.matchAll(/^### (.+)\n\n(?=#)/gm)].map(([, entry = '']) => entry);

    expect(cells.filter((line) => line.length > 300)).toEqual([]);
    expect(empty).toEqual([]);
  });

  it('says of every error what to do, and of none that does not exist', () => {
    expect(namesOf('Errors').toSorted()).toEqual(ERRORS.toSorted());
  });

  it('says of every alarm what to do', () => {
    const machines = globSync('statemachines/*.machine.yml').map((file) => readFileSync(file, 'utf8'));
    const alarms = machines.flatMap((text) =>
      [...text.matchAll(/^ {4}(\w+):\n {6}Type: AWS::CloudWatch::Alarm/gm)].map(([, name = '']) => name),
    );

    expect(namesOf('Alarms').toSorted()).toEqual(alarms.toSorted());
  });

  it('is compared with an example of every message', () => {
    const made = globSync('shared/domain/*.ts').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/^export function ((?!\w+OfMessage)\w+Message)\(/gm)].map(
        ([, name = '']) => name,
      ),
    );
    const here = readFileSync('tests/unit/docs/runbook.test.ts', 'utf8');

    expect(made.length).toBeGreaterThan(8);
    expect(made.filter((name) => !here.includes(`${name}(`))).toEqual([]);
  });

  it.each(MESSAGES.map(({ subject }) => subject.replace(/^\[\S+\] /, '')))(
    'has the message "%s"',
    (subject) => {
      const fitting = namesOf('Messages by their subject').filter((row) => patternOf(row).test(subject));

      expect(fitting.length).toBeGreaterThan(0);
    },
  );

  it.each(MESSAGES.map(({ subject, body }) => [subject, body.split('\n')[1] ?? '']))(
    'has the words in a heading for which "%s" has people search',
    (_, line) => {
      const [, words = 'no words'] = POINTER.exec(line) ?? [];

      expect(RUNBOOK.split('\n').filter((one) => one.startsWith('#') && one.includes(words))).toHaveLength(1);
    },
  );

  it.each(
    [...MESSAGES, ...LONGEST, WITHOUT_FUNCTION].map(({ subject, body }) => [subject, `${subject}\n${body}`]),
  )(
    'is named within the first 60 words of "%s", which takes 16 seconds to read, and nowhere else',
    (_, text) => {
      const lines = text.split('\n');

      expect(lines.map((line) => POINTER.test(line)).slice(0, 3)).toEqual([false, false, true]);
      expect(lines.slice(0, 3).join(' ').split(/\s+/).length).toBeLessThanOrEqual(60);
      expect(text.match(/runbook/gi)).toHaveLength(3);
    },
  );

  const asked = [...MESSAGES, WITHOUT_FUNCTION].flatMap(
    ({ body }) => POINTER.exec(body.split('\n')[1] ?? '')?.[1] ?? [],
  );

  it.each([...new Set([...asked, ...ERRORS])])('has "%s" first in the heading of its section', (words) => {
    expect(RUNBOOK.split('\n').find((line) => line.includes(words))).toMatch(/^### /);
  });

  it('has the section of a message without an error before those with one', () => {
    expect(RUNBOOK.split('\n').find((line) => line.includes('STEP failed'))).toBe('### `STEP failed`');
  });

  it('says in every section how to check that it worked', () => {
    const sections = RUNBOOK.split(/^(?=###? )/m).filter((text) => text.startsWith('### '));
    const unchecked = sections.filter(
      (text) =>
        !text.includes('\nCheck: ') &&
        text.trim().includes('\n') &&
        !OPEN_ENDED.has(text.split('\n')[0] ?? ''),
    );

    expect(sections.length).toBeGreaterThan(60);
    expect(unchecked).toEqual([]);
  });

  it('has every step under the machine that starts it again', () => {
    const steps = globSync('statemachines/*.asl.yaml').flatMap((file) =>
      [
        ...readFileSync(file, 'utf8').matchAll(
          /^ +FunctionName: \{ Fn::GetAtt: \[(\w+)LambdaFunction, Arn\] \}/gm,
        ),
      ].map(([, name = '']) => name),
    );
    const [, section = ''] = RUNBOOK.split('\n## Start it again');

    expect(steps.length).toBeGreaterThan(30);
    expect(
      [...new Set(steps)].filter((step) => !SHARED.has(step) && !section.includes(`\`${step}\``)),
    ).toEqual([]);
  });

  it('has lines that fit a terminal, and no message has a command with APP in it', () => {
    const lines = RUNBOOK.split('\n');

    expect(lines.filter((line) => !line.startsWith('|') && line.length > 200)).toEqual([]);
    expect(MESSAGES.filter(({ body }) => /\bspapi [^\n]*\bAPP\b/.test(body))).toEqual([]);
  });
});
