import type { LwaClient, LwaToken } from '../clients/lwa.ts';
import { Application, type Authorization, type SellingPartner } from '../domain/application.ts';
import { SecretDates } from '../domain/client-secret.ts';
import { parameterPaths } from '../domain/parameter-paths.ts';
import { PROBES } from '../domain/probes.ts';
import { REGIONS, type Region } from '../domain/regions.ts';
import { readStored } from '../domain/stored-json.ts';
import { DAY_MS } from '../domain/times.ts';
import { ExplainedError } from '../errors/base.ts';
import { MissingParameter } from '../errors/broken.ts';
import type { Services } from '../services.ts';
import { callProbe } from '../tasks/call-probe.ts';
import { readLwaClient } from '../tasks/lwa-client.ts';
import { Evidence } from './evidence.ts';
import { evidenceOfFailure } from './evidence-of-failure.ts';

type Needs = Pick<Services, 'clock' | 'lwa' | 'parameters' | 'spApi'> & { spApiEndpoint: string };

/** What was observed of one selling account of an application. */
export interface ObservedAccount {
  account: string;
  /** Whether everything that was tried worked. */
  works: boolean;
  evidence: Evidence;
}

type Observations = Evidence['observations'];

/**
 * Observes an application, account by account: its client alone, the exchange of the refresh token, the probe; where
 * that is denied, the probe in the other regions and of the other kind of account, which tells the candidates apart.
 * At most five calls an account, within the burst of the probe.
 * @throws MissingParameter when the application was never registered, and what Parameter Store throws
 */
export async function observeApplication(services: Needs, appName: string): Promise<ObservedAccount[]> {
  const { config, lwa } = parameterPaths(appName);
  const stored = await services.parameters.get([config, lwa.secretDates]);
  const application = readStored(Application, stored[config]);
  const client = await readLwaClient(services, appName);
  if (!application || !client) throw neverRegistered(appName);
  const made = readStored(SecretDates, stored[lwa.secretDates])?.createdAt;
  const age = made && (services.clock.now().getTime() - Date.parse(made)) / DAY_MS;
  const proof = await tried('lwa:client_credentials', () => services.lwa.proveClient(client));
  const accounts: ObservedAccount[] = [];
  for (const authorization of application.authorizations) {
    const { seen, facts } = await observe(services, application, client, authorization);
    const observations = [...proof.seen, ...seen];
    const evidence = Evidence.parse({
      observations,
      facts: { ...facts, ...(age && { clientSecretAgeDays: age }) },
    });
    const works = observations.every(({ httpStatus }) => httpStatus === 200);
    accounts.push({ account: authorization.name, works, evidence });
  }
  return accounts;
}

interface Observed {
  seen: Observations;
  facts?: Record<string, unknown>;
}

async function observe(
  services: Needs,
  application: Application,
  client: LwaClient,
  { name, region, sellingPartner }: Authorization,
): Promise<Observed> {
  const path = parameterPaths(application.appName).authorization(name).refreshToken;
  const { [path]: refreshToken } = await services.parameters.getSecrets([path]);
  if (!refreshToken) return { seen: [] };
  const exchange = await tried('lwa:refresh_token', () =>
    services.lwa.exchangeRefreshToken(client, refreshToken),
  );
  const { result: token } = exchange;
  if (!token) return exchange;
  const own = await probe(services, application, token, region, sellingPartner);
  const before = [...exchange.seen, ...own.seen];
  if (own.seen[0]?.httpStatus !== 403) return { seen: before };
  const others: Observations = [];
  for (const other of REGIONS.filter((one) => one !== region))
    others.push(...(await probe(services, application, token, other, sellingPartner)).seen);
  const family = await probe(
    services,
    application,
    token,
    region,
    sellingPartner === 'seller' ? 'vendor' : 'seller',
  );
  const facts = {
    endpointRegion: region,
    otherFamilyWorks: family.seen[0]?.httpStatus === 200,
    ...(others.every(({ httpStatus }) => httpStatus === 403) && { allRegionsDenied: true }),
  };
  return { seen: [...before, ...others, ...family.seen], facts };
}

const probe = (
  services: Needs,
  { appName, sandbox }: Application,
  { accessToken }: LwaToken,
  region: Region,
  kind: SellingPartner,
) =>
  tried(
    `sp-api:${PROBES[kind].operation}`,
    () => callProbe(services, { appName, sandbox, accessToken }, region, kind),
    region,
  );

/** Tries a call: what it gave, and what is to be observed of it. */
async function tried<T>(
  call: string,
  run: () => Promise<T>,
  region?: Region,
): Promise<{ result?: T; seen: Observations }> {
  const about = { call, ...(region && { region }) };
  try {
    const result = await run();
    return { result, seen: Evidence.parse({ observations: [{ ...about, httpStatus: 200 }] }).observations };
  } catch (error) {
    if (!(error instanceof ExplainedError)) throw error;
    const { name, what, remedy } = error;
    const found = evidenceOfFailure({ step: call, error: name, what, remedy })?.observations ?? [];
    return { seen: found.map((one) => ({ ...one, ...about })) };
  }
}

const neverRegistered = (appName: string) =>
  new MissingParameter({
    what: `${appName} has no configuration or no LWA client id and secret in Parameter Store.`,
    remedy: 'Start create-private-app for it, and answer its tasks.',
  });
