import { describe, expect, it } from '@jest/globals';
import { daysLeftText, overviewNames, overviewOf, urgencyOf } from '#shared/domain/overview.ts';
import { parameterPaths } from '#shared/domain/parameter-paths.ts';
import { APP, PATHS } from '../../../support/subjects.ts';

const paths = parameterPaths({ namespace: 'sp-api' });
const NOW = new Date('2027-01-31T06:00:00.000Z');
const AT = '2027-01-31T05:00:00.000Z';
const HEALTH = {
  ...{ state: 'good', since: AT, checkedAt: AT, causes: [], toldDays: {} },
  expiries: [
    { name: 'client secret', at: '2027-02-01T00:00:00.000Z' },
    { name: 'authorization us', at: '2027-12-31T00:00:00.000Z' },
  ],
  accessKeyCreatedAt: '2027-01-01T06:00:00.000Z',
};
const SUMMARY = { execution: 'arn:x', authorizations: [{ name: 'us' }, { name: 'de' }] };
const READY = { state: 'ready', since: '2027-01-01T00:00:00.000Z', execution: 'arn:aws:x' };

const overview = (stored: Record<string, object>, tasks: string[] = []) => {
  const values = Object.entries(stored).map(([name, value]) => [name, JSON.stringify(value)]);
  return overviewOf(paths, { appName: APP, values: Object.fromEntries(values), tasks }, NOW);
};
const cause = (check: string) => ({ check, error: 'E', what: 'w', remedy: 'Fix it.' });
const whoIs = (stored: Record<string, object>, tasks?: string[]) => overview(stored, tasks).next?.who;

describe('an overview', () => {
  it('has every credential with the days that are left, by what is newest', () => {
    const { credentials } = overview({
      [PATHS.health]: HEALTH,
      [PATHS.summary]: SUMMARY,
      [PATHS.lwa.secretDates]: { expiresAt: '2027-05-01T00:00:00.000Z' },
    });

    expect(credentials).toEqual([
      {
        name: 'client secret',
        expiresAt: '2027-05-01T00:00:00.000Z',
        daysLeft: 90,
        ofDays: 180,
        automatic: true,
      },
      {
        name: 'access key',
        expiresAt: '2027-04-01T06:00:00.000Z',
        daysLeft: 60,
        ofDays: 90,
        automatic: true,
      },
      {
        name: 'authorization us',
        expiresAt: '2027-12-31T00:00:00.000Z',
        daysLeft: 334,
        ofDays: 365,
        automatic: false,
      },
      { name: 'authorization de', ofDays: 365, automatic: false },
    ]);
  });

  it('takes the end of an adopted key from the check, which nobody replaces by itself', () => {
    const expiries = [{ name: 'access key', at: '2027-02-10T00:00:00.000Z' }];

    expect(overview({ [PATHS.health]: { ...HEALTH, expiries } }).credentials).toEqual([
      {
        name: 'access key',
        expiresAt: '2027-02-10T00:00:00.000Z',
        daysLeft: 10,
        ofDays: 90,
        automatic: false,
      },
    ]);
  });

  it('says in which state an application is', () => {
    const removal = {
      confirmedAt: AT,
      execution: 'arn:x',
      adopted: [],
      removed: { iam: [], parameters: [] },
    };
    const open = { [paths.removals.open(APP)]: removal };

    expect(overview({ [PATHS.status]: READY, [PATHS.summary]: SUMMARY }).state).toBe('ready');
    expect(overview({ [PATHS.status]: READY, [PATHS.summary]: SUMMARY }, ['register-queue']).state).toBe(
      'ready',
    );
    expect(overview({}, ['request-data-access']).state).toBe('waiting');
    expect(overview({}).state).toBe('set-up');
    expect(overview({ ...open, [PATHS.health]: HEALTH, [PATHS.status]: READY })).toMatchObject({
      ...{ state: 'removing', since: AT, credentials: [], causes: [] },
    });
  });

  it('holds no ARN, and 90 days of which nothing is known', () => {
    const found = overview({ [PATHS.status]: READY, [PATHS.summary]: SUMMARY, [PATHS.health]: HEALTH });

    expect(JSON.stringify(found)).not.toContain('arn:');
    expect(found.history.map(({ state }) => state)).toEqual(Array(90).fill('not-checked'));
  });

  it('is made of parameters that hold no secret', () => {
    expect(overviewNames(paths, APP)).toEqual([
      ...[PATHS.status, PATHS.summary, PATHS.health, PATHS.healthHistory, PATHS.lwa.secretDates],
      paths.removals.open(APP),
    ]);
  });
});

describe('the next person to act', () => {
  it.each<[string[], string, string]>([
    [['register-application'], 'the primary user of the developer account', 'Register the application'],
    [
      ['self-authorize-us'],
      'whoever administers the selling account us',
      'Authorize the application: account us',
    ],
    [['confirm-removal'], 'whoever started the removal', 'Confirm the removal'],
  ])('of %s is %s', (tasks, who, what) => {
    expect(overview({}, tasks).next).toEqual({ who, what, task: tasks[0] });
  });

  it.each([
    ['CheckClient', 'the primary user of the developer account'],
    ['CallSellingPartnerApi (us)', 'whoever administers the selling account us'],
    ['VerifyPolicies', 'whoever administers the AWS account'],
  ])('of a failed %s is %s', (check, who) => {
    const health = { ...HEALTH, state: 'bad', causes: [cause(check)] };

    expect(overview({ [PATHS.health]: health }).next).toEqual({ who, what: `${check}: E. Fix it.` });
  });

  it('is nobody while all works and nothing expires soon; the stack replaces what it can', () => {
    const soon = (name: string, days: number) => ({
      [PATHS.health]: {
        ...HEALTH,
        accessKeyCreatedAt: undefined,
        expiries: [{ name, at: new Date(NOW.getTime() + days * 86_400_000).toISOString() }],
      },
    });

    expect(whoIs(soon('client secret', 20))).toBeUndefined();
    expect(whoIs(soon('authorization us', 31))).toBeUndefined();
    expect(whoIs(soon('client secret', 7))).toBe('the primary user of the developer account');
    expect(whoIs(soon('authorization us', 30))).toBe('whoever administers the selling account us');
    expect(whoIs(soon('access key', 30))).toBe('whoever administers the AWS account');
  });

  it('of an execution that failed is whoever administers the AWS account', () => {
    const failed = { state: 'failed', since: AT, step: 'VerifyPolicies', error: 'IamNotAsExpected' };

    expect(overview({ [PATHS.status]: failed }).next).toEqual({
      who: 'whoever administers the AWS account',
      what: 'VerifyPolicies failed: IamNotAsExpected. The message about the failure says what to do.',
    });
  });
});

describe('days left', () => {
  it.each([
    [90, 'fine', '90 days left (1 May 2027)'],
    [30, 'soon', '30 days left (1 May 2027)'],
    [7, 'now', '7 days left (1 May 2027)'],
    [1, 'now', '1 day left (1 May 2027)'],
    [0, 'now', 'expired (1 May 2027)'],
    [undefined, 'unknown', 'end not known yet'],
  ] as const)('%p are %s: %s', (daysLeft, urgency, text) => {
    const credential = { expiresAt: '2027-05-01T00:00:00.000Z', ...(daysLeft !== undefined && { daysLeft }) };

    expect([urgencyOf(credential), daysLeftText(credential)]).toEqual([urgency, text]);
  });
});
