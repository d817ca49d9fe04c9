import {
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { PolicyDocument, PolicyStatement } from '#shared/domain/iam-documents.ts';
import type { DeployedStack } from './deployed-stack.ts';

/** The name of the role of a deployed function. */
async function roleOf(iam: IAMClient, functionName: string): Promise<string> {
  const { Roles = [] } = await iam.send(new ListRolesCommand({ MaxItems: 1000 }));
  return Roles.find(({ RoleName }) => RoleName?.includes(functionName))?.RoleName ?? '';
}

/** Changes the statements of a function's role while something runs. */
export async function withStatements<T>(
  { engine }: DeployedStack,
  functionName: string,
  change: (statements: PolicyStatement[]) => PolicyStatement[],
  run: () => Promise<T>,
): Promise<T> {
  const iam = new IAMClient(engine.clientConfig);
  const RoleName = await roleOf(iam, functionName);
  const { PolicyNames: [PolicyName] = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const { PolicyDocument: encoded = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  const before = decodeURIComponent(encoded);
  const { Statement, ...rest }: PolicyDocument = JSON.parse(before);
  const changed = JSON.stringify({ ...rest, Statement: change([Statement].flat()) });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: changed }));
  try {
    return await run();
  } finally {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: before }));
  }
}

/** Takes an action out of what is granted. */
export const without =
  (action: string) =>
  (statements: PolicyStatement[]): PolicyStatement[] =>
    statements
      .map((one) => ({ ...one, Action: [one.Action ?? []].flat().filter((name) => name !== action) }))
      .filter(({ Action }) => Action.length > 0);

/** Denies an action whatever is granted. */
export const denying =
  (Action: string) =>
  (statements: PolicyStatement[]): PolicyStatement[] => [
    ...statements,
    { Effect: 'Deny', Action, Resource: '*' },
  ];
