import { createLwa } from '#shared/clients/lwa.ts';
import { createSts } from '#shared/clients/sts.ts';
import { unpackKey } from '#shared/iam/stored-access-key.ts';
import { createExecutions, type ExecutionState } from '../execution/execution.ts';
import { type Texts, whereSecretForms, whereShown } from '../stack/secret-texts.ts';
import type { FaultStack } from './fault-stack.ts';
import type { Snapshot } from './snapshot.ts';

/** Every encrypted value; of an access key its secret. */
export const secretsOf = ({ parameters }: Snapshot): string[] =>
  Object.entries(parameters)
    .filter(([, { type }]) => type === 'SecureString')
    .flatMap(([, { value }]) => JSON.parse(value.startsWith('{') ? value : '{}').secretAccessKey ?? value);

/** Whether what is stored in the end works: nothing that the product knows is worth more than that. */
export async function findDeadSecrets(
  { engine, amazon, parameters: store }: FaultStack,
  appName: string,
  { parameters }: Snapshot,
) {
  const dead: string[] = [];
  const { iam, lwa, authorization } = store.paths.of(appName);
  const paths = [iam.accessKey, lwa.clientSecret, authorization('us').refreshToken];
  const stored = await store.getSecrets(paths);
  const key = unpackKey(stored[iam.accessKey]);
  const roleArn = parameters[iam.roleArn]?.value ?? '';
  const session = key && (await createSts(engine.clientConfig).assumeRole(key, roleArn, 'fault-test'));
  if (!session || 'refused' in session) dead.push(`the stored access key does not work: ${session?.message}`);
  const clientId = parameters[lwa.clientId]?.value ?? '';
  const [clientSecret, refreshToken] = [stored[lwa.clientSecret], stored[authorization('us').refreshToken]];
  if (!clientSecret || !refreshToken) return [...dead, 'client secret or refresh token is lost'];
  await createLwa(amazon.lwaEndpoint)
    .exchangeRefreshToken({ clientId, clientSecret }, refreshToken)
    .catch((error: Error) =>
      dead.push(`the stored client secret or refresh token does not work: ${error.message}`),
    );
  return dead;
}

/** What a case has left that many may read, but for the logs. */
export async function textsOf(
  stack: FaultStack,
  appName: string,
  ended: ExecutionState[],
  { parameters }: Snapshot,
) {
  const texts: Texts = {
    messages: JSON.stringify(stack.inbox.all.filter(({ body }) => body.includes(appName))),
  };
  for (const [i, execution] of ended.entries()) {
    const history = await createExecutions(stack).history(execution.executionArn);
    texts[`run ${i + 1}`] = JSON.stringify([execution, history]);
  }
  const plain = Object.entries(parameters).filter(([, { type }]) => type === 'String');
  texts['String parameters'] = JSON.stringify(plain);
  return texts;
}

/** Where texts that many may read show a secret. */
export function findLeaks(texts: Texts, secrets: string[]): string[] {
  const places = [...whereSecretForms(texts), ...secrets.flatMap((secret) => whereShown(texts, secret))];
  return [...new Set(places)].map((place) => `a secret is shown in: ${place}`);
}
