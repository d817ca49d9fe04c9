import { composerJson, libraryTarget, runWithExec, withPhp } from '../library.ts';

const program = (api: string, name: string, call: string) => `<?php
require __DIR__ . '/vendor/autoload.php';

use SpApi\\Api\\${api};
use SpApi\\AuthAndAuth\\LWAAuthorizationCredentials;
use SpApi\\Configuration;

if (!getenv('SP_API_CLIENT_ID')) {
    fwrite(STDERR, '${runWithExec('amzn-spapi-php', 'php first-call.php')}' . PHP_EOL);
    exit(1);
}
$config = new Configuration([], new LWAAuthorizationCredentials([
    'clientId' => getenv('SP_API_CLIENT_ID'),
    'clientSecret' => getenv('SP_API_CLIENT_SECRET'),
    'refreshToken' => getenv('SP_API_REFRESH_TOKEN'),
    'endpoint' => getenv('SP_API_OAUTH_URL'),
]));
$config->setHost(getenv('SP_API_BASE_URL'));
$api = new ${name}($config);
try {
    echo $api->${call}, PHP_EOL;
} catch (Exception $error) {
    fwrite(STDERR, $error->getMessage() . PHP_EOL);
    exit(1);
}
`;

/** Amazon's SDK for PHP. */
export const amazonSdkForPhp = libraryTarget({
  name: 'amzn-spapi-php',
  about: "PHP: a program that makes the first call with Amazon's SDK",
  manifest: composerJson({ 'amzn-spapi/sdk': '1.7.0' }),
  program: {
    path: 'first-call.php',
    seller: program('sellers\\v1\\SellersApi', 'SellersApi', 'getMarketplaceParticipations()'),
    vendor: program(
      'vendor\\orders\\v1\\VendorOrdersApi',
      'VendorOrdersApi',
      "getPurchaseOrders(1, new DateTime('-6 days'))",
    ),
  },
  ...withPhp,
});
