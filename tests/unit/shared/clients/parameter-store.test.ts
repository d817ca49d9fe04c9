import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createParameterStore, type ParameterStore } from '#shared/clients/parameter-store.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import { INSTALLATION } from '../../../support/installation.ts';
import { jsonCall, jsonError, stubConfig } from '../../../support/stub-aws.ts';
import { BROKEN, type Stub, startStub } from '../../../support/stub-server.ts';
import { errorOf } from '../../../support/subjects.ts';

const NAME = '/sp-api/acme/lwa/client-secret';
const SECRET = new Sensitive('FAKE_CLIENT_SECRET');
const Tags = [
  { Key: 'app', Value: 'acme' },
  { Key: 'managed-by', Value: 'sp-api-private-app' },
  { Key: 'stage', Value: 'prod' },
  { Key: 'region', Value: 'eu-west-1' },
];
const names = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => `/sp-api/p${from + n}`);

let stub: Stub;
let parameters: ParameterStore;
beforeAll(async () => {
  stub = await startStub();
  parameters = createParameterStore({ ...stubConfig(stub), installation: INSTALLATION });
});
afterAll(() => stub.stop());

const calls = () => stub.received.map(jsonCall);

describe('put', () => {
  const version = (Version: number) => ({ status: 200, body: { Version } });

  it('writes once, and tags what is new', async () => {
    stub.answer(version(1), { status: 200, body: {} });

    await parameters.put('acme', '/sp-api/acme/status', 'ready', 'what it is');

    const write = { Name: '/sp-api/acme/status', Value: 'ready', Type: 'String', Overwrite: true };
    expect(calls()).toEqual([
      ['PutParameter', { ...write, Description: 'what it is' }],
      ['AddTagsToResource', { ResourceType: 'Parameter', ResourceId: '/sp-api/acme/status', Tags }],
    ]);
  });

  it('overwrites with one call, a secret as SecureString', async () => {
    stub.answer(version(2));

    await parameters.put('acme', NAME, SECRET);

    const write = { Name: NAME, Value: 'FAKE_CLIENT_SECRET', Type: 'SecureString', Overwrite: true };
    expect(calls()).toEqual([['PutParameter', write]]);
  });

  it('tags again where the answer to the first attempt was lost, because that may have made it', async () => {
    const again = createParameterStore({ ...stubConfig(stub), maxAttempts: 2, installation: INSTALLATION });
    stub.answer(BROKEN.reset, version(2), { status: 200, body: {} });

    await again.put('acme', '/sp-api/acme/status', 'ready');

    expect(calls().map(([action]) => action)).toEqual(['PutParameter', 'PutParameter', 'AddTagsToResource']);
  });

  it('writes a secret, and nothing else, with the key of the deployer', async () => {
    const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1';
    const withKey = createParameterStore({ ...stubConfig(stub), installation: INSTALLATION, keyArn });
    stub.answer(version(2), version(2));

    await withKey.put('acme', NAME, SECRET);
    await withKey.put('acme', '/sp-api/acme/status', 'ready');

    expect(calls().map(([, write]) => (write as { KeyId?: string }).KeyId)).toEqual([keyArn, undefined]);
  });

  it("repeats none of SSM's words about a secret", async () => {
    stub.answer(jsonError('ValidationException', 'FAKE_CLIENT_SECRET is not valid'));

    const error = await errorOf(parameters.put('acme', NAME, SECRET));

    expect(error).toBeInstanceOf(UnexpectedReply);
    expect(error.what).toBe(`ssm:PutParameter on ${NAME} failed with ValidationException.`);
  });
});

describe('a version', () => {
  it("comes with its time and that of AWS's answer, whatever the clock here says", async () => {
    const found = { Value: 'v', Version: 3, LastModifiedDate: 1798761600.5 };
    const headers = { 'content-type': 'application/x-amz-json-1.1', date: 'Fri, 01 Jan 2027 00:01:00 GMT' };
    stub.answer({ status: 200, body: { Parameters: [{ Name: NAME, ...found }] }, headers });

    expect(await parameters.getVersion(NAME, 3)).toEqual({
      value: 'v',
      version: 3,
      modifiedAt: new Date('2027-01-01T00:00:00.500Z'),
      readAt: new Date('2027-01-01T00:01:00.000Z'),
    });
    expect(calls()).toEqual([['GetParameters', { Names: [`${NAME}:3`], WithDecryption: false }]]);
  });
});

