import { describe, expect, it } from '@jest/globals';
import { storeAccessKey } from '#shared/tasks/store-access-key.ts';
import { storeClientSecret } from '#shared/tasks/store-client-secret.ts';
import { readAccessKey } from '../../../cli/access-key-file.ts';
import { decodeText } from '../../../cli/decode-text.ts';
import { fieldsIn } from '../../../cli/standard-input.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { HOSTILE_JSON } from '../../support/hostile-json.ts';
import {
  APP,
  anApplication,
  errorOf,
  PATHS,
  ROLE_ARN,
  seedClient,
  USER_ARN,
} from '../../support/subjects.ts';

const KEY = { accessKeyId: 'AKIAFAKEFAKEFAKEFAKE', secretAccessKey: 'FAKE/secret+key' };
const LINE = `${KEY.accessKeyId},${KEY.secretAccessKey}`;

describe('a file with an access key', () => {
  it.each([
    ['the CSV file of the console', `Access key ID,Secret access key\r\n${LINE}\r\n`],
    ['the older one with a user name', `User name,Access key ID,Secret access key\nme,${LINE}`],
    ['one in quotation marks', `"Access key ID","Secret access key"\n"${LINE.replace(',', '","')}"`],
    [
      'the output of aws iam create-access-key',
      JSON.stringify({
        AccessKey: { UserName: 'me', AccessKeyId: KEY.accessKeyId, SecretAccessKey: KEY.secretAccessKey },
      }),
    ],
    ['the fields', JSON.stringify(KEY)],
  ])('may be %s', (_, text) => {
    expect(readAccessKey(text)).toEqual(KEY);
  });

  it.each([
    ['', 'no access key in a known form'],
    ['hello', 'no access key in a known form'],
    ['Access key ID\nAKIA', 'no access key in a known form'],
    ['{"accessKeyId":1}', 'a JSON object with a number where a text belongs'],
    [
      '{"AccessKey":{"AccessKeyId":1,"SecretAccessKey":"s"}}',
      'a JSON object with an object where a text belongs',
    ],
    ['[]', 'a list and not a JSON object'],
  ])('is nothing else: %s', (text, why) => {
    expect(() => readAccessKey(text)).toThrow(`What came on standard input is ${why}.`);
  });
});

/** What is typed where an object of texts is expected, alone and in the place of each text. */
const hostile = HOSTILE_JSON.flatMap(([name, json]) => [
  [name, 'alone', json] as const,
  [name, 'as id', `{"accessKeyId":${json},"secretAccessKey":"${KEY.secretAccessKey}"}`] as const,
  [name, 'as secret', `{"accessKeyId":"${KEY.accessKeyId}","secretAccessKey":${json}}`] as const,
  [name, 'as the key of AWS', `{"AccessKey":${json}}`] as const,
  [name, 'in that', `{"AccessKey":{"AccessKeyId":${json},"SecretAccessKey":${json}}}`] as const,
  [name, 'cut', json.slice(0, -1)] as const,
]);

describe.each<[string, (services: FakeServices, text: string) => Promise<unknown>]>([
  ['key store', (services, text) => attempt(() => storeAccessKey(services, APP, readAccessKey(text)))],
  ['secret store', (services, text) => attempt(() => storeClientSecret(services, APP, fieldsIn(text)))],
])('what comes on standard input of %s', (_, run) => {
  it.each(hostile)('is refused where it holds %s: %s', async (_name, _place, text) => {
    const services = fakeServices();
    seedClient(services.parameters);
    const iam = { mode: 'adopt' as const, userArn: USER_ARN, roleArn: ROLE_ARN, policyArn: '' };
    services.parameters.seed(APP, { [PATHS.config]: JSON.stringify(anApplication({ iam })) });
    const before = services.parameters.lasting();

    const error = await errorOf(run(services, text));

    expect(['CommandRefused', 'InvalidInput', 'AccessKeyInvalid', 'ClientSecretRejected']).toContain(
      error.name,
    );
    expect(error.message.length).toBeLessThan(1_000);
    expect(error.message).not.toContain(KEY.secretAccessKey);
    expect(error.message).toContain('What to do: ');
    expect(services.parameters.lasting()).toEqual(before);
  });
});

// What reads the text may throw at once.
const attempt = async (run: () => Promise<unknown>) => run();

describe('a file of text', () => {
  const text = '{"a":"ü"}';
  const utf16 = Buffer.from(text, 'utf16le');

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\u{feff}${text}`)],
    ['UTF-16 of Windows', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ['UTF-16 of Windows without a byte order mark', utf16],
    ['UTF-16 the other way', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()])],
    ['UTF-16 the other way without a byte order mark', Buffer.from(utf16).swap16()],
  ])('is read as %s', (_, bytes) => {
    expect(decodeText(bytes)).toBe(text);
  });

  it('may be empty', () => {
    expect(decodeText(Buffer.alloc(0))).toBe('');
  });
});
