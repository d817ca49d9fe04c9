import { isFresh } from '#shared/domain/freshness.ts';
import { nameOfArn } from '#shared/domain/iam-names.ts';
import type { IamResources } from '#shared/domain/iam-resources.ts';
import { shorten } from '#shared/errors/plain-text.ts';
import { IamNotAsExpected } from '#shared/errors/refused.ts';
import { IamNotConsistent } from '#shared/errors/retryable.ts';
import type { Services } from '#shared/services.ts';
import { requireAdoptable } from './adopted-owner.ts';
import { compareWithTutorial } from './compare-with-tutorial.ts';
import { packVerification } from './pack-verification.ts';
import type { Readings } from './readings.ts';
import type { Input, Output } from './schema.ts';
import { simulateCalls } from './simulations.ts';

/** `region` is the one that this function runs in. */
type Needs = Pick<
  Services,
  'clock' | 'iamInspector' | 'iamPolicies' | 'iamRoles' | 'iamUsers' | 'installation' | 'parameters'
> & { region: string };

/** More and longer ones nobody reads; they go through the state machine and into one parameter. */
const MOST_WARNINGS = 40;
const MOST_TEXT = 400;

/** Tutorial step 3.6: reads everything back, compares it by meaning and asks the policy simulator. Changes nothing. */
export async function verifyPolicies(services: Needs, input: Input): Promise<Output> {
  const { resources } = input;
  if (resources.mode === 'adopt') await requireAdoptable(services, resources);
  const readings = await readEverything(services, input);
  const findings = compareWithTutorial(resources, readings);
  const faults = findings.filter(({ fault }) => fault).map(({ text }) => text);
  if (faults.length > 0) throw refuse(services, resources, faults);

  const warnings = findings.map(({ text }) => shorten(text, MOST_TEXT)).slice(0, MOST_WARNINGS);
  const { appName, userArn, roleArn, policyArn } = resources;
  const verifiedAt = services.clock.now().toISOString();
  const text = packVerification({ verifiedAt, warnings, simulations: readings.simulations });
  await services.parameters.put(appName, services.parameters.paths.of(appName).iam.verification, text);
  return { userArn, roleArn, policyArn, warnings, accessKeys: await activeKeys(services, resources) };
}

async function activeKeys(
  { iamUsers }: Needs,
  { userArn, mode }: IamResources,
): Promise<Output['accessKeys']> {
  const keys = await iamUsers.listAccessKeys(nameOfArn(userArn));
  return keys
    .filter(({ active }) => active)
    .map(({ createdAt }) => ({ createdAt: createdAt.toISOString(), ours: mode === 'create' }));
}

async function readEverything(services: Needs, input: Input): Promise<Readings> {
  const { iamInspector: iam } = services;
  const { userArn, roleArn, policyArn } = input.resources;
  const [user, role] = [nameOfArn(userArn), nameOfArn(roleArn)];
  return {
    userPolicies: await iam.userPolicies(user),
    policiesAttachedToUser: await iam.policiesAttachedToUser(user),
    policyDocument: policyArn ? await iam.policyDocument(policyArn) : undefined,
    trust: await iam.trustOf(role),
    ...(await readRolePolicies(iam, role, policyArn)),
    simulations: await simulateCalls(services, input),
  };
}

/** The documents are needed where no managed policy is named that the role must have. */
async function readRolePolicies(iam: Needs['iamInspector'], role: string, policyArn: string) {
  const rolePolicyNames = await iam.rolePolicyNames(role);
  const policiesAttachedToRole = await iam.policiesAttachedToRole(role);
  const roleDocuments: Readings['roleDocuments'] = {};
  if (policyArn) return { rolePolicyNames, policiesAttachedToRole, roleDocuments };
  for (const name of rolePolicyNames) roleDocuments[name] = await iam.rolePolicy(role, name);
  // AWS's own policies are not read; the simulator knows them.
  for (const arn of policiesAttachedToRole.filter((one) => !one.includes('::aws:')))
    roleDocuments[arn] = await iam.policyDocument(arn);
  return { rolePolicyNames, policiesAttachedToRole, roleDocuments };
}

function refuse(
  { clock }: Pick<Needs, 'clock'>,
  { mode, provisionedAt }: IamResources,
  faults: string[],
): Error {
  const what = `The IAM resources are not as the tutorial wants them:\n${faults.map((line) => `- ${line}`).join('\n')}`;
  const remedy =
    mode === 'adopt'
      ? 'Correct these resources yourself (nothing adopted is ever changed here), or start with "iam":{"mode":"create"}.'
      : 'Start the execution again: it corrects what it made. If a permissions boundary denies, have it changed.';
  // IAM may not show yet what was just written; when the retries run out, the remedy is the same.
  if (isFresh(clock.now(), provisionedAt)) return new IamNotConsistent({ what, remedy });
  return new IamNotAsExpected({ what, remedy, details: { faults: faults.length } });
}
