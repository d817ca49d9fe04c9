import { MARKETPLACES } from '../domain/marketplaces.ts';
import type { Evidence } from './evidence.ts';
import type { Facts } from './fact-table.ts';
import { familyOf, publishedRate } from './operations.ts';
import { regionOf, type Seen } from './read-observations.ts';

const AMAZON = '437568002678';
const text = (value: unknown) => (value === undefined ? undefined : String(value));
const account = (arn: string | undefined) => arn?.match(/arn:aws[\w-]*:\w+:[\w-]*:(\d{12}):/)?.[1];

/** Fills in what follows from other facts and observations. What was given is never overwritten. */
export function deriveFacts(observations: Evidence['observations'], seen: Seen[], facts: Facts): void {
  const failed = seen.filter(({ ok }) => !ok);
  fromAws(seen, failed, facts);
  fromTime(observations, seen, failed, facts);
  fromTokens(observations, failed, facts);
  fromMarketplaces(facts);
  fromRoles(facts);
  fromQueues(facts);
}

const answered = (seen: Seen[], operation: RegExp) => {
  const one = seen.find((candidate) => operation.test(candidate.operation));
  return one && (one.ok ? true : /NoSuchEntity/i.test(one.code) || one.status === 404 ? false : undefined);
};

function fromAws(seen: Seen[], failed: Seen[], facts: Facts): void {
  const role = answered(seen, /^GetRole$/i);
  const user = answered(seen, /^GetUser$/i);
  if (role !== undefined) facts.roleExists ??= role;
  if (user !== undefined) facts.userExists ??= user;
  for (const { text: said } of failed) {
    const [, caller, resource] = said.match(/User: (\S+) is not authorized.*? on resource: (\S+)/i) ?? [];
    if (caller) facts.callerArn ??= caller;
    if (/AssumeRole/i.test(said) && resource) facts.roleArn ??= resource;
    const principal = said.match(/Invalid principal in policy.*?(arn:\S+?)["\\]/i)?.[1];
    const named = account(principal ?? (/AssumeRole/i.test(said) ? text(facts.roleArn) : undefined));
    const own = text(facts.accountId) ?? account(principal ? undefined : text(facts.callerArn));
    if (named && own) facts.accountMatches ??= named === own.replace(/\D/g, '');
  }
  const trusted = facts.trustPrincipals;
  if (Array.isArray(trusted) && trusted.length > 0 && facts.callerArn) {
    const caller = String(facts.callerArn);
    facts.trustPolicyAllowsCaller ??= trusted.some(
      (one) =>
        one === caller ||
        one === '*' ||
        one === account(caller) ||
        one === `arn:aws:iam::${account(caller)}:root`,
    );
  }
}

// The same call failing alike over some time is persistence; failing, then working, is a retry that worked.
function fromTime(observations: Evidence['observations'], seen: Seen[], failed: Seen[], facts: Facts): void {
  for (const first of failed) {
    const later = seen.filter(
      ({ operation, service, at, region }) =>
        operation === first.operation &&
        service === first.service &&
        region === first.region &&
        (at ?? 0) > (first.at ?? Number.POSITIVE_INFINITY),
    );
    if (later.some(({ ok }) => ok)) facts.retrySucceeded ??= true;
    const last = later.filter(({ code }) => code === first.code).at(-1)?.at;
    if (last && first.at && !later.some(({ ok }) => ok))
      facts.persistsForSeconds ??= (last - first.at) / 1000;
    if (first.service === 'sp-api') facts.publishedRatePerSecond ??= publishedRate(first.operation) as number;
  }
  if (facts.publishedRatePerSecond === undefined) delete facts.publishedRatePerSecond;
  const rate = Number(facts.publishedRatePerSecond);
  const own = facts.callsPerSecond ?? (facts.callIntervalSeconds && 1 / Number(facts.callIntervalSeconds));
  if (own !== undefined && rate) facts.belowPublishedRate ??= Number(own) <= rate * 1.05;
  if (observations.some((one) => /sandbox\.sellingpartnerapi/i.test(JSON.stringify(one))))
    facts.sandbox ??= true;
}

const TOKENS: [RegExp, string][] = [
  [/^atc\||grantless|client_credentials/i, 'grantless'],
  [/^atz\.sprdt|rdt|restricted/i, 'rdt'],
  [/^atzr\||refresh.?token$(?<!grant.*)/i, 'refresh'],
  [/^atza\||seller|vendor|refresh/i, 'seller'],
];

function fromTokens(observations: Evidence['observations'], failed: Seen[], facts: Facts): void {
  const sent = observations.map(({ headers }) => text(headers?.['x-amz-access-token'])).find(Boolean);
  const kind = text(facts.tokenKind) ?? sent;
  if (kind !== undefined) facts.tokenKind = TOKENS.find(([pattern]) => pattern.test(kind))?.[1] ?? kind;
  if (facts.refreshTokenPrefix)
    facts.refreshTokenFormatValid ??= /^Atzr\|?/.test(String(facts.refreshTokenPrefix));
  if (facts.accessKeyId)
    facts.accessKeyIdFormatValid ??= /^(AKIA|ASIA)[A-Z0-9]{16}$/.test(String(facts.accessKeyId));
  const denied = failed.find(({ service, operation }) => service === 'sp-api' && familyOf(operation));
  if (denied) facts.apiFamily ??= familyOf(denied.operation) as string;
  if (denied?.region) facts.endpointRegion ??= denied.region;
}

function fromMarketplaces(facts: Facts): void {
  const asked = [facts.marketplaceId ?? []].flat().map(String);
  const known = asked.map((id) => MARKETPLACES.find((one) => one.id === id || one.code === id.toUpperCase()));
  const region = known.find(Boolean)?.region;
  if (region) facts.marketplaceRegion ??= region;
  const own = [facts.participations ?? []].flat().map(String);
  if (facts.participations && asked.length > 0)
    facts.marketplaceParticipates ??= known.every((one, i) =>
      own.some((id) => id === asked[i] || id === one?.id || id === one?.code),
    );
  for (const name of ['tokenRegion', 'endpointRegion', 'marketplaceRegion', 'worksInRegion'] as const) {
    const read = regionOf(text(facts[name]));
    if (read) facts[name] = read;
    else if (name !== 'worksInRegion') delete facts[name];
  }
}

function fromRoles(facts: Facts): void {
  if (facts.roleAddedAt && facts.authorizedAt)
    facts.roleAddedAfterAuthorization ??=
      Date.parse(String(facts.roleAddedAt)) > Date.parse(String(facts.authorizedAt));
  const needed = [facts.requiredRoles ?? []].flat().map(String);
  const own = [facts.applicationRoles ?? []].flat().map(String);
  if (facts.requiredRoles && facts.applicationRoles)
    facts.roleOnApplication ??= needed.some((role) =>
      own.some((one) => one.toLowerCase() === role.toLowerCase()),
    );
}

function fromQueues(facts: Facts): void {
  const principals = [facts.queuePolicyPrincipals ?? []].flat().map(String);
  if (principals.length > 0)
    facts.queuePolicyAllowsAmazon ??= principals.some((one) => one.includes(AMAZON) || one === '*');
}
