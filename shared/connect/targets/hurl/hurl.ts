import { firstCallOf } from '../first-call.ts';
import { type ExportContext, execOf, fileOf, type Target } from '../target.ts';

const file = (context: ExportContext) => `# Hurl redacts the token in its logs: it comes as a secret.
GET {{endpoint}}${firstCallOf(context).path}
x-amz-access-token: {{access_token}}
user-agent: {{user_agent}}
HTTP 200
[Asserts]
jsonpath "$.payload" exists
`;

/** Hurl, from version 8, which takes variables and secrets from the environment. */
export const hurl: Target = {
  name: 'hurl',
  about: 'a .hurl file with a first call; the token is a secret variable of the environment',
  files: (context) => [{ path: 'first-call.hurl', text: file(context) }],
  next: (context) => [`${execOf(context, 'hurl')} hurl --test ${fileOf(context, 'first-call.hurl')}`],
};
