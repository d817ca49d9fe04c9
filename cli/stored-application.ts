import type { Application, Authorization } from '#shared/domain/application.ts';
import { unpackApplication } from '#shared/domain/stored-application.ts';
import { AwsDenied } from '#shared/errors/refused.ts';
import { listApplications } from './applications.ts';
import type { Connection } from './connection.ts';
import { CommandRefused, UsageError } from './errors.ts';
import { unknownApplication } from './known-application.ts';
import { requireAppName } from './tasks.ts';

/**
 * An application as create-private-app stored it.
 * @throws CommandRefused when nothing is stored of it
 */
export async function readStoredApplication(connection: Connection, appName: string): Promise<Application> {
  const { services, aws, again } = connection;
  const { config } = services.parameters.paths.of(appName);
  const application = unpackApplication((await services.parameters.get([config]))[config]);
  if (application) return application;
  const names = await namesOf(connection);
  if (names && !names.includes(appName)) throw unknownApplication(connection, appName, names);
  throw new CommandRefused({
    what: `No application named ${appName} is stored in ${aws.region}.`,
    remedy: `List all with "spapi status${again}"; check --region, --stage and AWS_PROFILE.`,
  });
}

/** Names of all applications; nothing for somebody who may read one application only. */
async function namesOf(connection: Connection): Promise<string[] | undefined> {
  try {
    return [...(await listApplications(connection)).keys()];
  } catch (error) {
    if (error instanceof AwsDenied) return undefined;
    throw error;
  }
}

/** An application, and the name of one of its authorizations where it was given. */
export interface AccountName {
  appName: string;
  authorization?: string;
}

/**
 * Reads `acme-orders` or `acme-orders/us`.
 * @throws UsageError
 */
export function readAccountName(text: string): AccountName {
  const [appName = '', authorization, ...more] = text.split('/');
  if (more.length > 0 || authorization === '')
    throw new UsageError('Name an application and one of its authorizations: acme-orders/us.');
  return { appName: requireAppName(appName), ...(authorization && { authorization }) };
}

/**
 * The authorization that a person names; without a name the only one.
 * @throws UsageError that lists them
 */
export function chooseAuthorization(application: Application, name: string | undefined): Authorization {
  const { appName, authorizations } = application;
  const [only, ...others] = authorizations;
  if (!name && only && others.length === 0) return only;
  const found = authorizations.find((one) => one.name === name);
  if (found) return found;
  const names = authorizations.map((one) => `${appName}/${one.name}`).join(', ');
  throw new UsageError(
    name
      ? `${appName} has no authorization named ${name}. It has: ${names}. If a start has replaced it: spapi start ${appName} --undo`
      : `${appName} has several authorizations. Name one: ${names}.`,
  );
}
