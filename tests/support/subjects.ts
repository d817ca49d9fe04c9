import type { Application, Authorization } from '#shared/domain/application.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import type { StepContext } from '#shared/lambda/define-step.ts';
import { FAKE_CLIENT_ID, FAKE_CLIENT_SECRET, FAKE_REFRESH_TOKEN } from './fakes/lwa.ts';
import type { fakeParameters } from './fakes/parameters.ts';
import { pathsOf } from './installation.ts';

export const APP = 'acme-orders';
export const USER_NAME = `sp-api-${APP}`;
export const ROLE_NAME = `SellingPartnerAPIRole-${APP}`;
export const USER_ARN = `arn:aws:iam::111122223333:user/sp-api/${USER_NAME}`;
export const ROLE_ARN = `arn:aws:iam::111122223333:role/sp-api/${ROLE_NAME}`;
export const POLICY_ARN = `arn:aws:iam::111122223333:policy/sp-api/SellingPartnerAPI-${APP}`;
export const OUR_TAGS = { app: APP, 'managed-by': 'sp-api-private-app', stage: 'prod', region: 'eu-west-1' };
export const EXECUTION = 'arn:aws:states:eu-west-1:111122223333:execution:create-private-app:first';
export const EXECUTION_LINK = `https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/${EXECUTION}`;
export const PATHS = pathsOf(APP);

/** The context that the state machine hands to a step. */
export const stepContext = (state: string): StepContext => ({
  execution: EXECUTION,
  executionName: 'first',
  state,
});

/** A seller's account in the US. */
export const anAuthorization = (changes: Partial<Authorization> = {}): Authorization => ({
  name: 'us',
  sellingPartner: 'seller',
  marketplace: 'US',
  marketplaceId: 'ATVPDKIKX0DER',
  region: 'NA',
  ...changes,
});

/** A vendor's account in Germany. */
export const aVendorAuthorization = () =>
  anAuthorization({
    name: 'vendor-de',
    sellingPartner: 'vendor',
    marketplace: 'DE',
    marketplaceId: 'A1PA6795UKMFR9',
    region: 'EU',
  });

/** An application with one account, all defaults. */
export const anApplication = (changes: Partial<Application> = {}): Application => ({
  appName: APP,
  marketplace: 'US',
  sellingPartner: 'seller',
  sandbox: false,
  iam: { mode: 'create' },
  authorizations: [anAuthorization()],
  waitSeconds: { dataAccess: 7_776_000, registration: 1_209_600, authorization: 1_209_600 },
  reminderSeconds: [86_400, 259_200, 604_800, 1_209_600],
  ...changes,
});

type Parameters = Pick<ReturnType<typeof fakeParameters>, 'seed'>;

/** An earlier run has registered the application. */
export function seedClient(parameters: Parameters): void {
  parameters.seed(APP, {
    [PATHS.lwa.clientId]: FAKE_CLIENT_ID,
    [PATHS.lwa.clientSecret]: new Sensitive(FAKE_CLIENT_SECRET),
  });
}

/** An earlier run has registered the application and authorized an account. */
export function seedAuthorization(parameters: Parameters, name = 'us'): void {
  seedClient(parameters);
  const { refreshToken } = PATHS.authorization(name);
  parameters.seed(APP, { [refreshToken]: new Sensitive(FAKE_REFRESH_TOKEN) });
}

/** The error that a promise ends with; fails when it does not. */
export async function errorOf(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error('expected an error, but none was thrown');
}
