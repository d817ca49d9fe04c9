import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isErrorOnly, readError, sayError } from '#shared/clients/said-error.ts';

const TYPE = { 'x-amzn-errortype': 'AccessDeniedException:http://internal.amazon.com/coral/' };

function reply(body: unknown, headers: Record<string, string> = {}, status = 403) {
  return { status, headers: new Headers(headers), body };
}
const raw = (text: string, type = 'application/json') => ({
  ...reply(undefined, { 'content-type': type }),
  text,
});

describe('what an answer says about an error', () => {
  it.each<[string, ReturnType<typeof reply> & { text?: string }, string]>([
    ['details are null', reply({ errors: [{ code: 'A', message: 'm', details: null }] }), 'A: m'],
    ['the message is null', reply({ errors: [{ code: 'A', message: null, details: 'd' }] }), 'A: d'],
    ['only the code is there', reply({ errors: [{ code: 'A' }] }), 'A'],
    ['the code is a number', reply({ errors: [{ code: 403, message: 'm' }] }), '403: m'],
    ['the code is null', reply({ errors: [{ code: null, message: 'm' }] }), 'without a code: m'],
    ['details are a list', reply({ errors: [{ code: 'A', message: 'm', details: ['d'] }] }), 'A: m (["d"])'],
    ['errors are one object', reply({ errors: { code: 'A', message: 'm' } }), 'A: m'],
    ['errors are texts', reply({ errors: ['m'] }), 'without a code: m'],
    ['the first error is null', reply({ errors: [null, { code: 'A', message: 'm' }] }), 'A: m'],
    ['the gateway answers', reply({ message: 'Forbidden' }), 'without a code: Forbidden'],
    ['the gateway answers in capitals', reply({ Message: 'Forbidden' }), 'without a code: Forbidden'],
    ['the code stands alone', reply({ code: 'A', message: 'm' }), 'A: m'],
    ['the type is in a header', reply({}, TYPE), 'AccessDeniedException'],
    ['the type is in a header', reply({ message: 'Forbidden' }, TYPE), 'AccessDeniedException: Forbidden'],
    ['the type has a namespace', reply({ __type: 'com.amazon#Denied', message: 'm' }), 'Denied: m'],
    ['OAuth answers', reply({ error: 'invalid_client', error_description: null }), 'invalid_client'],
    ['the error is an object', reply({ error: { code: 'A', message: 'm' } }), 'A: m'],
    ['it is text', raw('Service is down', 'text/plain'), 'without a code: Service is down'],
    ['it is a text of JSON', reply('Forbidden'), 'without a code: Forbidden'],
    ['a page is named JSON', raw('<!DOCTYPE html><html>x'), 'no error body: (HTML)'],
    ['a page is a page', raw('gone', 'text/html'), 'without a code: gone'],
    ['it is XML', raw('<Error><Code>x</Code></Error>', 'text/xml'), 'an error body in no known form'],
    ['it is nothing', raw(''), 'no error body'],
    ['nothing is in it', reply({ errors: [{ code: null, message: '' }] }), 'no error body'],
    ['it has other fields', reply({ status: 'DOWN' }), 'an error body in no known form'],
    [
      'a token is echoed',
      raw('no: Atzr|FAKE_TOKEN', 'text/plain'),
      'without a code: (a text that holds a secret)',
    ],
  ])('is read where %s', (_, answer, said) => {
    expect(sayError(answer)).toBe(said);
  });

  it.each(['code', 'Code', '__type', 'type', 'errorCode', 'error'])('has its code in %s', (field) => {
    expect(readError(reply({ [field]: 'A', message: 'm' }))).toEqual({ code: 'A', message: 'm' });
  });

  it.each(['message', 'Message', 'error_description', 'errorMessage'])('has its words in %s', (field) => {
    expect(readError(reply({ code: 'A', [field]: 'm' }))).toEqual({ code: 'A', message: 'm' });
  });

  it.each(['details', 'detail', 'Details'])('has more words in %s', (field) => {
    expect(readError(reply({ code: 'A', [field]: 'd' }))).toEqual({ code: 'A', details: 'd' });
  });

  it.each<[unknown, boolean]>([
    [{ errors: [{ code: 'A', message: 'm' }] }, true],
    [{ payload: null, errors: [{ code: 'A', message: 'm' }] }, true],
    [{ payload: [], errors: [{ code: 'A', message: 'm' }] }, false],
    [{ errors: [] }, false],
    [{ payload: [] }, false],
    [null, false],
  ])('counts in an answer of 200 without a result: %j', (body, expected) => {
    expect(isErrorOnly(reply(body))).toBe(expected);
  });
});

describe('whatever an answer holds', () => {
  it('it is read without a fault, in one line', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (body, text) => {
        for (const answer of [reply(body), reply({ errors: [body] }), raw(text)]) {
          expect(sayError(answer)).toMatch(/^[^\n]+$/);
          expect(readError(answer).code ?? 'none').toMatch(/^[\w.-]+$/);
        }
      }),
    );
  });

  it('code and message are kept beside anything else', () => {
    const word = fc.stringMatching(/^[A-Za-z]{1,20}$/);
    fc.assert(
      fc.property(word, word, fc.jsonValue(), fc.jsonValue(), (code, message, details, more) => {
        const body = { errors: [{ code, message, details }, more], more };

        expect(readError(reply(body))).toMatchObject({ code, message });
      }),
    );
  });
});
