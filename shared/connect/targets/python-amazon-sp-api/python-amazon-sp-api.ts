import { libraryTarget, runWithExec, withPython } from '../library.ts';

const program = (imports: string, api: string, call: string) => `import os
import sys
${imports}
from sp_api.api import ${api}

if "LWA_APP_ID" not in os.environ:
    sys.exit("${runWithExec('python-amazon-sp-api', 'python first_call.py')}")
# The library itself reads LWA_APP_ID, LWA_CLIENT_SECRET, SP_API_REFRESH_TOKEN and SP_API_DEFAULT_MARKETPLACE.
try:
    print(${api}().${call}.payload)
except Exception as error:
    sys.exit(str(error))
`;

/** python-amazon-sp-api of PyPI. */
export const pythonAmazonSpApi = libraryTarget({
  name: 'python-amazon-sp-api',
  about: 'Python: a program that makes the first call with python-amazon-sp-api',
  manifest: { path: 'requirements.txt', text: 'python-amazon-sp-api==2.1.35\n' },
  program: {
    path: 'first_call.py',
    seller: program('', 'Sellers', 'get_marketplace_participation()'),
    vendor: program(
      'from datetime import datetime, timedelta, timezone\n',
      'VendorOrders',
      'get_purchase_orders(\n        limit=1, createdAfter=(datetime.now(timezone.utc) - timedelta(days=6)).strftime("%Y-%m-%dT%H:%M:%SZ")\n    )',
    ),
  },
  ...withPython,
});
