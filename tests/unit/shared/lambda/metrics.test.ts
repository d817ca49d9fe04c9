import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Cause, Expiry, Health } from '#shared/domain/health.ts';
import { createMetrics } from '#shared/lambda/metrics.ts';
import { NOW } from '../../../support/fakes/clock.ts';
import { INSTALLATION } from '../../../support/installation.ts';
import { logLines, printed } from '../../../support/lambda.ts';
import { APP } from '../../../support/subjects.ts';

const SERVICE = 'sp-api-private-app';
/** Another stage has the same service, and numbers of its own. */
const OURS = { service: SERVICE, stage: 'prod' };
const before = process.env.POWERTOOLS_SERVICE_NAME;
beforeAll(() => {
  process.env.POWERTOOLS_SERVICE_NAME = SERVICE;
});
afterAll(() => {
  if (before === undefined) delete process.env.POWERTOOLS_SERVICE_NAME;
  else process.env.POWERTOOLS_SERVICE_NAME = before;
});

const DAY_MS = 24 * 60 * 60_000;
const ending = (name: string, days: number): Expiry => ({
  name,
  at: new Date(Date.parse(NOW) + days * DAY_MS).toISOString(),
});
const aCause = (error: string): Cause => ({ check: 'CheckClient', error, what: 'No.', remedy: 'Fix it.' });

function aHealth(causes: Cause[], expiries: Expiry[] = []): Health {
  const state = causes.length > 0 ? 'bad' : 'good';
  return { state, since: NOW, checkedAt: NOW, causes, expiries, fingerprint: '', toldDays: {} };
}

interface Line {
  _aws: { CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[] };
}

/** What CloudWatch reads from the lines: metric, value and dimensions. */
async function measured(health: Health) {
  const { text } = await printed(async () => createMetrics(INSTALLATION).health(APP, health, new Date(NOW)));
  return (logLines(text) as unknown as (Line & Record<string, unknown>)[]).flatMap((line) =>
    line._aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) =>
      Dimensions.flatMap((names) =>
        Metrics.map(({ Name }) => [
          Name,
          line[Name],
          Object.fromEntries(names.map((name) => [name, line[name]])),
        ]),
      ),
    ),
  );
}

it('failures are counted by their root cause, and by their error where none is known', async () => {
  const causes = [{ ...aCause('SpApiDenied'), id: 'call-missing-role' }, aCause('AccessKeyMissing')];

  const failures = (await measured(aHealth(causes))).filter(([name]) => name === 'Failures');

  expect(failures.map(([, count, dimensions]) => [(dimensions as { cause: string }).cause, count])).toEqual([
    ['call-missing-role', 1],
    ['AccessKeyMissing', 1],
  ]);
});

it('a line is in the embedded metric format, in our namespace and counts', async () => {
  const { text } = await printed(async () =>
    createMetrics(INSTALLATION).health(APP, aHealth([]), new Date(NOW)),
  );

  expect(logLines(text)).toEqual([
    {
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: 'SellingPartnerApi',
            Dimensions: [['service', 'stage']],
            Metrics: [{ Name: 'ApplicationsInTrouble', Unit: 'Count' }],
          },
        ],
      },
      service: SERVICE,
      stage: 'prod',
      ApplicationsInTrouble: 0,
    },
    {
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: 'SellingPartnerApi',
            Dimensions: [['service', 'app', 'stage']],
            Metrics: [{ Name: 'InTrouble', Unit: 'Count' }],
          },
        ],
      },
      service: SERVICE,
      stage: 'prod',
      app: APP,
      InTrouble: 0,
    },
  ]);
});

it('an application with several causes is one in trouble, and each cause is one failure', async () => {
  const health = aHealth(['AuthorizationRevoked', 'SpApiDenied', 'SpApiDenied'].map(aCause));

  expect(await measured(health)).toEqual([
    ['ApplicationsInTrouble', 1, { ...OURS }],
    ['InTrouble', 1, { ...OURS, app: APP }],
    ['Failures', 1, { ...OURS, cause: 'AuthorizationRevoked' }],
    ['Failures', 1, { ...OURS, cause: 'SpApiDenied' }],
    ['Failures', 1, { ...OURS, cause: 'SpApiDenied' }],
  ]);
});

it('what expires is measured in whole days, for the alarm and by credential', async () => {
  const health = aHealth([], [ending('client secret', 10.9), ending('authorization us', -0.5)]);

  expect((await measured(health)).slice(2)).toEqual([
    ['DaysToExpiry', 10, { ...OURS }],
    ['DaysToExpiry', 10, { ...OURS, app: APP, credential: 'client secret' }],
    ['DaysToExpiry', -1, { ...OURS }],
    ['DaysToExpiry', -1, { ...OURS, app: APP, credential: 'authorization us' }],
  ]);
});
