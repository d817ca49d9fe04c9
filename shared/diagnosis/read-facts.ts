import { readDuration } from './durations.ts';
import type { FactEntry } from './fact-entry.ts';
import { FACT_TABLE, type FactName, type Facts, type FactValue } from './fact-table.ts';
import { flatten, wordsOf } from './fact-words.ts';

interface Known {
  name: FactName;
  opposite: boolean;
}

/** Names are compared without case, punctuation and unit: `access_key_age_minutes` is accessKeyAgeSeconds. */
const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
const UNIT = /seconds|secs|minutes|mins|hours|days|since|ago|age|old|elapsed|creation|created|create/g;
const DURATION = 'duration:';
const duration = (name: string) => `${DURATION}${plain(name).replace(UNIT, '')}`;

const BY_NAME = new Map<string, Known[]>();
for (const [name, { kind, also }] of Object.entries(FACT_TABLE) as [FactName, FactEntry][])
  for (const other of [name, ...also]) {
    const known = { name, opposite: other.startsWith('!') };
    for (const key of kind === 'duration' ? [plain(other), duration(other)] : [plain(other)])
      BY_NAME.set(key, [...(BY_NAME.get(key) ?? []), known]);
  }

/** A longer name that ends in a known one: `newSecretQueueRegistered`. A negation before it makes it another fact. */
function endingOf(name: string): Known[] {
  const endings = [...BY_NAME.keys()].filter(
    (key) => key.length > 8 && name.length > key.length && name.endsWith(key),
  );
  const longest = endings.toSorted((a, b) => b.length - a.length)[0];
  if (!longest || /^(no|un|without)|not$|un$/.test(name.slice(0, -longest.length))) return [];
  return (BY_NAME.get(longest) ?? []).filter((known) => FACT_TABLE[known.name].kind === 'boolean');
}

/** Keys to look a fact up by; a unit or an age in its name, or a unit in its value, makes it a duration. */
const keysOf = (name: string, value: unknown) => {
  const timed =
    duration(name) !== `${DURATION}${plain(name)}` ||
    /^\s*(?:[<>~+]+\s*)?\d+(?:\.\d+)?\s*[a-z]/i.test(String(value));
  return timed ? [plain(name), duration(name)] : [plain(name)];
};

const TRUE = /^(?:true|yes|y|1|ok|allowed|active|enforced|pre-?.*)$|before.{0,40}2023/i;
const FALSE =
  /^(false|no|n|0|none|denied|implicitdeny|explicitdeny|inactive|missing|absent|.*nosuchentity.*|post-?.*)$/i;

function readBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return FALSE.test(text) ? false : TRUE.test(text) ? true : undefined;
}

/** Lists of ids also come as one text, or as the objects that Amazon answers, which {@link flatten} has made texts. */
function readList(value: unknown): string[] | undefined {
  if (typeof value === 'string') return value.split(/[\s,;]+/).filter(Boolean);
  if (!Array.isArray(value)) return undefined;
  return value
    .filter((one) => typeof one === 'string')
    .flatMap((one) =>
      one.startsWith('{') ? (one.match(/(?<="(?:id|marketplaceId)":")[^"]+/g) ?? []) : [one],
    );
}

const number = (value: unknown) =>
  Array.isArray(value)
    ? value.length
    : value === '' || typeof value === 'boolean'
      ? Number.NaN
      : Number(value ?? Number.NaN);

function readValue(
  kind: FactEntry['kind'],
  key: string,
  name: FactName,
  value: unknown,
): FactValue | undefined {
  if (kind === 'boolean') return readBoolean(value);
  if (kind === 'list') return readList(value);
  if (kind === 'number') return Number.isFinite(number(value)) ? number(value) : undefined;
  if (kind === 'duration') return readDuration(key, name, value);
  if (typeof value !== 'string') return undefined;
  return kind === 'date' && Number.isNaN(Date.parse(value)) ? undefined : value;
}

/** Longest text of a fact that is looked at. */
const MOST = 2000;

/**
 * Facts by their own names. What no name fits is kept as words: they may order candidates, and prove nothing.
 * @param given facts as they were written down, under their names or sensible synonyms
 */
export function readFacts(given: Record<string, unknown>): { facts: Facts; words: string } {
  const facts: Facts = {};
  const rest: string[] = [];
  for (const [key, value] of flatten(given).toSorted(([a], [b]) => a.localeCompare(b))) {
    if (value === null || value === undefined) continue;
    const short = typeof value === 'string' ? value.slice(0, MOST) : value;
    if (!take(facts, key, short)) rest.push(wordsOf(key, short).slice(0, MOST));
  }
  return { facts, words: rest.join('; ').slice(0, MOST) };
}

function take(facts: Facts, key: string, value: unknown): boolean {
  const short = key.split('.').at(-1) ?? key;
  const keys = [...keysOf(key, value), ...keysOf(short, value)];
  const known = keys.flatMap((one) => BY_NAME.get(one) ?? []);
  for (const { name, opposite } of known.length > 0 ? known : endingOf(plain(short))) {
    const read = readValue(FACT_TABLE[name].kind, key, name, value);
    if (read === undefined) continue;
    facts[name] ??= opposite ? !read : read;
    return true;
  }
  return false;
}

/** Ages that were given as dates. */
export function agesFromDates(facts: Facts, now: number): void {
  const since = (date: FactValue | undefined) => (now - Date.parse(String(date))) / 1000;
  if (facts.accessKeyCreatedAt) facts.accessKeyAgeSeconds ??= since(facts.accessKeyCreatedAt);
  if (facts.roleCreatedAt) facts.roleAgeSeconds ??= since(facts.roleCreatedAt);
  if (facts.authorizedAt) facts.authorizationAgeDays ??= since(facts.authorizedAt);
}
