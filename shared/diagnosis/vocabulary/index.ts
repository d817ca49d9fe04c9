import type { Seen } from '../read-observations.ts';
import { plainCode } from '../reading/codes.ts';
import { AWS_MEANINGS } from './aws.ts';
import { LWA_MEANINGS } from './lwa.ts';
import type { Meaning } from './meaning.ts';
import { NETWORK_MEANINGS } from './network.ts';
import { PORTAL_MEANINGS } from './portal.ts';
import { SP_API_MEANINGS } from './sp-api.ts';

/** Every error that is known, by what it means. Of several whose words fit, the first counts. */
export const MEANINGS: readonly Meaning[] = [
  ...PORTAL_MEANINGS,
  ...LWA_MEANINGS,
  ...SP_API_MEANINGS,
  ...AWS_MEANINGS,
  ...NETWORK_MEANINGS,
];

/** By service and code. One code has one meaning for a service. */
const BY_CODE = new Map<string, Meaning>();
const ANY = 'any';
for (const meaning of MEANINGS)
  for (const code of (meaning.codes ?? '').split(/\s+/).filter(Boolean))
    for (const service of meaning.services ?? [ANY]) {
      const key = `${service}:${plainCode(code)}`;
      if (!BY_CODE.has(key)) BY_CODE.set(key, meaning);
    }

/** What a code means for a service. */
export const meaningOfCode = (service: string, code: string): Meaning | undefined =>
  BY_CODE.get(`${service}:${plainCode(code)}`) ?? BY_CODE.get(`${ANY}:${plainCode(code)}`);

/** An answer that came: its status says so. */
const answered = ({ status }: Seen) => status !== undefined && status > 0;

const fits = (meaning: Meaning, seen: Seen) =>
  (meaning.services?.includes(seen.service) ?? true) &&
  !(meaning.unanswered && answered(seen)) &&
  (meaning.page === undefined || meaning.page === seen.page);

const BY_SERVICE = new Map<string, readonly Meaning[]>();
function meaningsFor(service: Seen['service']): readonly Meaning[] {
  const known = BY_SERVICE.get(service);
  if (known) return known;
  const meanings = MEANINGS.filter(({ services }) => services?.includes(service) ?? true);
  BY_SERVICE.set(service, meanings);
  return meanings;
}

/**
 * What a failed call means by its own words: sentences before codes, codes before vague words, these before the status.
 * @returns nothing where no vocabulary has the words
 */
export function meaningOf(seen: Seen): Meaning | undefined {
  if (seen.service !== 'other') return readFor(seen)?.meaning;
  // Nobody says who answered, so what any of them means by these words counts.
  const read = ANYBODY.flatMap((service) => readFor({ ...seen, service }) ?? []);
  const plainest = Math.min(...read.map(({ level }) => level));
  const meanings = read.filter(({ level }) => level === plainest).map(({ meaning }) => meaning);
  const [first] = meanings;
  if (!first) return undefined;
  const sure = meanings.some(({ family }) => family !== first.family) ? 'possible' : leastOf(meanings);
  return { ...first, sure };
}

const ANYBODY: readonly Seen['service'][] = ['console', 'lwa', 'sp-api', 'aws', 'other'];
const SURE: readonly Meaning['sure'][] = ['possible', 'likely', 'certain'];
const leastOf = (meanings: Meaning[]) =>
  SURE.find((sure) => meanings.some((one) => one.sure === sure)) ?? 'possible';

/** What the words mean to one service, and how plainly it is said: 0 by a sentence, 3 by the status alone. */
function readFor(seen: Seen): { meaning: Meaning; level: number } | undefined {
  const may = meaningsFor(seen.service).filter((meaning) => fits(meaning, seen));
  const said = (list: 'words' | 'weak', text: string) =>
    may.find((meaning) => meaning[list]?.some((words) => words.test(text)));
  const levels = [
    () => said('words', seen.text),
    () => ofCode(seen),
    // A code that no vocabulary has tells as much as where a sentence has it, and that is never all.
    () => atMostLikely(said('weak', [seen.text, ...seen.said].join(' '))),
    () => ofStatus(may, seen),
  ];
  for (const [level, read] of levels.entries()) {
    const meaning = read();
    if (meaning) return { meaning, level };
  }
  return undefined;
}

const atMostLikely = (meaning: Meaning | undefined): Meaning | undefined =>
  meaning?.sure === 'certain' ? { ...meaning, sure: 'likely' } : meaning;

function ofCode(seen: Seen): Meaning | undefined {
  for (const code of seen.codes) {
    const meaning = meaningOfCode(seen.service, code);
    if (meaning && fits(meaning, seen)) return meaning;
  }
  return meaningsFor(seen.service).find(({ otherCodes }) => seen.said.some((code) => otherCodes?.test(code)));
}

/** Statuses whose only meaning is one family. */
const TELLING = new Set([407, 409, 410, 413, 415, 429, 431, 500, 502, 503, 504]);

function ofStatus(may: readonly Meaning[], seen: Seen): Meaning | undefined {
  const { status } = seen;
  if (status === undefined) return undefined;
  const meaning = may.find((one) => one.status?.includes(status));
  if (!meaning) return undefined;
  const sure = TELLING.has(status) || meaning.id === 'lwa-client-refused' ? 'likely' : 'possible';
  return { ...meaning, sure: meaning.sure === 'possible' ? 'possible' : sure };
}
