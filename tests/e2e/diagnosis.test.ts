import {
  CreateUserCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { RULES } from '#shared/diagnosis/rules/index.ts';
import { iamNames, nameOfArn } from '#shared/domain/iam-names.ts';
import type { FaultScript } from '../../local/amazon/store.ts';
import { DIAGNOSIS_CASES } from '../../local/diagnosis/cases/cases.ts';
import { createExecutions } from '../../local/execution/execution.ts';
import type { ReceivedMessage } from '../../local/stack/inbox.ts';
import { type Seed, type SeededApplication, seedApplication } from '../../local/stack/seeded-application.ts';
import { type Documents, seedIam } from '../../local/stack/seeded-iam.ts';
import { type DeployedStack, sharedStack } from '../support/deployed-stack.ts';
import { denying, without, withStatements } from '../support/function-rights.ts';
import { PATIENCE_MS, until } from '../support/patience.ts';

/*
 * Failures from the field, each played end to end: it is made to happen at Amazon or in AWS, a deployed state machine
 * meets it, and the message that a subscriber of the topic gets names the cause and the remedy.
 */

let stack: DeployedStack;

beforeAll(async () => {
  stack = await sharedStack();
});
afterAll(() => stack?.close());

type Play = (appName: string) => Promise<unknown>;

/** Runs one of the machines to its end. */
async function runMachine(output: string, input: object): Promise<void> {
  const stateMachineArn = stack.deployment.outputs[output] ?? '';
  const executions = createExecutions({ engine: stack.engine, stateMachineArn });
  await executions.untilEnded(await executions.start(input), { deadlineMs: PATIENCE_MS });
}

const check = (appName: string) => runMachine('CheckCredentialsArn', { appName });

/** The one message that says what fails; messages that ask a person for something are no such. */
async function messageAbout(appName: string): Promise<ReceivedMessage> {
  const about = () =>
    stack.inbox.all.filter(
      ({ subject }) => subject.startsWith(`[${appName}] `) && !subject.includes(' waits for you'),
    );
  await until(() => about().length > 0, stack.inbox.receive);
  expect(about()).toHaveLength(1);
  return about()[0] as ReceivedMessage;
}

/** Something is changed about an application that worked; then its credentials are checked. */
const checked =
  (change: (application: SeededApplication) => unknown = () => {}, seed: Seed = {}): Play =>
  async (appName) => {
    await change(await seedApplication(stack, appName, seed));
    await check(appName);
  };

/** Runs something while Amazon answers otherwise than it would. */
async function during(fault: Omit<FaultScript, 'times'>, run: () => Promise<unknown>): Promise<void> {
  const { stop } = stack.amazon.world.fail({ ...fault, times: Infinity });
  try {
    await run();
  } finally {
    stop();
  }
}

/** What was observed in the field, as Amazon's answer to the same call. */
function answerOf(id: string) {
  const found = DIAGNOSIS_CASES.find((one) => one.id === id)?.evidence.observations?.[0];
  if (!found) throw new Error(`${id} is no case`);
  const { httpStatus, code, message, details = '', call } = found;
  const body = call.startsWith('lwa:')
    ? { error: code, error_description: message }
    : { errors: [{ code, message, details }] };
  return { status: Number(httpStatus), body };
}

/** Amazon answers the check of a good application as it answered in the field. */
const answered =
  (id: string, seed: Seed = {}): Play =>
  async (appName) => {
    await seedApplication(stack, appName, seed);
    const target = 'error' in answerOf(id).body ? 'lwa' : 'sp-api';
    const operation = target === 'lwa' ? { operation: 'refresh_token' } : {};
    await during({ target, ...operation, answer: answerOf(id) }, () => check(appName));
  };

/** What may pass by itself is told when it does not: create-private-app runs for an application that is set up. */
const enduring =
  (
    answer: 'throttle' | 'server-error' | 'drop',
    { sandbox = false, sellingPartner = 'seller' }: Seed = {},
  ): Play =>
  async (appName) => {
    await seedApplication(stack, appName, { sandbox, sellingPartner });
    const input = { appName, marketplace: 'US', sandbox, sellingPartner, iam: { mode: 'none' } };
    await during({ target: 'sp-api', answer }, () => stack.run(input));
  };

const WRONG_SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** The stored key and role are tried, after something about them was changed. */
const assumed =
  (documents: Documents, change: (made: Awaited<ReturnType<typeof seedIam>>) => unknown = () => {}): Play =>
  async (appName) => {
    const iam = await seedIam(stack, appName, documents);
    await change(iam);
    await seedApplication(stack, appName, { iam });
    await check(appName);
  };

const provisioned =
  (functionName: string, change: ReturnType<typeof without>): Play =>
  (appName) =>
    withStatements(stack, functionName, change, () => stack.run({ appName, marketplace: 'US' }));

const PLAYS: Record<string, Play> = {
  'lwa-client-secret-wrong': checked(async ({ appName, storeClientSecret }) => {
    const other = stack.amazon.world.registerApplication({ name: `${appName}-other` });
    await storeClientSecret(other.clientSecret);
  }),
  'lwa-secret-expired-180-days': checked(({ clientId }) => stack.amazon.world.expireClientSecret(clientId)),
  'lwa-secret-expired-persists-after-rotation': answered('lwa-secret-expired-persists-after-rotation'),
  'lwa-refresh-token-malformed': checked(({ refreshToken, storeRefreshToken }) =>
    storeRefreshToken(refreshToken.slice(5)),
  ),
  'lwa-authorization-expired-one-year': answered('lwa-authorization-expired-one-year'),
  'lwa-refresh-token-of-another-client': checked(async ({ appName, storeRefreshToken }) => {
    const other = await seedApplication(stack, `${appName.slice(0, 30)}-other`);
    await storeRefreshToken(other.refreshToken);
  }),
  'lwa-body-encoding-mismatch': answered('lwa-body-encoding-mismatch'),
  'lwa-invalid-scope': async (appName) => {
    await seedApplication(stack, appName);
    const fault = {
      target: 'lwa',
      operation: 'client_credentials',
      answer: answerOf('lwa-invalid-scope'),
    } as const;
    await during(fault, () => runMachine('RotateClientSecretArn', { appName }));
  },
  'call-missing-role': checked(undefined, { roles: [] }),
  'call-role-added-token-not-renewed': checked(
    ({ clientId }) => stack.amazon.world.setRoles(clientId, ['Selling Partner Insights']),
    { roles: [] },
  ),
  'call-refresh-token-of-other-region': checked(undefined, {
    authorizedIn: { region: 'EU', marketplace: 'A1PA6795UKMFR9' },
  }),
  'call-vendor-seller-mismatch': checked(undefined, { authorizedAs: 'vendor' }),
  'call-seller-account-deactivated': checked(
    () => stack.amazon.world.deactivateSellingPartner('A1DEACTIVATED'),
    { sellingPartnerId: 'A1DEACTIVATED' },
  ),
  'reg-developer-profile-not-approved': answered('reg-developer-profile-not-approved'),
  'call-access-token-header-missing': answered('call-access-token-header-missing'),
  'call-access-token-malformed': answered('call-access-token-malformed'),
  'call-marketplace-not-in-endpoint-region': answered('call-marketplace-not-in-endpoint-region'),
  'call-rdt-role-not-granted': answered('call-rdt-role-not-granted'),
  'call-sandbox-input-not-matched': answered('call-sandbox-input-not-matched', { sandbox: true }),
  // The time in the answer is of 2023, when Amazon still looked at signatures.
  'sign-clock-skew': answered('sign-clock-skew'),
  'call-sandbox-internal-failure': enduring('server-error', { sandbox: true }),
  'quota-exceeded-burst': enduring('throttle'),
  'quota-exceeded-below-published-rate': enduring('throttle', { sellingPartner: 'vendor' }),
  'net-lwa-or-spapi-unreachable': enduring('drop'),
  'sts-secret-key-mismatch': assumed({}, (made) => {
    made.key.secretAccessKey = WRONG_SECRET;
  }),
  'sts-trust-policy-excludes-caller': assumed({ trusted: 'arn:aws:iam::999999999999:root' }),
  'sts-user-lacks-assumerole-permission': assumed({ permission: false, trusted: 'own account' }),
  'sts-role-does-not-exist': assumed({}, async ({ roleArn, policyArn: PolicyArn }) => {
    const iam = new IAMClient(stack.engine.clientConfig);
    const RoleName = nameOfArn(roleArn);
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
  }),
  'sts-user-arn-given-as-role-arn': assumed({}, (made) => {
    made.roleArn = made.userArn;
  }),
  'iam-entity-already-exists': async (appName) => {
    const UserName = iamNames(stack.installation, appName).user;
    await new IAMClient(stack.engine.clientConfig).send(new CreateUserCommand({ UserName }));
    await stack.run({ appName, marketplace: 'US' });
  },
  'call-seller-not-in-marketplace': checked(undefined, {
    authorizedIn: { region: 'NA', marketplace: 'A2EUQ1WTGCTBG2' },
  }),
  'rot-no-destination-queue': async (appName) => {
    const { clientId } = await seedApplication(stack, appName);
    stack.amazon.world.enrollForRotation(clientId, () => {});
    await runMachine('RotateClientSecretArn', { appName, waitSeconds: 2 });
  },
  'iam-operator-lacks-permission': provisioned('ProvisionIamUser', without('iam:CreateUser')),
  'iam-explicit-deny-mfa': provisioned('ProvisionIamUser', denying('iam:CreateUser')),
  'ssm-put-parameter-denied': provisioned('ProvisionIamUser', without('ssm:PutParameter')),
  'call-seller-token-on-grantless-operation': async (appName) => {
    await seedApplication(stack, appName);
    const answer = answerOf('call-seller-token-on-grantless-operation');
    await during({ target: 'sp-api', operation: 'rotateApplicationClientSecret', answer }, () =>
      runMachine('RotateClientSecretArn', { appName }),
    );
  },
};

describe('a failure from the field is told with its cause and a remedy', () => {
  it.each(Object.entries(PLAYS))('%s', async (id, play) => {
    const rule = RULES.find((one) => one.id === id);
    // Each application has another name, so that every failure is new.
    const appName = `d-${id}`.slice(0, 40).replace(/-$/, '');

    await play(appName);

    const { body } = await messageAbout(appName);
    expect(body).toContain(rule?.cause);
    expect(body).toMatch(/\nLikely cause: .*\nWhat to do: .|\nWhat to do: .*\nPossible causes:\n- /s);
    if (body.includes('Likely cause:')) expect(body).toContain(`In particular: ${rule?.remedy}`);
  });

  it('at least 25 times, of causes that the diagnosis knows', () => {
    const known = DIAGNOSIS_CASES.map(({ id }) => id);
    const played = Object.keys(PLAYS);

    expect(played.filter((id) => !known.includes(id))).toEqual([]);
    expect(played.length).toBeGreaterThanOrEqual(25);
  });
});
