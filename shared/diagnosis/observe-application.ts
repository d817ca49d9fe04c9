import type { LwaClient, LwaToken } from '../clients/lwa.ts';
import type { Application, Authorization } from '../domain/application.ts';
import { PROBES } from '../domain/probes.ts';
import { MissingParameter } from '../errors/broken.ts';
import type { Services } from '../services.ts';
import { callProbe } from '../tasks/call-probe.ts';
import { readLwaClient } from '../tasks/lwa-client.ts';
import { readApplication } from '../tasks/read-application.ts';
import { Evidence } from './evidence.ts';
import { investigate } from './investigate.ts';
import { accountProbes, type ProbedAccount } from './probe-account.ts';
import { applicationFacts, authorizationFacts } from './stored-facts.ts';
import { type Observations, tryCall } from './try-call.ts';

type Needs = Pick<Services, 'clock' | 'lwa' | 'parameters' | 'spApi'> & { spApiEndpoint: string };

/** What was observed of one selling account of an application. */
export interface ObservedAccount {
  account: string;
  /** Whether everything that was tried worked. */
  works: boolean;
  /** What was not tried, and why. */
  notTried?: string;
  evidence: Evidence;
}

/** Longer than all calls of an account may take. */
const MOST_MS = 5 * 60_000;

/**
 * Observes an application, account by account: its client alone, the exchange of the refresh token, the probe; where
 * that is denied, the probes that tell the candidates apart. At most five calls an account, as in the check.
 * @throws MissingParameter when the application was never registered, and what Parameter Store throws
 */
export async function observeApplication(services: Needs, appName: string): Promise<ObservedAccount[]> {
  const application = await readApplication(services, appName);
  const client = await readLwaClient(services, appName);
  if (!application || !client) throw neverRegistered(appName);
  const proof = await tryCall('lwa:client_credentials', () => services.lwa.proveClient(client));
  const before = { seen: proof.seen, facts: await applicationFacts(services, appName) };
  const accounts: ObservedAccount[] = [];
  for (const authorization of application.authorizations) {
    const observed = await observe(services, application, client, authorization, before);
    accounts.push({
      account: authorization.name,
      ...observed,
      works: observed.works && proof.result !== undefined,
    });
  }
  return accounts;
}

async function observe(
  services: Needs,
  { appName, sandbox }: Application,
  client: LwaClient,
  authorization: Authorization,
  before: { seen: Observations; facts: Record<string, unknown> },
): Promise<Omit<ObservedAccount, 'account'>> {
  const { name } = authorization;
  const path = services.parameters.paths.of(appName).authorization(name).refreshToken;
  const { [path]: refreshToken } = await services.parameters.getSecrets([path]);
  const facts = { ...before.facts, ...(await authorizationFacts(services, appName, authorization)) };
  if (!refreshToken)
    return {
      works: false,
      evidence: Evidence.parse({ observations: before.seen, facts }),
      notTried: `No refresh token of the account ${name} is stored: it was never authorized, so no exchange and no call were tried.`,
    };
  const exchange = await tryCall('lwa:refresh_token', () =>
    services.lwa.exchangeRefreshToken(client, refreshToken),
  );
  const { result: token } = exchange;
  const observations = [...before.seen, ...exchange.seen];
  if (!token) return { works: false, evidence: Evidence.parse({ observations, facts }) };
  return call(services, { appName, sandbox, authorization }, token, { observations, facts });
}

/** Makes the account's own call, and what tells the candidates apart where that is denied. */
async function call(
  services: Needs,
  account: ProbedAccount,
  token: LwaToken,
  { observations, facts }: Evidence,
): Promise<Omit<ObservedAccount, 'account'>> {
  const { region, sellingPartner: kind } = account.authorization;
  const trial = { ...account, accessToken: token.accessToken };
  const operation = `sp-api:${PROBES[kind].operation}`;
  const own = await tryCall(operation, () => callProbe(services, trial, region, kind), region);
  const given = Evidence.parse({
    observations: [...observations, ...own.seen],
    facts: { ...facts, endpointRegion: region },
  });
  if (own.result || own.missed) return { works: own.result !== undefined, evidence: given };
  const { probes } = accountProbes(services, account, async () => token);
  const until = new Date(services.clock.now().getTime() + MOST_MS);
  const { evidence } = await investigate(services, given, probes, until);
  return { works: false, evidence };
}

const neverRegistered = (appName: string) =>
  new MissingParameter({
    what: `${appName} has no configuration or no LWA client id and secret in Parameter Store.`,
    remedy: 'Start create-private-app for it, and answer its tasks.',
  });
