import type { LwaClient, LwaToken } from '../clients/lwa.ts';
import type { Authorization, SellingPartner } from '../domain/application.ts';
import type { WaitingTask } from '../domain/human-task.ts';
import { PROBES } from '../domain/probes.ts';
import { REGIONS, type Region } from '../domain/regions.ts';
import type { Sensitive } from '../domain/sensitive.ts';
import { RetryableError } from '../errors/base.ts';
import {
  AuthorizationOfAnotherAccountType,
  AuthorizationOfAnotherApplication,
  AuthorizationOfAnotherRegion,
  AuthorizationRevoked,
  SpApiDenied,
} from '../errors/refused.ts';
import type { Services } from '../services.ts';
import { callProbe, type Trial } from './call-probe.ts';

type Needs = Pick<Services, 'clock' | 'lwa' | 'spApi'> & { spApiEndpoint: string };

/**
 * Proves a refresh token with one exchange and one call. Where the call is denied, the same call in the other regions
 * and as the other kind of account tell why. A throttled or unreachable SP-API refuses nothing: the exchange has proven
 * the token, and the state machine makes the call again, with patience. The call is not signed: SP-API has ignored the
 * signature since October 2023, and who answers tasks has no business with the IAM user's key.
 * @param client of the application, for the exchange
 * @throws AuthorizationRevoked, AuthorizationOfAnotherApplication, AuthorizationOfAnotherRegion,
 *   AuthorizationOfAnotherAccountType, MarketplaceNotParticipating, SpApiDenied, LwaUnavailable, UnexpectedReply
 * Source: developer-docs.amazon.com/sp-api/docs/self-authorization, …/sp-api-endpoints
 */
export async function proveAuthorization(
  services: Needs,
  { appName, sandbox, authorization }: Pick<WaitingTask, 'appName' | 'sandbox' | 'authorization'>,
  client: LwaClient,
  refreshToken: Sensitive,
): Promise<void> {
  const { accessToken } = await exchange(services, client, refreshToken);
  if (!authorization) return;
  const trial: Trial = { appName, sandbox, accessToken };
  try {
    const { body } = await callProbe(services, trial, authorization.region, authorization.sellingPartner);
    PROBES[authorization.sellingPartner].check(body, authorization, sandbox);
  } catch (error) {
    if (error instanceof RetryableError) return;
    if (error instanceof SpApiDenied) throw await explain(services, trial, authorization, error);
    throw error;
  }
}

/** A refusal says which client the token was tried with: the token may be that of another application. */
async function exchange({ lwa }: Needs, client: LwaClient, refreshToken: Sensitive): Promise<LwaToken> {
  try {
    return await lwa.exchangeRefreshToken(client, refreshToken);
  } catch (error) {
    const said = { what: '', remedy: '', details: {} };
    if (error instanceof AuthorizationRevoked || error instanceof AuthorizationOfAnotherApplication) {
      Object.assign(said, { remedy: error.remedy, details: error.details });
      said.what = `${error.what} It was tried with the client id ${client.clientId}.`;
    }
    if (error instanceof AuthorizationRevoked) throw new AuthorizationRevoked({ ...said, cause: error });
    if (error instanceof AuthorizationOfAnotherApplication)
      throw new AuthorizationOfAnotherApplication({ ...said, cause: error });
    throw error;
  }
}

async function explain(
  services: Needs,
  trial: Trial,
  { name, region, sellingPartner, marketplace }: Authorization,
  denied: SpApiDenied,
): Promise<Error> {
  const works = (where: Region, kind: SellingPartner) =>
    callProbe(services, trial, where, kind).then(
      () => true,
      () => false,
    );
  for (const other of REGIONS.filter((one) => one !== region)) {
    if (await works(other, sellingPartner))
      return new AuthorizationOfAnotherRegion({
        what: `This refresh token works in the region ${other}, but the account ${name} (${marketplace}) is in ${region}.`,
        remedy: `Authorize the application in the Seller or Vendor Central of ${marketplace}, and enter the refresh token that is shown there.`,
      });
  }
  const kind = sellingPartner === 'seller' ? 'vendor' : 'seller';
  if (!(await works(region, kind))) return denied;
  return new AuthorizationOfAnotherAccountType({
    what: `This refresh token is one of a ${kind}, but the account ${name} is a ${sellingPartner}.`,
    remedy: `Authorize the application in the ${sellingPartner === 'seller' ? 'Seller' : 'Vendor'} Central of ${marketplace}, or start again with "sellingPartner":"${kind}" for this account.`,
  });
}
