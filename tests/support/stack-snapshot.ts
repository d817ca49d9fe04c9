import {
  IAMClient,
  ListAccessKeysCommand,
  paginateGetAccountAuthorizationDetails,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import { paginateGetParametersByPath, SSMClient } from '@aws-sdk/client-ssm';
import { iamPath } from '#shared/domain/iam-names.ts';
import type { LocalStack } from '../../local/stack/local-stack.ts';

type Stack = Pick<LocalStack, 'engine' | 'installation'>;

/** All that a stack keeps for its applications, to the letter: parameters with values and versions, IAM with documents and tags. */
export const snapshotOf = async (stack: Stack) => ({
  parameters: await parametersOf(stack),
  ...(await iamOf(stack)),
});

/** Every parameter of the stack's namespace in its region. */
async function parametersOf({ engine, installation }: Stack) {
  const client = new SSMClient(engine.clientConfig);
  const request = { Path: `/${installation.namespace}`, Recursive: true, WithDecryption: true };
  const found = [];
  for await (const { Parameters = [] } of paginateGetParametersByPath({ client }, request))
    found.push(...Parameters);
  return found.toSorted((a, b) => (a.Name ?? '').localeCompare(b.Name ?? ''));
}

/** Everything of the account in the stack's IAM path, but what CloudFormation made. */
async function iamOf({ engine, installation }: Stack) {
  const client = new IAMClient(engine.clientConfig);
  const PathPrefix = iamPath(installation);
  const isOurs = ({ Path, Arn }: { Path?: string | undefined; Arn?: string | undefined }) =>
    Path === PathPrefix && !Arn?.includes('CredentialsBoundary');
  const users = [];
  for await (const { Users = [] } of paginateListUsers({ client }, { PathPrefix }))
    for (const { UserName } of Users)
      users.push((await client.send(new ListAccessKeysCommand({ UserName }))).AccessKeyMetadata);
  const details = [];
  for await (const page of paginateGetAccountAuthorizationDetails({ client }, {}))
    for (const list of [page.UserDetailList, page.RoleDetailList, page.Policies])
      details.push(...(list ?? []).filter(isOurs));
  return { keys: users, iam: details };
}
