import type { SpApiCall } from '#shared/clients/sp-api.ts';
import type { Application } from '#shared/domain/application.ts';
import { standingOf } from '#shared/domain/client-secret.ts';
import { spApiEndpoint } from '#shared/domain/regions.ts';
import type { Sensitive } from '#shared/domain/sensitive.ts';
import { MissingParameter, UnexpectedReply } from '#shared/errors/broken.ts';
import { RotationOfSandboxApplication } from '#shared/errors/refused.ts';
import { SpApiUnavailable } from '#shared/errors/retryable.ts';
import type { StepContext } from '#shared/lambda/define-step.ts';
import { readRemoval } from '#shared/removal/open-removal.ts';
import type { Services } from '#shared/services.ts';
import { readSecretRecord } from '#shared/tasks/client-secret.ts';
import { requireLwaClient } from '#shared/tasks/lwa-client.ts';
import { readApplication } from '#shared/tasks/read-application.ts';
import { withTurn } from '#shared/tasks/turns.ts';
import { askForRegistration } from './ask-for-registration.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'lwa' | 'parameters' | 'spApi'> & {
  spApiEndpoint: string;
  clientSecretQueueArn: string;
};

/**
 * Asks Amazon for a new client secret, unless one has just come or is on its way: each time it is asked it makes one.
 * The answer is empty, the secret comes by the queue. Where Amazon knows no queue, a person has to register it.
 */
export async function requestNewClientSecret(
  services: Needs,
  input: Input,
  context: Pick<StepContext, 'execution'>,
): Promise<Output> {
  // Asking twice makes two secrets, so of two calls at once one goes first, and the other sees what it did.
  const { appName } = input.execution;
  const turn = { appName, turn: 'secret-request', holder: context.execution } as const;
  return withTurn(services, turn, () => request(services, input, context));
}

async function request(
  services: Needs,
  input: Input,
  { execution }: Pick<StepContext, 'execution'>,
): Promise<Output> {
  const { appName, waitSeconds, register } = input.execution;
  const until = new Date(Date.parse(input.startedAt) + waitSeconds * 1000).toISOString();
  const application = await requireProduction(services, appName);
  const { dates, rotation } = await readSecretRecord(services, appName);
  const { status, since } = standingOf(dates, rotation, services.clock.now());
  const output = { appName, since, until, registration: null };
  if (await readRemoval(services, appName)) return { ...output, status: 'leaving' };
  const onlyRegister = register && !input.registration.said;
  if (onlyRegister && dates.notificationId) return { ...output, status: 'registered' };
  if (status !== 'due') return { ...output, status };

  const refusal = onlyRegister ? '' : await ask(services, application, { requestedAt: since, until });
  if (refusal === undefined) return { ...output, status: 'requested' };
  const unregistered = { application, execution, secretEnds: dates.expiresAt, refusal };
  return { ...output, ...(await askForRegistration(services, input, unregistered)) };
}

async function requireProduction(services: Needs, appName: string): Promise<Application> {
  const application = await readApplication(services, appName);
  if (!application) {
    throw new MissingParameter({
      what: `There is no application ${appName} in Parameter Store.`,
      remedy: 'Give the name of an application that create-private-app has made.',
      details: { parameter: services.parameters.paths.of(appName).config },
    });
  }
  if (!application.sandbox) return application;
  throw new RotationOfSandboxApplication({
    what: `${appName} is a sandbox application: Amazon rotates those of production only.`,
    remedy:
      'Use "LWA credentials > View > Rotate secret", and store the new secret with "spapi secret store APP".',
  });
}

// That Amazon was asked is stored before it is, and stays stored where the answer is not known: then nobody asks again
// until the secret would have come. The answer is Amazon's words where it knows no queue.
async function ask(
  services: Needs,
  application: Application,
  rotation: { requestedAt: string; until: string },
): Promise<string | undefined> {
  const { appName } = application;
  const { parameters, clock } = services;
  const { rotation: name } = services.parameters.paths.of(appName).lwa;
  // Overwritten, not deleted: the next attempt comes within seconds, and AWS wants 30 of them before a deleted name is used again.
  const withdraw = () => parameters.put(appName, name, NOT_ASKED);
  const { accessToken } = await services.lwa.fetchRotationToken(await requireLwaClient(services, appName));
  try {
    await parameters.put(appName, name, JSON.stringify(rotation));
  } catch (error) {
    // It may be stored all the same, and Amazon was not asked.
    await withdraw().catch(() => undefined);
    throw error;
  }
  try {
    await services.spApi.post(rotateCall(services, application, accessToken));
  } catch (error) {
    if (!(error instanceof SpApiUnavailable)) await withdraw();
    if (error instanceof UnexpectedReply && NOT_ENROLLED.test(error.what)) return error.what;
    throw error;
  }
  const confirmed = { ...rotation, confirmedAt: clock.now().toISOString() };
  await parameters.put(appName, name, JSON.stringify(confirmed));
  return undefined;
}

/** What stands for no rotation: Amazon has refused, or was not asked. */
const NOT_ASKED = '{}';

/** Source: developer-docs.amazon.com/sp-api/docs/application-management-api-v2023-11-30-reference */
const NOT_ENROLLED = /not enrolled for rotation/i;

const rotateCall = (
  services: Needs,
  { appName, authorizations }: Application,
  accessToken: Sensitive,
): SpApiCall => ({
  operation: 'rotateApplicationClientSecret',
  endpoint: spApiEndpoint(services.spApiEndpoint, authorizations[0]?.region ?? 'NA', false),
  path: '/applications/2023-11-30/clientSecret',
  accessToken,
  appName,
});
