import { libraryTarget, runWithExec, withPython } from '../library.ts';

const program = (api: string, imports: string, call: string) => `import os
import sys
${imports}
from spapi import ${api}, SPAPIClient, SPAPIConfig

if "SP_API_CLIENT_ID" not in os.environ:
    sys.exit("${runWithExec('amzn-sp-api', 'python first_call.py')}")
env = os.environ
config = SPAPIConfig(
    client_id=env["SP_API_CLIENT_ID"],
    client_secret=env["SP_API_CLIENT_SECRET"],
    refresh_token=env["SP_API_REFRESH_TOKEN"],
    region=env["SP_API_REGION"],
)
client = SPAPIClient(config, oauth_endpoint=env["SP_API_OAUTH_URL"], endpoint=env["SP_API_BASE_URL"])
try:
    print(${api}(client.api_client).${call})
except Exception as error:
    sys.exit(str(error))
`;

/** Amazon's SDK for Python. */
export const amazonSdkForPython = libraryTarget({
  name: 'amzn-sp-api',
  about: "Python: a program that makes the first call with Amazon's SDK",
  manifest: { path: 'requirements.txt', text: 'amzn-sp-api==1.13.0\n' },
  program: {
    path: 'first_call.py',
    seller: program('SellersApi', '', 'get_marketplace_participations()'),
    vendor: program(
      'VendorOrdersApi',
      'from datetime import datetime, timedelta, timezone\n',
      'get_purchase_orders(limit=1, created_after=datetime.now(timezone.utc) - timedelta(days=6))',
    ),
  },
  ...withPython,
});
