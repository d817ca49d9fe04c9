import { MARKETPLACES } from '../domain/marketplaces.ts';
import type { Facts, FactValue } from './fact-table.ts';
import { regionOf, type Seen } from './read-observations.ts';

/** Amazon's own account, which sends notifications. */
const SENDER = '437568002678';
const listOf = (value: FactValue | undefined) => [value ?? []].flat().map(String);
const dateOf = (value: FactValue) => Date.parse(String(value));

/** What follows about tokens, regions, marketplaces, roles and queues, for a call that failed. */
export function deriveAmazonFacts(about: Seen | undefined, facts: Facts): void {
  if (about?.sandbox) facts.sandbox ??= true;
  fromTokens(about?.token, facts);
  if (about) fromDenied(about, facts);
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

function fromTokens(sent: string | undefined, facts: Facts): void {
  const kind = facts.tokenKind ?? sent;
  if (kind !== undefined)
    facts.tokenKind = TOKENS.find(([pattern]) => pattern.test(String(kind)))?.[1] ?? 'other';
  if (facts.refreshTokenPrefix)
    facts.refreshTokenFormatValid ??= /^Atzr\|?/.test(String(facts.refreshTokenPrefix));
}

function fromDenied({ service, known, operation, region, at }: Seen, facts: Facts): void {
  if (service !== 'sp-api') return;
  if (known?.removed && at !== undefined) facts.beforeRemoval ??= at < Date.parse(known.removed.since);
  const account = known ? accountOfKnown(known) : accountOfPath(operation);
  if (account) facts.apiFamily ??= account;
  if (region) facts.endpointRegion ??= region;
}

/** Vendors have operations of the same name as sellers; some operations take the token of either. */
const accountOfKnown = ({ account, guessed, grantless }: NonNullable<Seen['known']>) =>
  guessed && account ? `probably ${account}` : (account ?? (grantless ? undefined : 'both'));
const accountOfPath = (path: string) => (/^\/vendor\//.test(path) ? 'vendor' : undefined);

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
