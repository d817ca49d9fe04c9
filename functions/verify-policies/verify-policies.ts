import { isFresh } from '#shared/domain/freshness.ts';
import { nameOfArn } from '#shared/domain/iam-names.ts';
import { parameterPaths } from '#shared/domain/parameter-paths.ts';
import { IamNotAsExpected } from '#shared/errors/refused.ts';
import { IamNotConsistent } from '#shared/errors/retryable.ts';
import type { Services } from '#shared/services.ts';
import { compareWithTutorial, type Finding, type Readings } from './compare-with-tutorial.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'iamInspector' | 'iamUsers' | 'parameters'>;

/** Tutorial step 3.6: reads everything back, compares it by meaning and asks the policy simulator. Changes nothing. */
export async function verifyPolicies(services: Needs, input: Input): Promise<Output> {
  const readings = await readEverything(services, input);
  const findings = compareWithTutorial(input, readings);
  const faults = findings.filter(({ fault }) => fault).map(({ text }) => text);
  if (faults.length > 0) throw refuse(services, input, faults);

  const warnings = findings.map(({ text }: Finding) => text);
  const { appName, userArn, roleArn, policyArn } = input;
  const verification = {
    verifiedAt: services.clock.now().toISOString(),
    warnings,
    simulations: readings.simulations,
  };
  await services.parameters.put(
    appName,
    parameterPaths(appName).iam.verification,
    JSON.stringify(verification),
  );
  return { userArn, roleArn, policyArn, warnings, accessKeys: await activeKeys(services, input) };
}

async function activeKeys({ iamUsers }: Needs, { userArn, mode }: Input): Promise<Output['accessKeys']> {
  const keys = await iamUsers.listAccessKeys(nameOfArn(userArn));
  return keys
    .filter(({ active }) => active)
    .map(({ createdAt }) => ({ createdAt: createdAt.toISOString(), ours: mode === 'create' }));
}

async function readEverything(
  { iamInspector: iam }: Pick<Needs, 'iamInspector'>,
  input: Input,
): Promise<Readings> {
  const { userArn, roleArn, policyArn } = input;
  const [user, role] = [nameOfArn(userArn), nameOfArn(roleArn)];
  return {
    userPolicies: await iam.userPolicies(user),
    policiesAttachedToUser: await iam.policiesAttachedToUser(user),
    policyDocument: await iam.policyDocument(policyArn),
    trust: await iam.trustOf(role),
    rolePolicyNames: await iam.rolePolicyNames(role),
    policiesAttachedToRole: await iam.policiesAttachedToRole(role),
    simulations: await simulate({ iamInspector: iam }, input),
  };
}

// The simulator needs a concrete resource: with "*" a statement on a pattern of ARNs comes back as denied.
async function simulate(
  { iamInspector }: Pick<Needs, 'iamInspector'>,
  { userArn, roleArn }: Input,
): Promise<Readings['simulations']> {
  const [, partition, , , account] = userArn.split(':');
  const api = `arn:${partition}:execute-api:us-east-1:${account}:sellingpartnerapi/prod/GET/sellers`;
  return {
    assumeRole: await iamInspector.simulate(userArn, 'sts:AssumeRole', roleArn),
    invoke: await iamInspector.simulate(roleArn, 'execute-api:Invoke', api),
  };
}

function refuse({ clock }: Pick<Needs, 'clock'>, { mode, provisionedAt }: Input, faults: string[]): Error {
  const what = `The IAM resources are not as the tutorial wants them:\n${faults.map((line) => `- ${line}`).join('\n')}`;
  const remedy =
    mode === 'adopt'
      ? 'Correct these resources yourself (nothing adopted is ever changed here), or start with "iam":{"mode":"create"}.'
      : 'Start the execution again: it corrects what it made. If an organization denies, have its service control policy changed.';
  // IAM may not show yet what was just written; when the retries run out, the remedy is the same.
  if (isFresh(provisionedAt, clock.now())) return new IamNotConsistent({ what, remedy });
  return new IamNotAsExpected({ what, remedy, details: { faults: faults.length } });
}
