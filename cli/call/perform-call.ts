import type { AnySpApi } from '#shared/clients/any-sp-api.ts';
import type { HttpReply } from '#shared/clients/http.ts';
import type { SpApiRequest } from '#shared/clients/sp-api-request.ts';
import { fetchAccountToken } from '#shared/connect/account-token.ts';
import { scopeOf } from '#shared/connect/grantless-scope.ts';
import { type DataElement, fetchRestrictedDataToken } from '#shared/connect/restricted-data-token.ts';
import type { Application, Authorization } from '#shared/domain/application.ts';
import { signingRegion, spApiEndpoint } from '#shared/domain/regions.ts';
import { assumeStoredRole } from '#shared/iam/assume-stored-role.ts';
import type { Services } from '#shared/services.ts';
import { CommandRefused, UsageError } from '../errors.ts';
import { nextQuery, nextTokenOf, tokenParameterOf } from './pages.ts';
import { rateOf, sendPatiently, type Wait } from './patience.ts';
import type { PlannedCall } from './plan-call.ts';

type Needs = Pick<Services, 'clock' | 'lwa' | 'parameters' | 'sts'> & {
  anySpApi: AnySpApi;
  spApiEndpoint: string;
  wait: Wait;
};

/** How a call is made. */
export interface CallOptions {
  sandbox: boolean;
  signed?: boolean;
  paginate?: boolean;
  /** Gets a restricted data token for the call; an empty list is right where the operation takes no kinds of data. */
  personalData?: readonly DataElement[];
}

/** Every page that came, and the answer that ended it, which may be a refusal. */
export interface CallResult {
  last: HttpReply;
  pages: unknown[];
  endpoint: string;
}

/**
 * Makes a call with the stored credentials of an account.
 * @throws what LWA, STS, Parameter Store and the tokens API throw; SpApiUnavailable when no answer came
 */
export async function performCall(
  services: Needs,
  { application, account }: { application: Application; account: Authorization },
  call: PlannedCall,
  options: CallOptions,
): Promise<CallResult> {
  const { appName } = application;
  const { region } = account;
  const endpoint = spApiEndpoint(services.spApiEndpoint, region, options.sandbox);
  const scope = call.operation && scopeOf(call.operation);
  const { accessToken } = await fetchAccountToken(services, appName, account.name, scope);
  const signing = options.signed ? { signing: await sign(services, application, region) } : {};
  const from = { accessToken, appName, ...signing };
  const production = spApiEndpoint(services.spApiEndpoint, region, false);
  const resource = { method: call.method, path: call.path, dataElements: options.personalData ?? [] };
  const token = options.personalData
    ? (await fetchRestrictedDataToken(services.anySpApi, { ...from, endpoint: production }, [resource])).token
    : accessToken;
  const send = (query: readonly [string, string][]) =>
    services.anySpApi.send(requestOf(call, query, { ...from, endpoint, accessToken: token }));
  return { endpoint, ...(await sendPages(services, call, send, options.paginate ?? false)) };
}

function requestOf(
  { method, path, headers, body }: PlannedCall,
  query: readonly [string, string][],
  from: Pick<SpApiRequest, 'accessToken' | 'appName' | 'endpoint' | 'signing'>,
): SpApiRequest {
  const search = new URLSearchParams([...query]).toString();
  const target = search ? `${path}?${search}` : path;
  return { ...from, method, target, headers, ...(body !== undefined && { body }) };
}

async function sign(services: Needs, { appName }: Application, region: Authorization['region']) {
  const { roleArn: name } = services.parameters.paths.of(appName).iam;
  const roleArn = (await services.parameters.get([name]))[name];
  if (!roleArn)
    throw new CommandRefused({
      what: `${appName} has no IAM role, so nothing can sign the call.`,
      remedy: 'Leave out --signed: SP-API has ignored the signature since October 2023.',
    });
  return {
    credentials: await assumeStoredRole(services, { appName, roleArn }),
    region: signingRegion(region),
  };
}

/** Sends the call, and with `paginate` all pages, no faster than the rate allows after the burst. */
async function sendPages(
  { wait }: Pick<Needs, 'wait'>,
  { operation, query }: PlannedCall,
  send: (query: readonly [string, string][]) => Promise<HttpReply>,
  paginate: boolean,
): Promise<Omit<CallResult, 'endpoint'>> {
  const parameter = operation && tokenParameterOf(operation);
  if (paginate && !(operation && parameter))
    throw new UsageError('This operation has no pages: leave out --paginate.');
  const pages: unknown[] = [];
  for (let asked = query; ; ) {
    const last = await sendPatiently(() => send(asked), wait, operation);
    if (last.status >= 400 || last.body === undefined) return { last, pages };
    pages.push(last.body);
    const token = paginate ? nextTokenOf(last.body) : undefined;
    if (!token || !operation || !parameter) return { last, pages };
    asked = nextQuery(operation, query, parameter, token);
    const rate = rateOf(last, operation);
    if (rate && pages.length >= (operation.burst ?? 1))
      await wait(1 / rate, 'keeping to the rate of this operation');
  }
}
