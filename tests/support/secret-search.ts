import { readFileSync } from 'node:fs';
import { writtenParameters } from '../../local/execution/results.ts';
import { functionLogs, type Texts } from '../../local/stack/secret-texts.ts';
import { answeringServices, type DeployedStack } from './deployed-stack.ts';

export { type Texts, whereSecretForms, whereShown } from '../../local/stack/secret-texts.ts';

/** Everything that a deployed stack leaves behind and many may read. */
export async function collectTexts(
  stack: DeployedStack,
  appName: string,
  executions: string[],
): Promise<Texts> {
  const texts: Texts = {};
  for (const arn of executions) {
    const events = await stack.executions.history(arn);
    texts[`history of ${arn.split(':').at(-1)}`] = JSON.stringify(events);
    texts[`execution ${arn.split(':').at(-1)}`] = JSON.stringify(await stack.executions.describe(arn));
  }
  await stack.messages();
  texts.messages = JSON.stringify(stack.inbox.all);
  texts['engine log'] = readFileSync(stack.engine.logFile ?? '', 'utf8');
  texts['requests seen by Amazon'] = JSON.stringify(stack.amazon.requests);
  const { parameters } = answeringServices(stack);
  const plain = (await writtenParameters(stack, appName)).filter(({ type }) => type === 'String');
  texts['String parameters'] = JSON.stringify(await parameters.get(plain.map(({ name }) => name)));
  return { ...texts, ...(await functionLogs(stack)) };
}
