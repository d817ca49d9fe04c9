import { airbyte } from './airbyte/airbyte.ts';
import { bruno } from './bruno/bruno.ts';
import { curl } from './curl/curl.ts';
import { dotenv } from './dotenv/dotenv.ts';
import { externalSecrets } from './external-secrets/external-secrets.ts';
import { fivetran } from './fivetran/fivetran.ts';
import { githubActions } from './github-actions/github-actions.ts';
import { hurl } from './hurl/hurl.ts';
import { jetbrains } from './jetbrains/jetbrains.ts';
import { n8n } from './n8n/n8n.ts';
import { postman } from './postman/postman.ts';
import { restClient } from './rest-client/rest-client.ts';
import type { Target } from './target.ts';
import { terraform } from './terraform/terraform.ts';

/** Everything that an account can be exported to: tools for people, then systems. */
export const TARGETS: readonly Target[] = [
  postman,
  bruno,
  restClient,
  jetbrains,
  hurl,
  curl,
  dotenv,
  externalSecrets,
  terraform,
  githubActions,
  airbyte,
  fivetran,
  n8n,
];
