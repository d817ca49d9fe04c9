import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { ExecutionInput } from '#shared/domain/application.ts';
import { MARKETPLACE_CODES } from '#shared/domain/marketplaces.ts';
import { listProblems } from '#shared/domain/problems.ts';

const APP_NAME = 'must be 3 to 40 lower-case letters, digits or hyphens, starting with a letter';
const AUTHORIZATION_NAME = APP_NAME.replace('3', '2');
const MARKETPLACE = `unknown marketplace; known are ${MARKETPLACE_CODES.join(', ')}`;
const ASCENDING = 'must be ascending, each after the start of the wait';
const YEAR = 31_536_000;
const ARNS = {
  userArn: 'arn:aws:iam::111122223333:user/sp-api',
  roleArn: 'arn:aws:iam::111122223333:role/path/SellingPartnerAPI',
  policyArn: 'arn:aws:iam::111122223333:policy/SellingPartnerAPI',
};

const problemsOf = (typed: unknown) => listProblems(z.safeParse(ExecutionInput, typed).error?.issues ?? []);
const withDefaults = (typed: object) => problemsOf({ appName: 'acme-orders', marketplace: 'US', ...typed });

describe('an input is right', () => {
  it.each<object>([
    {},
    { appName: 'abc' },
    { appName: `a${'b'.repeat(39)}` },
    { appName: 'a-1' },
    { marketplace: 'A1F83G8C2ARO7P' },
    { iam: { mode: 'none' } },
    { iam: { mode: 'adopt', ...ARNS } },
    { authorizations: [{ marketplace: 'DE' }, { name: 'jp', marketplace: 'JP', sellingPartner: 'vendor' }] },
    { notificationEmail: 'ops@example.com' },
    { waitSeconds: { dataAccess: 1, registration: YEAR } },
    { reminderSeconds: [] },
    { reminderSeconds: [1, 2, YEAR] },
    { reminderSeconds: Array.from({ length: 20 }, (_, n) => n + 1) },
  ])('with %j', (typed) => {
    const problems = withDefaults(typed);

    expect(problems).toEqual([]);
  });
});

describe('the times of the reminders', () => {
  const remindersOf = (typed: object) =>
    z.parse(ExecutionInput, { appName: 'acme-orders', marketplace: 'US', ...typed }).reminderSeconds;

  it('are after 1, 3, 7 and 14 days when nothing else is typed', () => {
    expect(remindersOf({})).toEqual([86_400, 259_200, 604_800, 1_209_600]);
  });

  it('are those that were typed, and none where none were', () => {
    expect([remindersOf({ reminderSeconds: [60] }), remindersOf({ reminderSeconds: [] })]).toEqual([
      [60],
      [],
    ]);
  });
});

describe('an input is wrong', () => {
  it.each<[object, string[]]>([
    ...['ab', `a${'b'.repeat(40)}`, 'Acme', '1acme', 'acme-', 'ac me', 'ac/me', 'acme\n'].map(
      (appName): [object, string[]] => [{ appName }, [`appName: ${APP_NAME}`]],
    ),
    [{ appName: 7 }, ['appName: must be of type string']],
    [{ marketplace: 'usa' }, [`marketplace: ${MARKETPLACE}`]],
    [{ operations: ['<b>'] }, ['operations.0: must be the name of an operation, for example getOrders']],
    [{ sellingPartner: 'merchant' }, ['sellingPartner: must be seller or vendor']],
    [{ sandbox: 'yes' }, ['sandbox: must be of type boolean']],
    [{ iam: 'none' }, ['iam: must be of type object']],
    [{ iam: { mode: 'other' } }, ['iam.mode: must be create, adopt or none']],
    [{ iam: { mode: 'none', userArn: 'x' } }, ['iam: has unknown field(s): userArn']],
    [
      { iam: { mode: 'adopt', ...ARNS, userArn: ARNS.userArn.replace('arn:aws:', 'arn:aws-cn:') } },
      ['iam.userArn: must be an ARN like arn:aws:iam::111122223333:user/sp-api'],
    ],
    [
      { iam: { mode: 'adopt', ...ARNS, roleArn: ARNS.userArn } },
      ['iam.roleArn: must be an ARN like arn:aws:iam::111122223333:role/SellingPartnerAPI'],
    ],
    [
      { iam: { mode: 'adopt', ...ARNS, roleArn: ARNS.roleArn.replace('111122223333', '444455556666') } },
      [
        'iam.roleArn: names the AWS account 444455556666, but userArn names 111122223333; both must be in one account',
      ],
    ],
    ...(['userArn', 'roleArn', 'policyArn'] as const).map((field): [object, string[]] => [
      { iam: { mode: 'adopt', ...ARNS, [field]: ARNS[field].replace('/', '/../') } },
      [`iam.${field}: must not have .. in its path`],
    ]),
    [{ iam: { mode: 'adopt' } }, ['userArn', 'roleArn'].map((f) => `iam.${f}: must be of type string`)],
    [
      { authorizations: [{ name: 'x', marketplace: 'XX' }] },
      [`authorizations.0.name: ${AUTHORIZATION_NAME}`, `authorizations.0.marketplace: ${MARKETPLACE}`],
    ],
    [{ notificationEmail: 'ops' }, ['notificationEmail: must be an e-mail address']],
    [{ waitSeconds: { dataAccess: 0 } }, ['waitSeconds.dataAccess: must be at least 1']],
    [{ waitSeconds: { registration: YEAR + 1 } }, [`waitSeconds.registration: must be at most ${YEAR}`]],
    [{ waitSeconds: { authorization: 1.5 } }, ['waitSeconds.authorization: must be of type int']],
    [{ reminderSeconds: [0] }, ['reminderSeconds.0: must be at least 1']],
    [{ reminderSeconds: [1, YEAR + 1] }, [`reminderSeconds.1: must be at most ${YEAR}`]],
    [{ reminderSeconds: [1.5] }, ['reminderSeconds.0: must be of type int']],
    [{ reminderSeconds: [1, 3, 2] }, [`reminderSeconds: ${ASCENDING}`]],
    [{ reminderSeconds: [1, 1] }, [`reminderSeconds: ${ASCENDING}`]],
    [
      { reminderSeconds: Array.from({ length: 21 }, (_, n) => n + 1) },
      ['reminderSeconds: must be at most 20'],
    ],
    [{ reminderSeconds: 86_400 }, ['reminderSeconds: must be of type array']],
    [{ marketPlace: 'US' }, ['input: has unknown field(s): marketPlace']],
    [{ 'Atzr|pasted': 'US' }, ['input: has unknown field(s): (a name that looks like a secret)']],
    [{ roles: ['Atzr|pasted'] }, ['roles.0: looks like a secret, not the name of a role']],
  ])('with %j', (typed, expected) => {
    const problems = withDefaults(typed);

    expect(problems).toEqual(expected);
  });

  it.each([undefined, null, 'text', 7, []])('when it is %j', (typed) => {
    const problems = problemsOf(typed);

    expect(problems).toEqual(['input: must be of type object']);
  });

  it('in every place at once', () => {
    const problems = problemsOf({ appName: 'A', marketplace: 'XX', sandbox: 1, extra: true });

    expect(problems.map((line) => line.split(':')[0])).toEqual([
      'appName',
      'marketplace',
      'sandbox',
      'input',
    ]);
  });
});
