import type { LwaToken } from '../clients/lwa.ts';
import type { SigningCredentials } from '../clients/sp-api.ts';
import type { Authorization, SellingPartner } from '../domain/application.ts';
import { PROBES } from '../domain/probes.ts';
import { REGIONS, type Region } from '../domain/regions.ts';
import { readStoredKey } from '../iam/stored-access-key.ts';
import type { Services } from '../services.ts';
import { callProbe } from '../tasks/call-probe.ts';
import type { Found, Probe, Probes } from './investigate.ts';
import { type Observations, type Tried, tryCall } from './try-call.ts';

type Needs = Pick<Services, 'clock' | 'parameters' | 'spApi'> & { spApiEndpoint: string };

/** A selling account whose call was denied. */
export interface ProbedAccount {
  appName: string;
  sandbox: boolean;
  authorization: Authorization;
}

/**
 * With the call that failed that is five for an account. The seller probe has a burst of 15 and gets one more in 62
 * seconds; other operations have more.
 * Source: developer-docs.amazon.com/sp-api/docs/usage-plans-and-rate-limits
 */
const FURTHER_CALLS = 4;

interface Way {
  region: Region;
  kind: SellingPartner;
  credentials?: SigningCredentials;
}
type Call = (way: Way) => Promise<Tried<unknown>>;

/** The calls of an account: few, and none after one that was throttled. They are not signed, as SP-API takes them. */
function callsOf(services: Needs, account: ProbedAccount, token: () => Promise<LwaToken>): Call {
  let left = FURTHER_CALLS;
  return async ({ region, kind, credentials }) => {
    const { accessToken } = await token();
    if (left === 0) return { seen: [], missed: true };
    left -= 1;
    const trial = { appName: account.appName, sandbox: account.sandbox, accessToken };
    const call = `sp-api:${PROBES[kind].operation}`;
    const tried = await tryCall(call, () => callProbe(services, trial, region, kind, credentials), region);
    if (!tried.missed) return tried;
    left = 0;
    return { seen: [], missed: true };
  };
}

const worked = ({ seen }: Tried<unknown>): boolean => seen[0]?.httpStatus === 200;

/**
 * The probes that tell apart why an account's call is denied.
 * @param token an access token of the account; asked for when the first call is made
 * @returns the probes that rules ask for, and `unsigned`: the same call without its signature
 */
export function accountProbes(
  services: Needs,
  account: ProbedAccount,
  token: () => Promise<LwaToken>,
): { probes: Probes; unsigned: Probe } {
  const call = callsOf(services, account, token);
  const { region, sellingPartner: kind } = account.authorization;
  return {
    probes: {
      otherFamily: async () => {
        const other = await call({ region, kind: kind === 'seller' ? 'vendor' : 'seller' });
        return other.missed
          ? { missed: true }
          : { observations: other.seen, facts: { otherFamilyWorks: worked(other) } };
      },
      otherRegions: () => otherRegions(call, region, kind),
    },
    unsigned: () => unsigned(services, call, account),
  };
}

async function otherRegions(call: Call, region: Region, kind: SellingPartner): Promise<Found> {
  const observations: Observations = [];
  for (const other of REGIONS.filter((one) => one !== region)) {
    const tried = await call({ region: other, kind });
    observations.push(...tried.seen);
    if (tried.missed) return { observations, missed: true };
    if (worked(tried)) return { observations };
  }
  const allRegionsDenied = observations.every(({ httpStatus }) => httpStatus === 403);
  return { observations, facts: allRegionsDenied ? { allRegionsDenied } : {} };
}

/** Where the unsigned call works the token is good, and the signature is looked at: then the user's own key is tried. */
async function unsigned(
  services: Needs,
  call: Call,
  { appName, authorization }: ProbedAccount,
): Promise<Found> {
  const { region, sellingPartner: kind } = authorization;
  const plain = await call({ region, kind });
  if (!worked(plain)) return { missed: plain.missed };
  const facts = {
    signaturesEnforced: true,
    tokenRegion: region,
    sellingPartner: kind,
    roleOnApplication: true,
    roleAddedAfterAuthorization: false,
    accountActive: true,
  };
  const key = await readStoredKey(services, appName);
  if (!key) return { facts };
  const asUser = await call({ region, kind, credentials: key });
  return asUser.missed ? { facts, missed: true } : { facts: { ...facts, userKeysWork: worked(asUser) } };
}
