import { libraryTarget, packageJson, runWithExec, withNode } from '../library.ts';

const program = (call: string) => `import { SellingPartnerApiAuth } from '@sp-api-sdk/auth';
import { createAxiosInstance } from '@sp-api-sdk/common';

if (!process.env.LWA_CLIENT_ID) {
  console.error('${runWithExec('sp-api-sdk', 'node first-call.mjs')}');
  process.exit(1);
}
// It reads LWA_CLIENT_ID, LWA_CLIENT_SECRET and LWA_REFRESH_TOKEN.
const auth = new SellingPartnerApiAuth({});
// The packages of single APIs, such as @sp-api-sdk/vendor-orders-api-v1, take the same options.
const { axios, endpoint } = createAxiosInstance(
  { auth, region: process.env.SP_API_REGION, sandbox: process.env.SP_API_ENVIRONMENT === 'SANDBOX' },
  [],
);
try {
  const { data } = await axios.get(endpoint + ${call});
  console.log(JSON.stringify(data, null, 2));
} catch (error) {
  // The whole error holds the request, and that the secrets.
  console.error(error.message);
  process.exitCode = 1;
}
`;

/** The packages @sp-api-sdk of npm. */
export const spApiSdk = libraryTarget({
  name: 'sp-api-sdk',
  about: 'Node: a program that makes the first call with @sp-api-sdk/auth',
  manifest: packageJson({ '@sp-api-sdk/auth': '3.1.4', '@sp-api-sdk/common': '4.0.4' }),
  program: {
    path: 'first-call.mjs',
    seller: program("'/sellers/v1/marketplaceParticipations'"),
    vendor: program(`'/vendor/orders/v1/purchaseOrders', {
    params: { limit: 1, createdAfter: new Date(Date.now() - 6 * 86_400_000).toISOString() },
  }`),
  },
  ...withNode,
});
