import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { ApplicationPaths } from '#shared/domain/parameter-paths.ts';
import type { LocalStack } from '../stack/local-stack.ts';
import type { ExecutionState } from './execution.ts';
import type { StepProgress } from './progress.ts';

export interface WrittenParameter {
  name: string;
  type: string;
}

/** What the demo found, and whether it is what the README promises. */
export interface DemoResult {
  status: string;
  executionArn: string;
  seconds: number;
  steps: StepProgress[];
  parameters: WrittenParameter[];
  /** What is not as promised; empty when all is. */
  problems: string[];
}

/** Names and types of an application's parameters; values are not read. */
export async function writtenParameters(
  { engine, parameters }: LocalStack,
  appName: string,
): Promise<WrittenParameter[]> {
  const ssm = new SSMClient(engine.clientConfig);
  const filter = { Key: 'Name', Option: 'BeginsWith', Values: [`${parameters.paths.of(appName).root}/`] };
  const found: WrittenParameter[] = [];
  let NextToken: string | undefined;
  do {
    const page = await ssm.send(new DescribeParametersCommand({ ParameterFilters: [filter], NextToken }));
    for (const { Name = '', Type = '' } of page.Parameters ?? []) found.push({ name: Name, type: Type });
    NextToken = page.NextToken;
  } while (NextToken);
  return found.toSorted((a, b) => a.name.localeCompare(b.name));
}

/** What a run with one selling account in `create` mode must have written. */
export function expectedParameters(paths: ApplicationPaths, authorization: string): WrittenParameter[] {
  const account = paths.authorization(authorization);
  const secrets = [
    paths.iam.accessKey,
    paths.iam.secretAccessKey,
    paths.lwa.clientSecret,
    account.refreshToken,
  ];
  const tasks = ['request-data-access', 'register-application', `self-authorize-${authorization}`];
  const plain = [
    ...[paths.config, paths.status, paths.summary, paths.developerProfile, account.details, account.verified],
    ...Object.values(paths.iam),
    ...[paths.lwa.applicationId, paths.lwa.clientId, paths.lwa.secretDates, paths.turn('creation')],
    ...tasks.flatMap((task) => [paths.outcome(task), paths.turn(`task-${task}`)]),
  ].filter((name) => !secrets.includes(name));
  const parameters = [
    ...secrets.map((name) => ({ name, type: 'SecureString' })),
    ...plain.map((name) => ({ name, type: 'String' })),
  ];
  return parameters.toSorted((a, b) => a.name.localeCompare(b.name));
}

/** What is not as it should be after a run; each a sentence. */
export function findProblems(
  { amazon }: LocalStack,
  execution: ExecutionState,
  { steps, parameters }: Pick<DemoResult, 'steps' | 'parameters'>,
  expected: WrittenParameter[],
): string[] {
  const call = amazon.requests.findLast(({ operation }) => operation === 'getMarketplaceParticipations');
  const missing = expected.filter(
    ({ name, type }) => !parameters.some((p) => p.name === name && p.type === type),
  );
  return [
    ...(execution.status === 'SUCCEEDED'
      ? []
      : [`the execution is ${execution.status}: ${execution.error ?? ''}`]),
    ...steps.filter(({ state }) => state !== 'done').map(({ step, state }) => `step ${step} is ${state}`),
    ...(call?.status === 200 ? [] : [`the SP-API call was answered ${call?.status ?? 'never'}`]),
    ...(call?.signature?.verdict === 'valid'
      ? []
      : [`its signature was ${call?.signature?.verdict ?? 'not seen'}`]),
    ...missing.map(({ name, type }) => `the parameter ${name} (${type}) is missing`),
  ];
}
