import { nearestName } from '#shared/domain/similar-names.ts';
import { listApplications } from './applications.ts';
import type { Connection } from './connection.ts';
import { CommandRefused } from './errors.ts';

/**
 * Makes sure that an application exists, before anything is asked, started or stored.
 * @throws CommandRefused with the applications that exist
 */
export async function requireApplication(connection: Connection, appName: string): Promise<void> {
  const { parameters } = connection.services;
  const { config, status, summary, health } = parameters.paths.of(appName);
  const stored = await parameters.get([config, status, summary, health]);
  if (Object.keys(stored).length > 0) return;
  const names = [...(await listApplications(connection)).keys()];
  if (!names.includes(appName)) throw unknownApplication(connection, appName, names);
}

/**
 * Makes sure that an application was ready once, before its credentials are checked: without any, the check would tell
 * everybody that it no longer works.
 * @throws CommandRefused with what to do first
 */
export async function requireReadyOnce(connection: Connection, appName: string): Promise<void> {
  const { parameters } = connection.services;
  const { summary } = parameters.paths.of(appName);
  if ((await parameters.get([summary]))[summary] !== undefined) return;
  await requireApplication(connection, appName);
  throw new CommandRefused({
    what: `${appName} was never ready, so it has no credentials to check. Nothing was started.`,
    remedy: `See what it waits for, or why its setup failed: spapi status ${appName}${connection.again}`,
  });
}

/** The refusal of a name that no application has. */
export function unknownApplication(
  { aws, installation, again }: Connection,
  appName: string,
  names: string[],
): CommandRefused {
  const where = `stage ${installation.stage}, ${aws.region}`;
  const near = nearestName(appName, names);
  return new CommandRefused({
    what: `No application named "${appName}" (${where}).${near ? ` Did you mean ${near}?` : ''}`,
    remedy:
      names.length > 0
        ? `Choose one of these, or another --stage or --region: ${names.toSorted().join(', ')}.`
        : `There is none yet. Start one: spapi start ${appName} --marketplace US${again}`,
  });
}
