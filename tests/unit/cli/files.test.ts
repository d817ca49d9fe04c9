import { describe, expect, it } from '@jest/globals';
import { readAccessKey } from '../../../cli/access-key-file.ts';
import { decodeText } from '../../../cli/decode-text.ts';

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

  it.each(['', 'hello', '{"a":1}', 'Access key ID\nAKIA', '[]'])('is nothing else: %s', (text) => {
    expect(readAccessKey(text)).toBeUndefined();
  });
});

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
