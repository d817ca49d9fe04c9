import { libraryTarget, packageJson, runWithExec, withNode } from '../library.ts';

const program = (call: string) => `import { SellingPartner } from 'amazon-sp-api';

if (!process.env.SELLING_PARTNER_APP_CLIENT_ID) {
  console.error('${runWithExec('amazon-sp-api', 'node first-call.mjs')}');
  process.exit(1);
}
// The library itself reads SELLING_PARTNER_APP_CLIENT_ID and SELLING_PARTNER_APP_CLIENT_SECRET,
// unless there is a file ~/.amzspapi/credentials.
const sellingPartner = new SellingPartner({
  region: process.env.SELLING_PARTNER_REGION,
  refresh_token: process.env.SELLING_PARTNER_REFRESH_TOKEN,
  options: { use_sandbox: process.env.SP_API_ENVIRONMENT === 'SANDBOX' },
});
try {
  const answer = await sellingPartner.callAPI(${call});
  console.log(JSON.stringify(answer, null, 2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
`;

/** amazon-sp-api of npm. */
export const amazonSpApi = libraryTarget({
  name: 'amazon-sp-api',
  about: 'Node: a program that makes the first call with amazon-sp-api',
  manifest: packageJson({ 'amazon-sp-api': '1.2.1' }),
  program: {
    path: 'first-call.mjs',
    seller: program("{ operation: 'getMarketplaceParticipations', endpoint: 'sellers' }"),
    vendor: program(`{
    operation: 'getPurchaseOrders',
    endpoint: 'vendorOrders',
    query: { limit: 1, createdAfter: new Date(Date.now() - 6 * 86_400_000).toISOString() },
  }`),
  },
  ...withNode,
});
