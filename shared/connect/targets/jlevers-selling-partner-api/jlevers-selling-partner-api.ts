import { composerJson, libraryTarget, runWithExec, withPhp } from '../library.ts';

const program = (kind: string, call: string) => `<?php
require __DIR__ . '/vendor/autoload.php';

use SellingPartnerApi\\Enums\\Endpoint;
use SellingPartnerApi\\SellingPartnerApi;

if (!getenv('SP_API_CLIENT_ID')) {
    fwrite(STDERR, '${runWithExec('jlevers-selling-partner-api', 'php first-call.php')}' . PHP_EOL);
    exit(1);
}
$api = SellingPartnerApi::${kind}(
    clientId: getenv('SP_API_CLIENT_ID'),
    clientSecret: getenv('SP_API_CLIENT_SECRET'),
    refreshToken: getenv('SP_API_REFRESH_TOKEN'),
    endpoint: Endpoint::from(getenv('SP_API_BASE_URL')),
);
try {
    echo json_encode($api->${call}->json(), JSON_PRETTY_PRINT), PHP_EOL;
} catch (Exception $error) {
    fwrite(STDERR, $error->getMessage() . PHP_EOL);
    exit(1);
}
`;

/** jlevers/selling-partner-api of Packagist. */
export const jleversSellingPartnerApi = libraryTarget({
  name: 'jlevers-selling-partner-api',
  about: 'PHP: a program that makes the first call with jlevers/selling-partner-api',
  manifest: composerJson({ 'jlevers/selling-partner-api': '7.4.10' }),
  program: {
    path: 'first-call.php',
    seller: program('seller', 'sellersV1()->getMarketplaceParticipations()'),
    vendor: program(
      'vendor',
      "ordersV1()->getPurchaseOrders(limit: 1, createdAfter: new DateTime('-6 days'))",
    ),
  },
  ...withPhp,
});