describe('get', () => {
  it('reads in batches of ten, without decryption, and leaves out what is not there', async () => {
    const page = (name: string) => ({
      status: 200,
      body: { Parameters: [{ Name: name, Value: `of ${name}` }] },
    });
    stub.answer(page('/sp-api/p0'), page('/sp-api/p10'), page('/sp-api/p20'));

    const found = await parameters.get(names(0, 21));

    expect(found).toEqual({
      '/sp-api/p0': 'of /sp-api/p0',
      '/sp-api/p10': 'of /sp-api/p10',
      '/sp-api/p20': 'of /sp-api/p20',
    });
    expect(calls()).toEqual(
      [names(0, 10), names(10, 20), names(20, 21)].map((Names) => [
        'GetParameters',
        { Names, WithDecryption: false },
      ]),
    );
  });

  it('asks nothing for no names', async () => {
    stub.answer({ status: 500 });

    const found = await parameters.get([]);

    expect(found).toEqual({});
    expect(stub.received).toEqual([]);
  });

  it('gives secrets decrypted and as such', async () => {
    stub.answer({ status: 200, body: { Parameters: [{ Name: NAME, Value: 'FAKE_CLIENT_SECRET' }] } });

    const found = await parameters.getSecrets([NAME]);

    expect(found).toEqual({ [NAME]: expect.any(Sensitive) });
    expect(found[NAME]?.reveal()).toBe('FAKE_CLIENT_SECRET');
    expect(calls()).toEqual([['GetParameters', { Names: [NAME], WithDecryption: true }]]);
  });

  it('says when each secret was written', async () => {
    const secret = { Name: NAME, Value: 'FAKE_CLIENT_SECRET', LastModifiedDate: 1_798_761_600.5 };
    stub.answer({ status: 200, body: { Parameters: [secret] } });

    const found = await parameters.getDatedSecrets([NAME, '/sp-api/gone']);

    expect(
      Object.entries(found).map(([name, { value, modifiedAt }]) => [name, value.reveal(), modifiedAt]),
    ).toEqual([[NAME, 'FAKE_CLIENT_SECRET', new Date('2027-01-01T00:00:00.500Z')]]);
  });
});

describe('listSecrets', () => {
  it('reads page after page, empty ones too', async () => {
    stub.answer(
      { status: 200, body: { Parameters: [{ Name: '/t/a', Value: '1' }], NextToken: 'second' } },
      { status: 200, body: { Parameters: [], NextToken: 'third' } },
      { status: 200, body: { Parameters: [{ Name: '/t/b', Value: '2' }] } },
    );

    const found = await parameters.listSecrets('/t');

    expect(Object.entries(found).map(([name, value]) => [name, value.reveal()])).toEqual([
      ['/t/a', '1'],
      ['/t/b', '2'],
    ]);
    const request = { Path: '/t', Recursive: true, WithDecryption: true };
    expect(calls()).toEqual([
      ['GetParametersByPath', request],
      ['GetParametersByPath', { ...request, NextToken: 'second' }],
      ['GetParametersByPath', { ...request, NextToken: 'third' }],
    ]);
  });
});

describe('findBelow', () => {
  it('follows the pages, empty ones too, and reads no value', async () => {
    const LastModifiedDate = 1798761600;
    stub.answer(
      { status: 200, body: { Parameters: [], NextToken: 'second' } },
      {
        status: 200,
        body: {
          Parameters: [{ Name: '/sp-api/a/tasks/x', LastModifiedDate, Type: 'SecureString' }],
          NextToken: 'third',
        },
      },
      { status: 200, body: { Parameters: [{ Name: '/sp-api/_links/b', Description: 'until then' }] } },
    );

    const found = await parameters.findBelow('/sp-api');

    expect(found).toEqual([
      { name: '/sp-api/a/tasks/x', modifiedAt: new Date('2027-01-01T00:00:00Z'), secret: true },
      { name: '/sp-api/_links/b', modifiedAt: new Date(0), secret: false, description: 'until then' },
    ]);
    const filter = { Key: 'Path', Option: 'Recursive', Values: ['/sp-api'] };
    const request = { ParameterFilters: [filter], MaxResults: 50 };
    expect(calls()).toEqual([
      ['DescribeParameters', request],
      ['DescribeParameters', { ...request, NextToken: 'second' }],
      ['DescribeParameters', { ...request, NextToken: 'third' }],
    ]);
  });

  it('finds what is tagged with one application', async () => {
    stub.answer({ status: 200, body: { Parameters: [] } });

    await parameters.findBelow('/sp-api/_links', 'acme');

    expect(calls()).toEqual([
      [
        'DescribeParameters',
        {
          ParameterFilters: [
            { Key: 'Path', Option: 'Recursive', Values: ['/sp-api/_links'] },
            { Key: 'tag:app', Values: ['acme'] },
          ],
          MaxResults: 50,
        },
      ],
    ]);
  });

  it('tries a page that is throttled again, rather than the whole list', async () => {
    const { maxAttempts: _, ...config } = stubConfig(stub);
    const patient = createParameterStore({ ...config, installation: INSTALLATION });
    stub.answer(...Array(3).fill(jsonError('ThrottlingException')), {
      status: 200,
      body: { Parameters: [] },
    });

    expect(await patient.findBelow('/sp-api')).toEqual([]);
    expect(stub.received).toHaveLength(4);
  }, 20_000);
});

describe('delete', () => {
  it('goes in batches of ten, and a name that is not there is no error', async () => {
    stub.answer({ status: 200, body: { DeletedParameters: [], InvalidParameters: names(0, 1) } });

    await parameters.delete(names(0, 12));

    expect(calls()).toEqual([
      ['DeleteParameters', { Names: names(0, 10) }],
      ['DeleteParameters', { Names: names(10, 12) }],
    ]);
  });
});
