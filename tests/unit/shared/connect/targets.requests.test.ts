import { describe, expect, it } from '@jest/globals';
import { httpRequest } from '#shared/connect/targets/http-file.ts';
import { TARGETS } from '#shared/connect/targets/index.ts';
import type { Operation } from '#shared/operations/operation.ts';
import { anExport } from '../../../support/export-context.ts';

const CONTEXT = anExport('seller');
const { operations } = CONTEXT;
const filesOf = (name: string) => TARGETS.find((target) => target.name === name)?.files(CONTEXT) ?? [];
const named = (one: Operation, where: string) => one.parameters.filter((parameter) => parameter.in === where);
/** The names of the parameters in a place, those that are optional marked. */
const marked = (one: Operation, where: string) =>
  named(one, where).map(({ name, required }) => `${required ? '' : '~'}${name}`);

interface Request {
  method: string;
  header: { key: string; value: string; disabled?: boolean }[];
  body?: object;
  url: { raw: string; path: string[]; query: Request['header']; variable: Request['header'] };
}
const keysOf = (list: Request['header']) => list.map(({ key, disabled }) => `${disabled ? '~' : ''}${key}`);

describe('a request of Postman', () => {
  const file = filesOf('postman').find(({ path }) => path.endsWith('collection.json'));
  const collection = JSON.parse(file?.text ?? '');
  const requests = (collection.item as { item: { request: Request }[] }[]).flatMap(({ item }) => item);
  const requestOf = ({ method, path }: Operation) =>
    requests.find(
      ({ request }) =>
        request.method === method && request.url.raw === `{{base_url}}${path.replace(/\{(\w+)\}/g, ':$1')}`,
    )?.request;

  it('is there for each operation, with its parameters in their places, the optional ones switched off', () => {
    expect(requests).toHaveLength(operations.length);
    for (const one of operations) {
      const { url, header, body } = requestOf(one) ?? ({} as Request);
      expect([keysOf(url.query), keysOf(url.variable), keysOf(header), body !== undefined]).toEqual([
        marked(one, 'query'),
        named(one, 'path').map(({ name }) => name),
        ['accept', 'user-agent', ...marked(one, 'header')],
        named(one, 'body').length > 0,
      ]);
      expect(`/${url.path.join('/')}`).toBe(url.raw.replace('{{base_url}}', ''));
    }
  });

  it('takes JSON, and its token in a header', () => {
    const body = requests.find(({ request }) => request.body)?.request.body;

    expect(body).toEqual({ mode: 'raw', raw: '{}', options: { raw: { language: 'json' } } });
    expect(collection.auth).toEqual({
      type: 'apikey',
      apikey: [
        { key: 'key', value: 'x-amz-access-token', type: 'string' },
        { key: 'value', value: '{{access_token}}', type: 'string' },
        { key: 'in', value: 'header', type: 'string' },
      ],
    });
    expect(
      collection.event.map(({ listen, script }: { listen: string; script: { type: string } }) => [
        listen,
        script.type,
      ]),
    ).toEqual([
      ['prerequest', 'text/javascript'],
      ['test', 'text/javascript'],
    ]);
  });
});

describe('a request of Bruno', () => {
  const texts = filesOf('bruno').filter(({ path }) => path.endsWith('.bru') && path.includes('/'));
  const namesIn = (text: string, block: string) =>
    [...(text.match(new RegExp(`\n${block} \\{\n([^}]*)\n\\}`))?.[1] ?? '').matchAll(/^ {2}(\S+): $/gm)].map(
      ([, name]) => name,
    );

  it('is there for each operation, with its parameters in their places, the optional ones switched off', () => {
    for (const one of operations) {
      const address = `\n${one.method.toLowerCase()} {\n  url: {{base_url}}${one.path.replace(/\{(\w+)\}/g, ':$1')}\n`;
      const { text = '' } = texts.find((file) => file.text.includes(address)) ?? {};
      const body = named(one, 'body').length > 0;

      expect(text).toContain(`meta {\n  name: ${one.operation}\n  type: http\n`);
      expect(text).toContain(`\n  body: ${body ? 'json' : 'none'}\n`);
      expect([
        namesIn(text, 'params:query'),
        namesIn(text, 'params:path'),
        text.includes('\nbody:json {'),
      ]).toEqual([marked(one, 'query'), named(one, 'path').map(({ name }) => name), body]);
    }
  });

  it('is in a separate file', () => {
    expect(new Set(texts.map(({ path }) => path)).size).toBe(texts.length);
    expect(texts.length).toBeGreaterThan(operations.length);
  });
});

it('a request of a .http file has what its operation requires', () => {
  for (const one of operations) {
    const [title, line = '', token, agent, accept, ...rest] = httpRequest(one).split('\n');
    const [, query = ''] = line.split('?');
    const requires = (where: string) => named(one, where).filter(({ required }) => required);

    expect(title).toMatch(new RegExp(`^### (.+/)?${one.operation}$`));
    expect(line.replace(/\?.*/, '')).toBe(
      `${one.method} {{base_url}}${one.path.replace(/\{(\w+)\}/g, '{{$1}}')}`,
    );
    expect(query.split('&').filter(Boolean)).toEqual(
      requires('query').map(({ name }) => `${name}={{${name}}}`),
    );
    expect([token, agent, accept]).toEqual([
      'x-amz-access-token: {{access_token}}',
      'user-agent: {{user_agent}}',
      'accept: application/json',
    ]);
    expect(rest).toEqual(
      requires('body').length > 0 ? ['content-type: application/json', '', '{}', ''] : [''],
    );
  }
});
