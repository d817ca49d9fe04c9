import { libraryTarget, packageJson, runWithExec, withNode } from '../library.ts';

const program = (
  namespace: string,
  api: string,
  call: string,
) => `import { ${namespace} } from '@amazon-sp-api-release/amazon-sp-api-sdk-js';

if (!process.env.SP_API_CLIENT_ID) {
  console.error('${runWithExec('amazon-sp-api-sdk-js', 'node first-call.mjs')}');
  process.exit(1);
}
const { SP_API_BASE_URL, SP_API_OAUTH_URL, SP_API_ACCESS_TOKEN } = process.env;
const { SP_API_CLIENT_ID, SP_API_CLIENT_SECRET, SP_API_REFRESH_TOKEN } = process.env;
const client = new ${namespace}.ApiClient(SP_API_BASE_URL);
if (new URL(SP_API_OAUTH_URL).hostname === 'api.amazon.com') {
  client.enableAutoRetrievalAccessToken(SP_API_CLIENT_ID, SP_API_CLIENT_SECRET, SP_API_REFRESH_TOKEN, null);
} else {
  // The SDK gets tokens from api.amazon.com only. On a local stack this one works for an hour.
  client.applyXAmzAccessTokenToRequest(SP_API_ACCESS_TOKEN);
}
const api = new ${namespace}.${api}(client);
try {
  console.log(JSON.stringify(await api.${call}, null, 2));
} catch (error) {
  // The whole error holds the request, and that the secrets.
  console.error(error.message);
  process.exitCode = 1;
}
`;

/** Amazon's SDK for JavaScript. */
export const amazonSdkForJavaScript = libraryTarget({
  name: 'amazon-sp-api-sdk-js',
  about: "JavaScript: a program that makes the first call with Amazon's SDK",
  manifest: packageJson({ '@amazon-sp-api-release/amazon-sp-api-sdk-js': '1.12.0' }),
  program: {
    path: 'first-call.mjs',
    seller: program('SellersSpApi', 'SellersApi', 'getMarketplaceParticipations()'),
    vendor: program(
      'VendorordersSpApi',
      'VendorOrdersApi',
      'getPurchaseOrders({ limit: 1, createdAfter: new Date(Date.now() - 6 * 86_400_000) })',
    ),
  },
  ...withNode,
});
