import * as z from 'zod/mini';
import type { Authorization } from '../domain/application.ts';
import { isCertain, SecretDates } from '../domain/client-secret.ts';
import { checkRefreshToken } from '../domain/lwa-formats.ts';
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
  const { secretDates } = parameters.paths.of(appName).lwa;
  const dates = readStored(SecretDates, (await parameters.get([secretDates]))[secretDates]);
  if (!dates?.createdAt) return {};
  const clientSecretAgeDays = (clock.now().getTime() - Date.parse(dates.createdAt)) / DAY_MS;
  // A person may enter a secret long after it was made: it is then older than it seems.
  return isCertain(dates) || clientSecretAgeDays >= SECRET_DAYS ? { clientSecretAgeDays } : {};
}

/** An authorization is given for a year. Source: developer-docs.amazon.com/sp-api/docs/renew-authorizations */
const YEAR_MS = 364 * DAY_MS;
/** A task stores the token, then its outcome; the two clocks may differ. */
const MINUTE_MS = 60_000;

const Verified = z.object({ verifiedAt: z.string() });

/**
 * What Parameter Store tells about an authorization: its age, whether a role was added since, whether its refresh token
 * is whole and has worked. Who stores a token by hand may have had it for long: it is at least as old as its parameter.
 */
export async function authorizationFacts(
  { clock, parameters }: Needs,
  appName: string,
  { name, tokensSince }: Pick<Authorization, 'name' | 'tokensSince'>,
): Promise<Facts> {
  const { authorization, outcome } = parameters.paths.of(appName);
  const { refreshToken, verified } = authorization(name);
  const done = outcome(`self-authorize-${name}`);
  const token = await parameters.getDatedSecret(refreshToken);
  if (!token) return {};
  const stored = await parameters.get([done, verified]);
  const storedAt = token.modifiedAt.getTime();
  const answered = parseOutcome(stored[done]);
  const isOfTask = answered?.outcome === 'done' && storedAt <= Date.parse(answered.at) + MINUTE_MS;
  const isOld = clock.now().getTime() - storedAt >= YEAR_MS;
  const lacksRole = tokensSince !== undefined && storedAt < Date.parse(tokensSince);
  const workedAt = Date.parse(readStored(Verified, stored[verified])?.verifiedAt ?? '');
  return {
    now: clock.now().toISOString(),
    refreshTokenFormatValid: checkRefreshToken(token.value.reveal()).problem === undefined,
    ...((isOfTask || isOld) && { authorizedAt: token.modifiedAt.toISOString() }),
    ...((lacksRole || (isOfTask && tokensSince)) && { roleAddedAfterAuthorization: lacksRole }),
    ...(workedAt >= storedAt && { refreshTokenWorkedBefore: true }),
  };
}
