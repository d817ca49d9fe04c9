import { fullName } from '../../../operations/named-operations.ts';
import type { Operation } from '../../../operations/operations.ts';
import { type ExportContext, execOf, type Target } from '../target.ts';

const HEAD = `@base_url = {{$processEnv SP_API_BASE_URL}}
@access_token = {{$processEnv SP_API_ACCESS_TOKEN}}
@user_agent = {{$processEnv SP_API_USER_AGENT}}
`;

function request(one: Operation): string {
  const query = one.parameters
    .filter(({ in: where, required }) => where === 'query' && required)
    .map(({ name }) => `${name}={{${name}}}`)
    .join('&');
  const path = one.path.replace(/\{(\w+)\}/g, '{{$1}}');
  const body = one.parameters.some(({ in: where, required }) => where === 'body' && required);
  return `### ${fullName(one)}
${one.method} {{base_url}}${path}${query ? `?${query}` : ''}
x-amz-access-token: {{access_token}}
user-agent: {{user_agent}}
accept: application/json
${body ? 'content-type: application/json\n\n{}\n' : ''}`;
}

/** VS Code REST Client: it reads the environment in which the editor was started. */
export const restClient: Target = {
  name: 'rest-client',
  about: 'a .http file for VS Code REST Client, which reads the environment of the editor',
  files: ({ operations, appName }: ExportContext) => [
    { path: `${appName}.http`, text: `${HEAD}\n${operations.map(request).join('\n')}` },
  ],
  next: (context) => [`${execOf(context)} code .`],
};
