import type { StepContext } from '#shared/lambda/define-step.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'parameters'>;

/** Keeps one summary of what is ready and where its values are, and sets the status of the application. */
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
    lwa: { clientId: paths.lwa.clientId, clientSecret: paths.lwa.clientSecret },
    authorizations: authorizations.map(({ name, region, operation, verifiedAt }) => {
      const { refreshToken, details } = paths.authorization(name);
      return { name, region, operation, verifiedAt, refreshToken, details };
    }),
  };
  await services.parameters.put(appName, paths.summary, JSON.stringify(summary));
  await services.parameters.put(appName, paths.status, JSON.stringify({ state: 'ready', since: readyAt }));
  return {
    appName,
    status: 'ready',
    summary: paths.summary,
    authorizations: authorizations.map(({ name }) => name),
    warnings: authorizations.flatMap(({ name, warnings }) => warnings.map((text) => `${name}: ${text}`)),
  };
}
