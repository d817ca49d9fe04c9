import {
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { RULES } from '#shared/diagnosis/rules/index.ts';
import { nameOfArn } from '#shared/domain/iam-names.ts';
import { unpackHealth } from '#shared/domain/stored-health.ts';
import { createExecutions } from '../../local/execution/execution.ts';
import { type Seed, seedApplication } from '../../local/stack/seeded-application.ts';
import { type SeededIam, seedIam } from '../../local/stack/seeded-iam.ts';
import { answeringServices, type DeployedStack, sharedStack } from '../support/deployed-stack.ts';
import { denying, withStatements } from '../support/function-rights.ts';
import { pathsOf } from '../support/installation.ts';
import { PATIENCE_MS } from '../support/patience.ts';

/* The check meets trouble whose words say nothing, and finds the root cause by its own probes. */

let stack: DeployedStack;

beforeAll(async () => {
  stack = await sharedStack();
});
afterAll(() => stack?.close());

/** Five calls of an account, with the check's own. */
const BUDGET = 5;

/** Checks an application; resolves to the message, the causes that are kept and the SP-API calls that were made. */
async function check(appName: string) {
  const stateMachineArn = stack.deployment.outputs.CheckCredentialsArn ?? '';
  const executions = createExecutions({ engine: stack.engine, stateMachineArn });
  const before = stack.amazon.requests.length;
  await executions.untilEnded(await executions.start({ appName }), { deadlineMs: PATIENCE_MS });
  const made = stack.amazon.requests.slice(before).filter(({ target }) => target === 'sp-api');
  const told = (await stack.messages()).filter(({ subject }) => subject.startsWith(`[${appName}] `));
  const { health: path } = pathsOf(appName);
  const { [path]: text } = await answeringServices(stack).parameters.get([path]);
  const causes = unpackHealth(text)?.causes ?? [];
  return {
    told: told.map(({ body }) => body),
    kept: causes.map(({ check: name, id, confidence }) => [name, id, confidence]),
    calls: made.map(({ operation, host }) => [operation, host]),
  };
}

const ruleOf = (id: string) => RULES.find((rule) => rule.id === id);
const ACCOUNT = 'CallSellingPartnerApi (us)';
const OWN = ['getMarketplaceParticipations', 'sellingpartnerapi-na'];
const VENDOR = ['getPurchaseOrders', 'sellingpartnerapi-na'];

const ANOTHER_REGION: Seed = { authorizedIn: { region: 'EU', marketplace: 'A1PA6795UKMFR9' } };

const accounts: [string, Seed, string, string, string[][]][] = [
  [
    'a token of another region',
    ANOTHER_REGION,
    'call-refresh-token-of-other-region',
    'certain',
    [OWN, VENDOR, ['getMarketplaceParticipations', 'sellingpartnerapi-eu']],
  ],
  [
    'a token of another kind of account',
    { authorizedAs: 'vendor' },
    'call-vendor-seller-mismatch',
    'likely',
    [OWN, VENDOR],
  ],
];

it.each(accounts)('%s is told as such', async (name, seed, id, confidence, calls) => {
  const appName = `roots-${name.split(' ').at(-1)}`;
  await seedApplication(stack, appName, seed);

  const { told, kept, calls: made } = await check(appName);

  expect(told).toHaveLength(1);
  expect(told[0]).toContain(`Likely cause: ${ruleOf(id)?.cause}`);
  expect(told[0]).toContain(`In particular: ${ruleOf(id)?.remedy}`);
  expect(kept).toEqual([[ACCOUNT, id, confidence]]);
  expect(made.slice(0, calls.length)).toEqual(calls);
  expect(made.length).toBeLessThanOrEqual(BUDGET);
});

it('an application without a role is told with what else it can be, but for what was tried', async () => {
  await seedApplication(stack, 'roots-role', { roles: [] });

  const first = await check('roots-role');
  const second = await check('roots-role');

  expect(first.told[0]).toContain(`- ${ruleOf('call-missing-role')?.cause}`);
  expect(first.told[0]).toContain('To find the cause: ');
  expect(first.told[0]).not.toContain(ruleOf('call-refresh-token-of-other-region')?.cause);
  expect(first.kept).toEqual([[ACCOUNT, 'call-missing-role', 'possible']]);
  expect(first.calls.length).toBeLessThanOrEqual(BUDGET);
  expect([second.told, second.kept]).toEqual([[], first.kept]);
});

it('a probe that is throttled on one day changes nothing', async () => {
  const id = 'call-refresh-token-of-other-region';
  const host = 'sellingpartnerapi-eu';
  await seedApplication(stack, 'roots-throttled', ANOTHER_REGION);
  await check('roots-throttled');
  const fault = { target: 'sp-api', host, times: Infinity, answer: 'throttle' } as const;
  const { stop } = stack.amazon.world.fail(fault);

  const throttled = await check('roots-throttled').finally(stop);
  const next = await check('roots-throttled');

  const kept = [[ACCOUNT, id, 'certain']];
  expect([throttled.told, throttled.kept]).toEqual([[], kept]);
  expect(throttled.calls.filter(([, where]) => where === host)).toHaveLength(1);
  expect([next.told, next.kept]).toEqual([[], kept]);
});

/** An application whose user and role somebody made by hand, and then changed. */
async function assumed(appName: string, change: (iam: IAMClient, made: SeededIam) => Promise<unknown>) {
  const made = await seedIam(stack, appName);
  await seedApplication(stack, appName, { iam: made });
  await change(new IAMClient(stack.engine.clientConfig), made);
  return check(appName);
}

it('a role that was deleted in IAM is told as such, wherever it shows', async () => {
  const { told, kept, calls } = await assumed(
    'roots-deleted',
    async (iam, { roleArn, policyArn: PolicyArn }) => {
      const RoleName = nameOfArn(roleArn);
      await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
      await iam.send(new DeleteRoleCommand({ RoleName }));
    },
  );

  const id = 'sts-role-does-not-exist';
  expect(told[0]).toContain(`Likely cause: ${ruleOf(id)?.cause}`);
  expect(told[0]).toContain(`In particular: ${ruleOf(id)?.remedy}`);
  expect(kept).toEqual(['VerifyPolicies', 'TestAssumeRole', ACCOUNT].map((name) => [name, id, 'certain']));
  expect(calls).toEqual([]);
});

it('an access key that was made inactive is told as such', async () => {
  const { told, kept, calls } = await assumed('roots-inactive', (iam, { userArn, key }) =>
    iam.send(
      new UpdateAccessKeyCommand({
        UserName: nameOfArn(userArn),
        AccessKeyId: key.accessKeyId,
        Status: 'Inactive',
      }),
    ),
  );

  const id = 'sts-access-key-unknown';
  expect(told[0]).toContain(`Likely cause: ${ruleOf(id)?.cause}`);
  expect(told[0]).toContain(`In particular: ${ruleOf(id)?.remedy}`);
  expect(kept).toEqual(['TestAssumeRole', ACCOUNT].map((name) => [name, id, 'certain']));
  expect(calls).toEqual([]);
});

it('a page of a proxy in place of an answer is told as such', async () => {
  const appName = 'roots-page';
  await seedApplication(stack, appName);
  const answer = { status: 403, body: '<html>Blocked</html>', headers: { 'content-type': 'text/html' } };
  const { stop } = stack.amazon.world.fail({ target: 'sp-api', times: Infinity, answer });

  const { told, kept, calls } = await check(appName).finally(stop);

  expect(told[0]).toContain(`Likely cause: ${ruleOf('net-page-instead-of-answer')?.cause}`);
  expect(kept).toEqual([[ACCOUNT, 'net-page-instead-of-answer', 'certain']]);
  expect(calls).toEqual([OWN]);
});

it('a diagnosis that cannot be made hides no failure', async () => {
  const appName = 'roots-hidden';
  const { refreshToken } = await seedApplication(stack, appName);
  stack.amazon.world.revokeAuthorization(refreshToken);

  const { told, kept } = await withStatements(stack, 'DiagnoseApp', denying('ssm:GetParameters'), () =>
    check(appName),
  );

  expect(told[0]).toMatch(/400 invalid_grant.*What to do: Authorize the application again/s);
  expect(kept).toEqual([[ACCOUNT, expect.stringMatching(/^lwa-/), expect.any(String)]]);
});
