import { fullName } from '../../operations/named-operations.ts';
import type { Operation } from '../../operations/operation.ts';

/** A request of a .http file. It uses the variables base_url, access_token and user_agent. */
export function httpRequest(one: Operation): string {
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
