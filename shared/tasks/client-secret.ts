import { Rotation, SecretDates } from '../domain/client-secret.ts';
import { readStored } from '../domain/stored-json.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'parameters'>;

/** What is known of an application's client secret, without the secret. */
export interface SecretRecord {
  dates: SecretDates;
  rotation: Rotation | undefined;
}

/** Reads when the client secret was made and ends, and whether Amazon was asked for a new one. */
export async function readSecretRecord({ parameters }: Needs, appName: string): Promise<SecretRecord> {
  const { secretDates, rotation } = parameters.paths.of(appName).lwa;
  const stored = await parameters.get([secretDates, rotation]);
  return {
    dates: readStored(SecretDates, stored[secretDates]) ?? {},
    rotation: readStored(Rotation, stored[rotation]),
  };
}
