import * as z from 'zod/mini';
import { SECRET_LIFETIME_DAYS } from './amazon-notification.ts';
import { SecretDates } from './client-secret.ts';
import { type Expiry, type Health, withSecretEnd } from './health.ts';
import { type CheckedDay, lastDays, unpackHistory } from './health-history.ts';
import { MAX_KEY_AGE_DAYS } from './key-rotation.ts';
import { type NextToAct, nextToAct } from './next-to-act.ts';
import type { ParameterPaths } from './parameter-paths.ts';
import { OpenRemoval } from './removal.ts';
import { AUTHORIZATION_DAYS } from './renewal.ts';
import { unpackHealth } from './stored-health.ts';
import { readStored } from './stored-json.ts';
import { daysAfter, daysUntil } from './times.ts';

/** A credential of an application, and how long it still works. */
export interface Credential {
  /** `client secret`, `access key` or `authorization us`. */
  name: string;
  /** When it expires, or should be renewed at the latest; ISO 8601, UTC. Absent where that is not known. */
  expiresAt?: string;
  daysLeft?: number;
  /** How many days a new one has. */
  ofDays: number;
  /** Whether the stack replaces it without a person. */
  automatic: boolean;
}

/** Status of one application at a glance. It holds no secret, no task link and no ARN. Times are ISO 8601, UTC. */
export interface Overview {
  appName: string;
  state: 'ready' | 'failed' | 'waiting' | 'set-up' | 'removing';
  since?: string;
  /** What the last check of the credentials found, and when; absent before the first one. */
  health?: Health['state'];
  checkedAt?: string;
  /** What fails: the check and its error. */
  causes: { check: string; error: string; remedy: string }[];
  credentials: Credential[];
  /** The next person to act; absent where nobody has to. */
  next?: NextToAct;
  /** The last 90 days, oldest first. */
  history: CheckedDay[];
}

/** What is stored of an application: values by the name of their parameter, and the names of its waiting tasks. */
export interface StoredOverview {
  appName: string;
  values: Record<string, string>;
  tasks: string[];
}

/** The parameters that an overview is made of. None is a secret. */
export function overviewNames(paths: ParameterPaths, appName: string): string[] {
  const { status, summary, health, healthHistory, lwa } = paths.of(appName);
  return [status, summary, health, healthHistory, lwa.secretDates, paths.removals.open(appName)];
}

const Status = z.object({
  state: z.enum(['ready', 'failed']),
  since: z.string(),
  step: z.optional(z.string()),
  error: z.optional(z.string()),
});

const Summary = z.object({ authorizations: z.array(z.object({ name: z.string() })) });

/** The overview of one application, as far as what is stored tells. */
export function overviewOf(
  paths: ParameterPaths,
  { appName, values, tasks }: StoredOverview,
  now: Date,
): Overview {
  const at = paths.of(appName);
  const health = unpackHealth(values[at.health]);
  const last = readStored(Status, values[at.status]);
  const removal = readStored(OpenRemoval, values[paths.removals.open(appName)]);
  const expiries = withSecretEnd(
    health?.expiries ?? [],
    readStored(SecretDates, values[at.lwa.secretDates])?.expiresAt,
  );
  const accounts = readStored(Summary, values[at.summary])?.authorizations ?? [];
  const credentials = removal ? [] : credentialsOf(expiries, health?.accessKeyCreatedAt, accounts, now);
  const causes = (removal ? [] : (health?.causes ?? [])).map(({ check, error, remedy }) => ({
    check,
    error,
    remedy,
  }));
  const isSetUp = values[at.summary] !== undefined;
  const next = removal ? undefined : nextToAct({ tasks, causes, last, credentials });
  const since = removal?.confirmedAt ?? last?.since;
  return {
    appName,
    state: removal ? 'removing' : tasks.length > 0 && !isSetUp ? 'waiting' : (last?.state ?? 'set-up'),
    ...(since && { since }),
    ...(health && !removal && { health: health.state, checkedAt: health.checkedAt }),
    causes,
    credentials,
    ...(next && { next }),
    history: lastDays(unpackHistory(values[at.healthHistory]), now),
  };
}

const AUTHORIZATION = 'authorization ';

/**
 * @param ownKeyCreatedAt when the stack made the access key; it expires only where it was adopted
 * @param accounts those that are authorized
 */
function credentialsOf(
  expiries: readonly Expiry[],
  ownKeyCreatedAt: string | undefined,
  accounts: readonly { name: string }[],
  now: Date,
): Credential[] {
  const ends = new Map(expiries.map(({ name, at }) => [name, at]));
  const isOwnKey = ownKeyCreatedAt !== undefined && !ends.has('access key');
  if (isOwnKey) ends.set('access key', daysAfter(ownKeyCreatedAt, MAX_KEY_AGE_DAYS));
  const names = [
    ...['client secret', 'access key'].filter((name) => ends.has(name)),
    ...new Set([
      ...accounts.map(({ name }) => `${AUTHORIZATION}${name}`),
      ...[...ends.keys()].filter((name) => name.startsWith(AUTHORIZATION)),
    ]),
  ];
  return names.map((name) => {
    const expiresAt = ends.get(name);
    return {
      name,
      ...(expiresAt && { expiresAt, daysLeft: daysUntil(expiresAt, now) }),
      ofDays: lifetimeOf(name),
      automatic: name === 'client secret' || (name === 'access key' && isOwnKey),
    };
  });
}

function lifetimeOf(name: string): number {
  if (name === 'client secret') return SECRET_LIFETIME_DAYS;
  return name === 'access key' ? MAX_KEY_AGE_DAYS : AUTHORIZATION_DAYS;
}

/** How urgent it is that a credential expires. */
export type Urgency = 'fine' | 'soon' | 'now' | 'unknown';

/** `soon` within 30 days, `now` within 7. */
export function urgencyOf({ daysLeft }: Pick<Credential, 'daysLeft'>): Urgency {
  if (daysLeft === undefined) return 'unknown';
  if (daysLeft <= 7) return 'now';
  return daysLeft <= 30 ? 'soon' : 'fine';
}

/** `112 days left (20 Mar 2027)`, or that it has expired. */
export function daysLeftText({ daysLeft, expiresAt }: Pick<Credential, 'daysLeft' | 'expiresAt'>): string {
  if (daysLeft === undefined || !expiresAt) return 'end not known yet';
  if (daysLeft <= 0) return `expired (${shortDay(expiresAt)})`;
  return `${daysLeft} day${daysLeft === 1 ? '' : 's'} left (${shortDay(expiresAt)})`;
}

const DAY = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
let dayFormat: Intl.DateTimeFormat | undefined;

/** `12 Dec 2026`, UTC. */
export function shortDay(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  // Making it takes a tenth of a cold start, so it is made when a day is first shown.
  dayFormat ??= new Intl.DateTimeFormat('en-GB', DAY);
  return dayFormat.format(time);
}
