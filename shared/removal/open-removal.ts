import { fitRemoval, OpenRemoval } from '../domain/removal.ts';
import { readStored } from '../domain/stored-json.ts';
import { RemovalWithdrawn } from '../errors/refused.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'parameters'>;

/** The removal of an application that a person has confirmed and that has not ended, if there is one. */
export async function readRemoval({ parameters }: Needs, appName: string): Promise<OpenRemoval | undefined> {
  const path = parameters.paths.removals.open(appName);
  return readStored(OpenRemoval, (await parameters.get([path]))[path]);
}

/**
 * Whether an application is being removed, or was: what comes late must neither write for it nor ask people about it.
 * @throws what Parameter Store throws
 */
export async function isLeaving({ parameters }: Needs, appName: string): Promise<boolean> {
  const [open, removed] = [
    parameters.paths.removals.open(appName),
    parameters.paths.removals.removed(appName),
  ];
  const { config } = parameters.paths.of(appName);
  const {
    [open]: isOpen,
    [removed]: wasRemoved,
    [config]: exists,
  } = await parameters.get([open, removed, config]);
  return isOpen !== undefined || (wasRemoved !== undefined && exists === undefined);
}

/** Keeps how far a removal is. It holds no secret. */
export async function writeRemoval(
  { parameters }: Needs,
  appName: string,
  removal: OpenRemoval,
): Promise<void> {
  await parameters.put(appName, parameters.paths.removals.open(appName), fitRemoval(removal));
}

/** Takes the confirmation back; without one nothing happens. */
export async function withdrawRemoval({ parameters }: Needs, appName: string): Promise<void> {
  await parameters.delete([parameters.paths.removals.open(appName)]);
}

/**
 * The confirmed removal, which has to be there before anything is changed.
 * @throws RemovalWithdrawn
 */
export async function requireRemoval(services: Needs, appName: string): Promise<OpenRemoval> {
  const removal = await readRemoval(services, appName);
  if (removal) return removal;
  throw new RemovalWithdrawn({
    what: `The removal of ${appName} is no longer confirmed: create-private-app was started for it meanwhile, or another execution has ended the removal.`,
    remedy: 'To remove it, start remove-private-app again: it asks again.',
  });
}
