import * as z from 'zod/mini';
import { SecretDates } from '../domain/client-secret.ts';
import { checkRefreshToken } from '../domain/lwa-formats.ts';
import { parameterPaths } from '../domain/parameter-paths.ts';
import { readStored } from '../domain/stored-json.ts';
import { DAY_MS } from '../domain/times.ts';
import type { Services } from '../services.ts';
import { parseOutcome } from '../tasks/task-outcome.ts';

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

/** What Parameter Store tells about an authorization: its age, whether its refresh token is whole, and has worked. */
export async function authorizationFacts(
  { clock, parameters }: Needs,
  appName: string,
  name: string,
): Promise<Facts> {
  const { authorization, outcome } = parameterPaths(appName);
  const { refreshToken: path, verified } = authorization(name);
  const done = outcome(`self-authorize-${name}`);
  const { [path]: token } = await parameters.getSecrets([path]);
  const stored = await parameters.get([done, verified]);
  const isWhole = token && checkRefreshToken(token.reveal()).problem === undefined;
  const answered = parseOutcome(stored[done]);
  const authorizedAt = answered?.outcome === 'done' ? answered.at : undefined;
  const workedAt = readStored(Verified, stored[verified])?.verifiedAt;
  // A token that is not whole was put there by somebody else: it is not the one that has worked.
  const worked = isWhole && authorizedAt !== undefined && workedAt !== undefined && workedAt >= authorizedAt;
  return {
    now: clock.now().toISOString(),
    ...(isWhole !== undefined && { refreshTokenFormatValid: isWhole }),
    ...(authorizedAt && { authorizedAt }),
    ...(worked && { refreshTokenWorkedBefore: true }),
  };
}
