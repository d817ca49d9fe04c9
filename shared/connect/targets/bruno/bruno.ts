import type { Operation } from '../../../operations/operation.ts';
import { firstCallOf } from '../first-call.ts';
import { type ExportContext, type ExportFile, execOf, fileOf, foldersOf, type Target } from '../target.ts';

const COLLECTION = `headers {
  x-amz-access-token: {{process.env.SP_API_ACCESS_TOKEN}}
  user-agent: {{process.env.SP_API_USER_AGENT}}
}
`;

const ENVIRONMENT = `vars {
  base_url: {{process.env.SP_API_BASE_URL}}
}
`;

const block = (name: string, lines: string[]): string =>
  lines.length > 0 ? `\n${name} {\n${lines.map((line) => `  ${line}`).join('\n')}\n}\n` : '';

function request(one: Operation, seq: number): string {
  const of = (where: string) => one.parameters.filter((parameter) => parameter.in === where);
  const body = of('body').length > 0;
  // A name with ~ is switched off.
  const query = of('query').map(({ name, required }) => `${required ? '' : '~'}${name}: `);
  return [
    `meta {\n  name: ${one.operation}\n  type: http\n  seq: ${seq}\n}\n`,
    `\n${one.method.toLowerCase()} {\n  url: {{base_url}}${one.path.replace(/\{(\w+)\}/g, ':$1')}\n  body: ${body ? 'json' : 'none'}\n  auth: none\n}\n`,
    block('params:query', query),
    block(
      'params:path',
      of('path').map(({ name }) => `${name}: `),
    ),
    body ? '\nbody:json {\n  {}\n}\n' : '',
  ].join('');
}

function files({ appName, operations }: ExportContext): ExportFile[] {
  const about = { version: '1', name: `${appName} SP-API`, type: 'collection' };
  const requests = foldersOf(operations).flatMap(([folder, list]) =>
    list.map((one, i) => ({
      // Two operations of Shipping v2 share a name.
      path: `${folder}/${one.operation}${list.findIndex(({ operation }) => operation === one.operation) < i ? `-${one.method}` : ''}.bru`,
      text: request(one, i + 1),
    })),
  );
  return [
    { path: 'bruno.json', text: `${JSON.stringify(about, null, 2)}\n` },
    { path: 'collection.bru', text: COLLECTION },
    { path: 'environments/exec.bru', text: ENVIRONMENT },
    ...requests,
  ];
}

/** Bruno, the application and its command line. */
export const bruno: Target = {
  name: 'bruno',
  offersOperations: true,
  about: 'a Bruno collection that takes the token from the environment',
  files,
  next: (context) => {
    const { folder, operation } = firstCallOf(context);
    const request = `bru run '${folder}/${operation}.bru' --env exec`;
    return [`${execOf(context)} sh -c "cd ${fileOf(context)} && ${request}"`];
  },
};
