import { type ExportContext, json, type Target } from '../target.ts';

const REGIONS: Record<string, string> = { NA: 'NORTH_AMERICA', EU: 'EUROPE', FE: 'FAR_EAST' };

const FILE = 'connection.json';

/** Body of POST /v1/connections. Source: fivetran.com/docs/connectors/applications/amazon-selling-partner/api-configuration */
const connection = ({ appName, account, values, sellingPartner, applicationId }: ExportContext) => ({
  group_id: '',
  service: 'amazon_selling_partner',
  config: {
    is_vendor: sellingPartner === 'vendor',
    merchant_id: '',
    region: REGIONS[values.region],
    historical_sync_time_frame: 'ALL_TIME',
    schema: `${appName}_${account}`.replaceAll('-', '_'),
  },
  auth: {
    application_id: applicationId,
    client_id: values.clientId,
    client_secret: values.clientSecret,
    refresh_token: values.refreshToken,
  },
});

/** The connector "Amazon Selling Partner" of Fivetran, with an application of one's own. */
export const fivetran: Target = {
  name: 'fivetran',
  needsAmazon: true,
  about:
    'a connection to Amazon Selling Partner for the API of Fivetran; secrets are empty without --with-secrets',
  files: (context) => [{ path: FILE, text: json(connection(context)), secret: context.withSecrets }],
  next: ({ withSecrets, sellingPartner }) => [
    `Fill in group_id (your group in Fivetran) and merchant_id (${sellingPartner === 'vendor' ? 'your vendor code' : 'Seller Central: Account Info, Your Merchant Token'})${withSecrets ? '' : ', client_secret and refresh_token'}.`,
    `Send it: POST https://api.fivetran.com/v1/connections with the content of ${FILE}.`,
    `Delete ${FILE} when you are done: Fivetran keeps a copy. After each rotation, enter the new client secret there.`,
  ],
};
