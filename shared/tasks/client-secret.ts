import { Rotation, SecretDates } from '../domain/client-secret.ts';
import type { Sensitive } from '../domain/sensitive.ts';
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

/** The client secrets of an application, and what is known of them. */
export interface StoredSecrets extends SecretRecord {
  clientId: string | undefined;
  secret: Sensitive | undefined;
  previous: Sensitive | undefined;
  /** When the secret was written, by AWS's clock. */
  storedAt: Date | undefined;
}

/**
 * Reads the client secrets of an application, all at one moment.
 * @throws what Parameter Store throws
 */
export async function readStoredSecrets({ parameters }: Needs, appName: string): Promise<StoredSecrets> {
  const names = parameters.paths.of(appName).lwa;
  const found = await parameters.getDatedSecrets([
    ...[names.clientId, names.clientSecret, names.previousClientSecret],
    ...[names.secretDates, names.rotation],
  ]);
  return {
    clientId: found[names.clientId]?.value.reveal(),
    secret: found[names.clientSecret]?.value,
    previous: found[names.previousClientSecret]?.value,
    storedAt: found[names.clientSecret]?.modifiedAt,
    dates: readStored(SecretDates, found[names.secretDates]?.value.reveal()) ?? {},
    rotation: readStored(Rotation, found[names.rotation]?.value.reveal()),
  };
}
