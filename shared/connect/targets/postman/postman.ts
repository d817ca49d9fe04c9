import { join } from 'node:path';
import type { Operation } from '../../../operations/operation.ts';
import { firstCallOf } from '../first-call.ts';
import { type ExportContext, type ExportFile, foldersOf, json, type Target } from '../target.ts';
import { TEST_SCRIPT, TOKEN_SCRIPT } from './token-script.ts';

/** Optional parameters are switched off, as many exclude each other. */
function requestOf(one: Operation) {
  const of = (where: string) => one.parameters.filter((parameter) => parameter.in === where);
  const query = of('query').map(({ name, required }) => ({ key: name, value: '', disabled: !required }));
  const variable = of('path').map(({ name }) => ({ key: name, value: '' }));
  const path = one.path
    .slice(1)
    .split('/')
    .map((part) => part.replace(/^\{(.+)\}$/, ':$1'));
  return {
    name: one.operation,
    request: {
      method: one.method,
      header: [
        { key: 'accept', value: 'application/json' },
        { key: 'user-agent', value: '{{user_agent}}' },
        ...of('header').map(({ name, required }) => ({ key: name, value: '', disabled: !required })),
      ],
      ...(of('body').length > 0 && {
        body: { mode: 'raw', raw: '{}', options: { raw: { language: 'json' } } },
      }),
      url: { raw: `{{base_url}}/${path.join('/')}`, host: ['{{base_url}}'], path, query, variable },
    },
  };
}

const scriptOf = (listen: string, script: string) => ({
  listen,
  script: { type: 'text/javascript', exec: script.split('\n') },
});

const collection = ({ appName, operations }: ExportContext) => ({
  info: {
    name: `${appName} SP-API`,
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  },
  auth: {
    type: 'apikey',
    apikey: [
      { key: 'key', value: 'x-amz-access-token', type: 'string' },
      { key: 'value', value: '{{access_token}}', type: 'string' },
      { key: 'in', value: 'header', type: 'string' },
    ],
  },
  event: [scriptOf('prerequest', TOKEN_SCRIPT), scriptOf('test', TEST_SCRIPT)],
  item: foldersOf(operations).map(([name, list]) => ({ name, item: list.map(requestOf) })),
});

/** Amazon's own variable names, where it has them. */
function environment(context: ExportContext, secrets: { clientSecret: string; refreshToken: string }) {
  const { appName, account, values, sandboxEndpoint } = context;
  const plain = { type: 'default', enabled: true };
  const hidden = { type: 'secret', enabled: true };
  return {
    name: `${appName}/${account}`,
    values: [
      { key: 'client_id', value: values.clientId, ...plain },
      { key: 'client_secret', value: secrets.clientSecret, ...hidden },
      { key: 'refresh_token', value: secrets.refreshToken, ...hidden },
      { key: 'lwa_url', value: values.lwaEndpoint, ...plain },
      { key: 'base_url_production', value: values.endpoint.replace('sandbox.', ''), ...plain },
      { key: 'base_url_sandbox', value: sandboxEndpoint, ...plain },
      { key: 'sandbox', value: String(values.environment === 'SANDBOX'), ...plain },
      { key: 'user_agent', value: values.userAgent.replace('unknown', 'Postman'), ...plain },
      { key: 'access_token', value: '', ...hidden },
      { key: 'access_token_expires', value: '0', ...plain },
    ],
    _postman_variable_scope: 'environment',
  };
}

const vaultName = ({ appName, account }: ExportContext, what: string) =>
  `spapi-${appName}-${account}-${what}`;

const fileNames = ({ appName, account }: ExportContext) => ({
  collection: `${appName}.postman_collection.json`,
  environment: `${appName}-${account}.postman_environment.json`,
  newman: `${appName}-${account}.newman.postman_environment.json`,
});

function files(context: ExportContext): ExportFile[] {
  const { values, withSecrets } = context;
  const names = fileNames(context);
  const inVault = (what: string) => `{{vault:${vaultName(context, what)}}}`;
  const vault = { clientSecret: inVault('client-secret'), refreshToken: inVault('refresh-token') };
  return [
    { path: names.collection, text: json(collection(context)) },
    { path: names.environment, text: json(environment(context, vault)) },
    {
      path: names.newman,
      text: json(environment(context, values)),
      secret: withSecrets,
    },
  ];
}

/** Postman, and Newman, which has no vault. */
export const postman: Target = {
  name: 'postman',
  offersOperations: true,
  about: 'a Postman collection with its environment; secrets come from the vault, or are empty for Newman',
  files,
  next: (context) => {
    const { out, values, withSecrets } = context;
    const names = fileNames(context);
    const newman = join(out, names.newman);
    return [
      `Import the collection and ${names.environment} in Postman.`,
      `Add the secrets ${vaultName(context, 'client-secret')} and ${vaultName(context, 'refresh-token')} to its vault, for the domain ${new URL(values.lwaEndpoint).hostname}.`,
      withSecrets
        ? `For Newman, ${newman} holds the secrets: delete it when you no longer need it.`
        : `Newman has no vault. Export into a new folder with --with-secrets, or fill in client_secret and refresh_token in ${newman}.`,
      `Newman makes the first call with: npx newman run ${join(out, names.collection)} -e ${newman} --folder ${firstCallOf(context).operation}`,
    ];
  },
};
