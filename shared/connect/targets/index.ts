import { airbyte } from './airbyte/airbyte.ts';
import { amazonSpApi } from './amazon-sp-api/amazon-sp-api.ts';
import { amazonSdkForJavaScript } from './amazon-sp-api-sdk-js/amazon-sp-api-sdk-js.ts';
import { amazonSdkForPython } from './amzn-sp-api/amzn-sp-api.ts';
import { amazonSdkForPhp } from './amzn-spapi-php/amzn-spapi-php.ts';
import { bruno } from './bruno/bruno.ts';
import { csharpAmazonSpApi } from './csharp-amazon-sp-api/csharp-amazon-sp-api.ts';
import { curl } from './curl/curl.ts';
import { dotenv } from './dotenv/dotenv.ts';
import { externalSecrets } from './external-secrets/external-secrets.ts';
import { fivetran } from './fivetran/fivetran.ts';
import { githubActions } from './github-actions/github-actions.ts';
import { hurl } from './hurl/hurl.ts';
import { jetbrains } from './jetbrains/jetbrains.ts';
import { jleversSellingPartnerApi } from './jlevers-selling-partner-api/jlevers-selling-partner-api.ts';
import { n8n } from './n8n/n8n.ts';
import { postman } from './postman/postman.ts';
import { pythonAmazonSpApi } from './python-amazon-sp-api/python-amazon-sp-api.ts';
import { restClient } from './rest-client/rest-client.ts';
import { amazonSdkForCsharp } from './software-amzn-spapi/software-amzn-spapi.ts';
import { spApiSdk } from './sp-api-sdk/sp-api-sdk.ts';
import { amazonSdkForJava } from './spapi-sdk/spapi-sdk.ts';
import type { Target } from './target.ts';
import { terraform } from './terraform/terraform.ts';

const LIBRARIES = [
  amazonSdkForJava,
  amazonSdkForJavaScript,
  amazonSdkForPython,
  amazonSdkForPhp,
  amazonSdkForCsharp,
  amazonSpApi,
  spApiSdk,
  pythonAmazonSpApi,
  jleversSellingPartnerApi,
  csharpAmazonSpApi,
];

/** Everything that an account can be exported to: tools for people, libraries, then systems. */
export const TARGETS: readonly Target[] = [
  postman,
  bruno,
  restClient,
  jetbrains,
  hurl,
  curl,
  ...LIBRARIES,
  dotenv,
  externalSecrets,
  terraform,
  githubActions,
  airbyte,
  fivetran,
  n8n,
];
