import { describe, expect, it } from '@jest/globals';
import { cleanText, isPage, shorten } from '#shared/diagnosis/reading/clean-text.ts';

describe('the words of an error are left without', () => {
  it.each([
    ['tags', 'it <b class="x">failed</b> here', 'it failed here'],
    ['addresses', 'see https://example.com/a?b=c now', 'see now'],
    ['addresses of mail', 'ask jo.doe+x@example.co.uk now', 'ask now'],
    ['tokens', 'token Atzr|FAKE-1 or Atza|FAKE or Atc|FAKE or Atz.sprdt|FAKE ended', 'token or or or ended'],
    ['paths', 'POST /auth/o2/token?a=b failed', 'POST failed'],
    ['hosts', 'no answer of ssm.eu-west-1.amazonaws.com:443 yet', 'no answer of yet'],
    ['ids', 'request 0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f failed', 'request failed'],
    ['what is quoted', `the value 'a b' and "c d" and \`e f\` are bad`, 'the value and and are bad'],
    ['blanks', ' a \n\t b\u00a0 c ', 'a b c'],
    [
      'errors of botocore',
      'An error occurred (Throttling) when calling the GetRole operation (reached max retries: 4): Rate',
      'Rate',
    ],
    ['errors of Java', 'No. (Service: AmazonSSM; Status Code: 400) (SDK Attempt Count: 3)', 'No.'],
    ['errors of Terraform', 'Error: creating IAM Role (acme): it is there', 'it is there'],
    [
      'errors of Go',
      'operation error SSM: GetParameter, https response error StatusCode: 400, RequestID: a-b, api error ParameterNotFound: gone',
      'gone',
    ],
    ['errors of CloudFormation', 'gone (RequestToken: a-b, HandlerErrorCode: NotFound)', 'gone'],
    ['headers', 'content-type: text/plain\n< x-amzn-RequestId: a\ngone', 'gone'],
    ['statuses', '403 Forbidden and 429 too many requests', 'and'],
    ['codes in XML', 'it is <Code> AccessDenied </Code> gone', 'it is gone'],
  ])('%s', (_, given, expected) => {
    expect(cleanText(given)).toBe(expected);
  });

  it.each([
    ['arn:aws:iam::111122223333:role/acme', 'arn_iam_role'],
    ['arn:aws-cn:states:cn-north-1:111122223333:stateMachine:a', 'arn_states_state'],
    ['arn:aws:iam::111122223333:root', 'arn_iam_root'],
  ])('%s, which becomes %s', (arn, expected) => {
    expect(cleanText(`may not use ${arn}.`)).toContain(expected);
  });

  it.each([
    'Function returned an error message: "the role is not there yet"',
    'failed with: “the role is not there yet”',
    'Reason: "the role is not there yet"',
  ])('but with a sentence that is quoted as the error: %s', (given) => {
    expect(cleanText(given)).toMatch(/the role is not there yet$/);
  });

  it('and a curly apostrophe is a straight one', () => {
    expect(cleanText('didn’t and didn‘t')).toBe("didn't and didn't");
  });
});

it.each([
  ['<!DOCTYPE html><p>', true],
  ['<html lang="en">', true],
  ['<HEAD>', true],
  ['<body >', true],
  ['<title>Oops', true],
  ['<h1>Oops', true],
  ['answered 403: (HTML)', true],
  ['<Error><Code>x</Code></Error>', false],
  ['the html of the page', false],
])('%s is a page: %s', (text, expected) => {
  expect(isPage(text)).toBe(expected);
});

describe('a long text', () => {
  const noise = (length: number) => 'x'.repeat(length);

  it('is whole up to 16,000 characters', () => {
    const text = `${noise(8_000)}error${noise(7_995)}`;

    expect(shorten(text)).toBe(text);
    expect(shorten(`${text}y`)).not.toBe(`${text}y`);
  });

  it('keeps its beginning, its end, and 300 characters on either side of each word of an error', () => {
    const [before, after] = ['b'.repeat(300), 'a'.repeat(295)];
    const text = `${noise(6_000)}${before}error${after}${noise(6_000)}${before}denied${after}${noise(6_000)}`;

    expect(shorten(text).split('\n')).toEqual([
      noise(4_000),
      `${before}error${after}`,
      `${before}denied${after.slice(1)}`,
      noise(4_000),
    ]);
  });

  it.each([
    ['in its beginning', `${noise(3_990)}error${noise(20_000)}`, []],
    ['soon after its beginning', `${noise(4_100)}error${noise(20_000)}`, [400]],
    ['in a part that is kept', `${noise(5_000)}error${noise(100)}denied${noise(20_000)}`, [600]],
    ['soon after such a part', `${noise(5_000)}error${noise(400)}denied${noise(20_000)}`, [600, 405]],
  ])('tells nothing twice: a word %s', (_, text, lengths) => {
    const parts = shorten(text).split('\n');

    expect(parts.map(({ length }) => length)).toEqual([4_000, ...lengths, 4_000]);
  });

  it('has 60 parts at most around words of errors', () => {
    expect(shorten(`${noise(700)}error`.repeat(200)).split('\n')).toHaveLength(62);
  });
});
