import type { Region } from '#shared/domain/regions.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import type { Grant } from '../amazon/authorizations.ts';
import type { LocalStack } from './local-stack.ts';
import type { SeededIam } from './seeded-iam.ts';

/** What an application is like that was ready once. */
export interface Seed {
  sandbox?: boolean;
  sellingPartner?: 'seller' | 'vendor';
  /** Where the account has authorized it, if not where it should have. */
  authorizedIn?: { region: Region; marketplace: string };
  /** The kind of account that has authorized it, if another than was asked for. */
  authorizedAs?: 'seller' | 'vendor';
  sellingPartnerId?: string;
  roles?: string[];
  /** How many selling accounts have authorized it, ten at most; one when left out. */
  accounts?: number;
  iam?: SeededIam;
  /** Whether the stored client secret came by the queue, so that nobody is asked to register it. */
  secretByQueue?: boolean;
  reminderSeconds?: number[];
}

/** An application with all its parameters, as Amazon knows it. */
export interface SeededApplication {
  appName: string;
  clientId: string;
  /** Of the first account. */
  refreshToken: string;
  /** Stores something else than what belongs to it. */
  storeRefreshToken(refreshToken: string): Promise<void>;
  storeClientSecret(clientSecret: string): Promise<void>;
}

const US = { marketplace: 'US', marketplaceId: 'ATVPDKIKX0DER', region: 'NA' } as const;
const WAIT_SECONDS = { dataAccess: 600, registration: 600, authorization: 600 };

/** Makes an application for the United States at Amazon and in Parameter Store, without any execution. */
export async function seedApplication(
  { parameters, amazon: { world } }: Pick<LocalStack, 'parameters' | 'amazon'>,
  appName: string,
  seed: Seed = {},
): Promise<SeededApplication> {
  const { sandbox = false, sellingPartner = 'seller', accounts = 1, roles, iam } = seed;
  const { secretByQueue = true, reminderSeconds = [] } = seed;
  const type = sandbox ? 'sandbox' : 'production';
  const { clientId, clientSecret } = world.registerApplication({
    name: appName,
    type,
    ...(roles && { roles }),
  });
  const first = sellingPartner === 'seller' ? 'us' : 'vendor-us';
  const names = Array.from({ length: accounts }, (_, i) => (i === 0 ? first : `${first}-${i + 1}`));
  const refreshTokens = names.map(() => world.authorize(grantOf(clientId, seed)));
  const [refreshToken = ''] = refreshTokens;
  const paths = parameters.paths.of(appName);
  const put = (path: string, value: string | Sensitive) => parameters.put(appName, path, value);
  const storeToken = (name: string, token: string) =>
    put(paths.authorization(name).refreshToken, new Sensitive(token));
  const storeRefreshToken = (token: string) => storeToken(first, token);
  const storeClientSecret = (secret: string) => put(paths.lwa.clientSecret, new Sensitive(secret));
  const arns = iam && { userArn: iam.userArn, roleArn: iam.roleArn, policyArn: iam.policyArn };
  const config = {
    appName,
    marketplace: 'US',
    sellingPartner,
    sandbox,
    iam: { mode: iam ? 'create' : 'none' },
    authorizations: names.map((name) => ({ name, ...US, sellingPartner })),
    waitSeconds: WAIT_SECONDS,
    reminderSeconds,
  };
  await Promise.all([
    put(paths.config, JSON.stringify(config)),
    put(paths.developerProfile, 'approved'),
    put(paths.summary, JSON.stringify({ iam: arns ?? {} })),
    put(paths.lwa.clientId, clientId),
    ...(secretByQueue ? [put(paths.lwa.secretDates, JSON.stringify({ notificationId: 'seeded' }))] : []),
    storeClientSecret(clientSecret),
    ...refreshTokens.map((token, i) => storeToken(names[i] ?? '', token)),
    ...(iam ? [put(paths.iam.accessKey, new Sensitive(JSON.stringify(iam.key)))] : []),
  ]);
  return { appName, clientId, refreshToken, storeRefreshToken, storeClientSecret };
}

function grantOf(clientId: string, { sellingPartner = 'seller', sellingPartnerId, ...seed }: Seed): Grant {
  const { region, marketplace } = seed.authorizedIn ?? { region: US.region, marketplace: US.marketplaceId };
  return {
    clientId,
    region,
    sellingPartner: seed.authorizedAs ?? sellingPartner,
    marketplaces: [marketplace],
    ...(sellingPartnerId && { sellingPartnerId }),
  };
}
