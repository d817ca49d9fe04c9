import * as z from 'zod/mini';
import { SecretDates } from './client-secret.ts';
import type { Expiry, Health } from './health.ts';
import { type CheckedDay, lastDays, unpackHistory } from './health-history.ts';
import { MAX_KEY_AGE_DAYS } from './key-rotation.ts';
import { type NextToAct, nextToAct } from './next-to-act.ts';
import type { ParameterPaths } from './parameter-paths.ts';
import { OpenRemoval } from './removal.ts';
import { unpackHealth } from './stored-health.ts';
import { readStored } from './stored-json.ts';
import { DAY_MS, daysUntil } from './times.ts';

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
  const credentials = removal ? [] : credentialsOf(paths, { appName, values, tasks }, now);
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

const SECRET_DAYS = 180;
const AUTHORIZATION_DAYS = 365;
const AUTHORIZATION = 'authorization ';

function credentialsOf(paths: ParameterPaths, { appName, values }: StoredOverview, now: Date): Credential[] {
  const at = paths.of(appName);
  const health = unpackHealth(values[at.health]);
  // A rotation since the last check has moved the end of the client secret.
  const secretEnds = readStored(SecretDates, values[at.lwa.secretDates])?.expiresAt;
  const expiries = new Map((health?.expiries ?? []).map(({ name, at: ends }: Expiry) => [name, ends]));
  if (secretEnds) expiries.set('client secret', secretEnds);
  const own = health?.accessKeyCreatedAt;
  const ownKeyEnds = own && !expiries.has('access key') ? endAfter(own, MAX_KEY_AGE_DAYS) : undefined;
  if (ownKeyEnds) expiries.set('access key', ownKeyEnds);
  const accounts = readStored(Summary, values[at.summary])?.authorizations ?? [];
  const names = [
    ...['client secret', 'access key'].filter((name) => expiries.has(name)),
    ...new Set([
      ...accounts.map(({ name }) => `${AUTHORIZATION}${name}`),
      ...[...expiries.keys()].filter((name) => name.startsWith(AUTHORIZATION)),
    ]),
  ];
  return names.map((name) => {
    const ends = expiries.get(name);
    return {
      name,
      ...(ends && { expiresAt: ends, daysLeft: daysUntil(ends, now) }),
      ofDays: lifetimeOf(name),
      automatic: name === 'client secret' || (name === 'access key' && ownKeyEnds !== undefined),
    };
  });
}

function lifetimeOf(name: string): number {
  if (name === 'client secret') return SECRET_DAYS;
  return name === 'access key' ? MAX_KEY_AGE_DAYS : AUTHORIZATION_DAYS;
}

const endAfter = (iso: string, days: number): string =>
  new Date(Date.parse(iso) + days * DAY_MS).toISOString();

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

const DAY_FORMAT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** `12 Dec 2026`, UTC. */
export function shortDay(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : DAY_FORMAT.format(time);
}
