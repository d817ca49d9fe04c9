import { type ExportContext, json, type Target } from '../target.ts';

/** Countries that the connector knows. Source: its spec, airbytehq/airbyte commit 0f67cbd */
const COUNTRIES = 'AE AU BE BR CA DE EG ES FR GB IN IT JP MX NL PL SA SE SG TR UK US'.split(' ');

const FILE = 'source-amazon-seller-partner.json';

/** Field by field as in the specification of the connector. */
const configuration = ({ values, sellingPartner }: ExportContext) => ({
  auth_type: 'oauth2.0',
  aws_environment: values.environment,
  region: values.marketplace,
  account_type: sellingPartner === 'vendor' ? 'Vendor' : 'Seller',
  lwa_app_id: values.clientId,
  lwa_client_secret: values.clientSecret,
  refresh_token: values.refreshToken,
});

/** The source "Amazon Seller Partner" of Airbyte. */
export const airbyte: Target = {
  name: 'airbyte',
  needsAmazon: true,
  about:
    'the configuration of the Airbyte source Amazon Seller Partner; secrets are empty without --with-secrets',
  files: (context) => [{ path: FILE, text: json(configuration(context)), secret: context.withSecrets }],
  next: ({ values, withSecrets }) => [
    ...(COUNTRIES.includes(values.marketplace)
      ? []
      : [`The connector did not list ${values.marketplace} in 2026: choose the region in its form.`]),
    `Enter the fields in the form of the source, or send ${FILE} as "configuration" to the API of Airbyte.`,
    withSecrets
      ? `Delete ${FILE} when you are done: Airbyte keeps a copy. After each rotation, enter the new client secret.`
      : 'Enter the client secret and the refresh token there. After each rotation, enter the new client secret.',
  ],
};
