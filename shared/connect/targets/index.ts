import { bruno } from './bruno/bruno.ts';
import { curl } from './curl/curl.ts';
import { dotenv } from './dotenv/dotenv.ts';
import { hurl } from './hurl/hurl.ts';
import { postman } from './postman/postman.ts';
import { restClient } from './rest-client/rest-client.ts';
import type { Target } from './target.ts';

/** Everything that an account can be exported to. */
export const TARGETS: readonly Target[] = [postman, bruno, restClient, hurl, curl, dotenv];
