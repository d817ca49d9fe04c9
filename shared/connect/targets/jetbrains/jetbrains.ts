import { httpRequest } from '../http-file.ts';
import { type ExportContext, type ExportFile, json, type Target } from '../target.ts';

/** The IDE encodes the fields of a form that is written like this. */
const TOKEN = `### Access token: run this first, and again after an hour
# @no-log
POST {{lwa_url}}
Content-Type: application/x-www-form-urlencoded
Accept: application/json

grant_type = refresh_token &
client_id = {{client_id}} &
client_secret = {{client_secret}} &
refresh_token = {{refresh_token}}

> {% client.global.set("access_token", response.body.access_token); %}
`;

/** No name is in both files of the environments: versions of the IDE differ in which of them wins. */
function files({ appName, account, values, sandboxEndpoint, operations, withSecrets }: ExportContext) {
  const open = {
    lwa_url: values.lwaEndpoint,
    client_id: values.clientId,
    user_agent: values.userAgent.replace('unknown', 'HTTP'),
    marketplace_id: values.marketplaceId,
  };
  const hidden = { client_secret: values.clientSecret, refresh_token: values.refreshToken };
  const environments = {
    [account]: { base_url: values.endpoint, ...open },
    [`${account}-sandbox`]: { base_url: sandboxEndpoint, ...open },
  };
  const secrets = { [account]: hidden, [`${account}-sandbox`]: hidden };
  return [
    { path: `${appName}.http`, text: [TOKEN, ...operations.map(httpRequest)].join('\n') },
    { path: 'http-client.env.json', text: json(environments) },
    { path: 'http-client.private.env.json', text: json(secrets), secret: withSecrets },
  ] satisfies ExportFile[];
}

/** The HTTP client of the JetBrains IDEs, which does not read the environment of the process. */
export const jetbrains: Target = {
  name: 'jetbrains',
  offersOperations: true,
  about:
    'a .http file with its environments for the HTTP client of IntelliJ IDEA and the other JetBrains IDEs',
  files,
  next: ({ account, appName, withSecrets }) => [
    withSecrets
      ? 'Keep http-client.private.env.json out of every repository, and delete it when you are done.'
      : 'Fill in http-client.private.env.json, and keep it out of every repository.',
    `Open ${appName}.http, choose the environment "${account}", run the first request, then any other.`,
  ],
};
