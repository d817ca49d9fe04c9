import { firstFitting } from '#shared/domain/parameter-limit.ts';
import type { ApplicationPaths } from '#shared/domain/parameter-paths.ts';
import { readyMessage } from '#shared/domain/ready-message.ts';
import type { StepContext } from '#shared/lambda/define-step.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'parameters' | 'topic'>;

/** Keeps one summary of what is ready and where its values are, sets the status of the application, and tells people. */
export async function recordResults(services: Needs, input: Input, context: StepContext): Promise<Output> {
  const { application, iam, authorizations } = input;
  const { appName } = application;
  const paths = services.parameters.paths.of(appName);
  const readyAt = services.clock.now().toISOString();
  const summary = {
    appName,
    readyAt,
    execution: context.execution,
    iam: { ...iam, mode: application.iam.mode },
    authorizations: authorizations.map(({ name, region, operation, verifiedAt }) => ({
      name,
      region,
      operation,
      verifiedAt,
    })),
  };
  // With very many accounts the names of the parameters, which are known anyway, are left out.
  const text = firstFitting([withNames(summary, paths), summary]);
  await services.parameters.put(appName, paths.summary, text);
  await services.parameters.put(appName, paths.status, JSON.stringify({ state: 'ready', since: readyAt }));
  const warnings = authorizations.flatMap(({ name, warnings }) => warnings.map((text) => `${name}: ${text}`));
  const account = application.authorizations[0];
  const ready = { accounts: authorizations, account, results: `${paths.root}/`, warnings };
  await services.topic.publish(readyMessage({ appName, execution: context.execution }, ready));
  return {
    appName,
    status: 'ready',
    summary: paths.summary,
    authorizations: authorizations.map(({ name }) => name),
    warnings,
  };
}

const withNames = <S extends { authorizations: { name: string }[] }>(
  summary: S,
  paths: ApplicationPaths,
) => ({
  ...summary,
  lwa: { clientId: paths.lwa.clientId, clientSecret: paths.lwa.clientSecret },
  authorizations: summary.authorizations.map((account) => {
    const { refreshToken, details } = paths.authorization(account.name);
    return { ...account, refreshToken, details };
  }),
});
