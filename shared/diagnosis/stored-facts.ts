import * as z from 'zod/mini';
import type { Authorization } from '../domain/application.ts';
import { SecretDates } from '../domain/client-secret.ts';
import { checkRefreshToken } from '../domain/lwa-formats.ts';
import { parameterPaths } from '../domain/parameter-paths.ts';
import { readStored } from '../domain/stored-json.ts';
import { DAY_MS } from '../domain/times.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'clock' | 'parameters'>;
type Facts = Record<string, unknown>;

/** A client secret lives so long. Source: developer-docs.amazon.com/sp-api/docs/rotate-your-application-client-secret */
const SECRET_DAYS = 180;

/** What Parameter Store tells about an application without any call: the age of its client secret. */
export async function applicationFacts({ clock, parameters }: Needs, appName: string): Promise<Facts> {
  const { secretDates } = parameterPaths(appName).lwa;
  const dates = readStored(SecretDates, (await parameters.get([secretDates]))[secretDates]);
  if (!dates?.createdAt) return {};
  const clientSecretAgeDays = (clock.now().getTime() - Date.parse(dates.createdAt)) / DAY_MS;
  // A person may enter a secret long after it was made: it is then older than it seems.
  return dates.notificationId || clientSecretAgeDays >= SECRET_DAYS ? { clientSecretAgeDays } : {};
}

const Verified = z.object({ verifiedAt: z.string() });

/**
 * What Parameter Store tells about an authorization: its age, whether a role was added since, whether its refresh token
 * is whole and has worked.
 */
export async function authorizationFacts(
  { clock, parameters }: Needs,
  appName: string,
  { name, tokensSince }: Pick<Authorization, 'name' | 'tokensSince'>,
): Promise<Facts> {
  const { refreshToken, verified } = parameterPaths(appName).authorization(name);
  const stored = await parameters.getDatedSecret(refreshToken);
  if (!stored) return {};
  const verification = readStored(Verified, (await parameters.get([verified]))[verified]);
  const workedAt = Date.parse(verification?.verifiedAt ?? '');
  return {
    now: clock.now().toISOString(),
    authorizedAt: stored.modifiedAt.toISOString(),
    ...(tokensSince && { roleAddedAt: tokensSince }),
    refreshTokenFormatValid: checkRefreshToken(stored.value.reveal()).problem === undefined,
    ...(workedAt >= stored.modifiedAt.getTime() && { refreshTokenWorkedBefore: true }),
  };
}
