import { publicValues } from '#shared/connect/account-values.ts';
import type { ExportContext } from '#shared/connect/targets/target.ts';
import { spApiEndpoint } from '#shared/domain/regions.ts';
import { OPERATIONS } from '#shared/operations/operations.ts';
import { pathsOf } from './installation.ts';
import { anAuthorization, aVendorAuthorization } from './subjects.ts';

export const SECRET = 'amzn1.oa2-cs.v1.FAKE';
export const REFRESH = 'Atzr|FAKE';

const AMAZON = {
  spApiEndpoint: 'https://{host}.amazon.com',
  lwaEndpoint: 'https://api.amazon.com/auth/o2/token',
};

/** What the command line hands to a target, for the account `us` of a seller or `vendor-de` of a vendor. */
export function anExport(
  sellingPartner: 'seller' | 'vendor',
  { withSecrets = false, amazon = AMAZON, again = '' } = {},
): ExportContext {
  const appName = sellingPartner === 'seller' ? 'acme-orders' : 'acme-supply';
  const account = sellingPartner === 'seller' ? anAuthorization() : aVendorAuthorization();
  const { lwa, authorization } = pathsOf(appName);
  return {
    appName,
    account: account.name,
    sellingPartner,
    again,
    out: './out',
    stored: {
      clientId: lwa.clientId,
      clientSecret: lwa.clientSecret,
      refreshToken: authorization(account.name).refreshToken,
      region: 'eu-west-1',
    },
    applicationId: 'amzn1.sp.solution.fake',
    values: {
      clientId: 'amzn1.application-oa2-client.fake',
      clientSecret: withSecrets ? SECRET : '',
      refreshToken: withSecrets ? REFRESH : '',
      ...publicValues(amazon, { name: appName, sandbox: false }, account),
    },
    sandboxEndpoint: spApiEndpoint(amazon.spApiEndpoint, account.region, true),
    operations: OPERATIONS.filter(
      ({ removed, path }) => !removed && path.startsWith('/vendor/') === (sellingPartner === 'vendor'),
    ),
    withSecrets,
  };
}
