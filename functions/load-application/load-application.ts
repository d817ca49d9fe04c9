import * as z from 'zod/mini';
import { Application, inputOf } from '#shared/domain/application.ts';
import { SecretDates } from '#shared/domain/client-secret.ts';
import type { Expiry } from '#shared/domain/health.ts';
import { parameterPaths } from '#shared/domain/parameter-paths.ts';
import { readStored } from '#shared/domain/stored-json.ts';
import { DAY_MS, timeDigits } from '#shared/domain/times.ts';
import { MissingParameter } from '#shared/errors/broken.ts';
import type { Services } from '#shared/services.ts';
import { parseOutcome } from '#shared/tasks/task-outcome.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'parameters'>;

/** Amazon asks for a new authorization once a year. Source: developer-docs.amazon.com/sp-api/docs/renew-authorizations */
const AUTHORIZATION_DAYS = 365;

const Summary = z.object({
  iam: z.object({
    userArn: z.optional(z.string()),
    roleArn: z.optional(z.string()),
    policyArn: z.optional(z.string()),
  }),
});
/** A client secret is rotated so many days before it ends. */
const ROTATE_DAYS = 14;

const endsSoon = (expiresAt: string, now: Date): boolean =>
  Date.parse(expiresAt) - now.getTime() <= ROTATE_DAYS * DAY_MS;

/** What is to be checked of an application, and what of it expires when. */
export async function loadApplication({ clock, parameters }: Needs, { appName }: Input): Promise<Output> {
  const paths = parameterPaths(appName);
  const stored = await parameters.get([paths.config, paths.summary, paths.lwa.secretDates]);
  const application = readStored(Application, stored[paths.config]);
  const summary = readStored(Summary, stored[paths.summary]);
  if (!application || !summary) throw notReady(appName);
  const { sandbox, authorizations, iam } = application;
  const { userArn, roleArn, policyArn } = summary.iam;
  const complete = iam.mode !== 'none' && userArn && roleArn && policyArn;
  const secretEnds = readStored(SecretDates, stored[paths.lwa.secretDates])?.expiresAt;
  return {
    appName,
    sandbox,
    ...(complete && { resources: { appName, mode: iam.mode, userArn, roleArn, policyArn } }),
    iam: roleArn ? { roleArn } : {},
    authorizations,
    input: inputOf(application),
    ...(secretEnds && endsSoon(secretEnds, clock.now()) && { rotateSecret: timeDigits(secretEnds) }),
    expiries: [
      ...(secretEnds ? [{ name: 'client secret', at: secretEnds }] : []),
      ...(await authorizationExpiries({ parameters }, application)),
    ],
  };
}

async function authorizationExpiries(
  { parameters }: Pick<Needs, 'parameters'>,
  application: Application,
): Promise<Expiry[]> {
  const { outcome } = parameterPaths(application.appName);
  const names = application.authorizations.map(({ name }) => name);
  const stored = await parameters.get(names.map((name) => outcome(`self-authorize-${name}`)));
  return names.flatMap((name) => {
    const done = parseOutcome(stored[outcome(`self-authorize-${name}`)]);
    if (done?.outcome !== 'done') return [];
    const at = new Date(Date.parse(done.at) + AUTHORIZATION_DAYS * DAY_MS).toISOString();
    return [{ name: `authorization ${name}`, at }];
  });
}

const notReady = (appName: string) =>
  new MissingParameter({
    what: `${appName} has no configuration and summary in Parameter Store, so it was never ready.`,
    remedy: 'Start create-private-app for it, or check the name.',
  });
