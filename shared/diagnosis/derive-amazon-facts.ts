import { MARKETPLACES } from '../domain/marketplaces.ts';
import type { Evidence } from './evidence.ts';
import type { Facts, FactValue } from './fact-table.ts';
import { familyOf } from './operations.ts';
import { regionOf, type Seen } from './read-observations.ts';

/** Amazon's own account, which sends notifications. */
const SENDER = '437568002678';
const listOf = (value: FactValue | undefined) => [value ?? []].flat().map(String);
const dateOf = (value: FactValue) => Date.parse(String(value));

/** What follows about tokens, regions, marketplaces, roles and queues. */
export function deriveAmazonFacts(observations: Evidence['observations'], seen: Seen[], facts: Facts): void {
  if (observations.some((one) => /sandbox\.sellingpartnerapi/i.test(JSON.stringify(one))))
    facts.sandbox ??= true;
  fromTokens(observations, facts);
  fromDenied(seen, facts);
  fromRegions(facts);
  fromMarketplaces(facts);
  fromRoles(facts);
  const principals = listOf(facts.queuePolicyPrincipals);
  if (principals.length > 0)
    facts.queuePolicyAllowsAmazon ??= principals.some((one) => one.includes(SENDER) || one === '*');
}

const TOKENS: [RegExp, string][] = [
  [/^atc\||grantless|client_credentials/i, 'grantless'],
  [/^atz\.sprdt|rdt|restricted/i, 'rdt'],
  [/^atzr\||^refresh$|refresh.?token$/i, 'refresh'],
  [/^atza\||seller|vendor/i, 'seller'],
];

function fromTokens(observations: Evidence['observations'], facts: Facts): void {
  const sent = observations.map(({ headers }) => headers?.['x-amz-access-token']).find(Boolean);
  const kind = facts.tokenKind ?? sent;
  if (kind !== undefined)
    facts.tokenKind = TOKENS.find(([pattern]) => pattern.test(String(kind)))?.[1] ?? 'other';
  if (facts.refreshTokenPrefix)
    facts.refreshTokenFormatValid ??= /^Atzr\|?/.test(String(facts.refreshTokenPrefix));
}

function fromDenied(seen: Seen[], facts: Facts): void {
  const denied = seen.find(
    ({ ok, service, operation }) => !ok && service === 'sp-api' && familyOf(operation),
  );
  const family = familyOf(denied?.operation ?? '');
  if (family) facts.apiFamily ??= family;
  if (denied?.region) facts.endpointRegion ??= denied.region;
}

/** Hosts and AWS regions become NA, EU or FE; what is none of them is not known. */
function fromRegions(facts: Facts): void {
  for (const name of ['tokenRegion', 'endpointRegion', 'marketplaceRegion'] as const) {
    const region = regionOf(facts[name] === undefined ? undefined : String(facts[name]));
    if (region) facts[name] = region;
    else delete facts[name];
  }
  const works = regionOf(String(facts.worksInRegion ?? ''));
  if (works) facts.worksInRegion = works;
}

function fromMarketplaces(facts: Facts): void {
  const asked = listOf(facts.marketplaceId).map(
    (id) => MARKETPLACES.find((one) => one.id === id || one.code === id.toUpperCase()) ?? { id, code: id },
  );
  const region = asked.map((one) => ('region' in one ? one.region : undefined)).find(Boolean);
  if (region) facts.marketplaceRegion ??= region;
  const own = listOf(facts.participations);
  if (facts.participations && asked.length > 0)
    facts.marketplaceParticipates ??= asked.every(({ id, code }) => own.includes(id) || own.includes(code));
}

function fromRoles(facts: Facts): void {
  const { requiredRoles, applicationRoles, roleAddedAt, authorizedAt } = facts;
  if (requiredRoles && applicationRoles) {
    const own = listOf(applicationRoles).map((role) => role.toLowerCase());
    facts.roleOnApplication ??= listOf(requiredRoles).some((role) => own.includes(role.toLowerCase()));
  }
  if (roleAddedAt && authorizedAt)
    facts.roleAddedAfterAuthorization ??= dateOf(roleAddedAt) > dateOf(authorizedAt);
}
