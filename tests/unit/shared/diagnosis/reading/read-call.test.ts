import { expect, it } from '@jest/globals';
import { readCall } from '#shared/diagnosis/reading/read-call.ts';

it.each([
  ['the consent page in Seller Central', 'console'],
  ['a token from Login with Amazon', 'lwa'],
  ['some call of the Selling Partner API', 'sp-api'],
  ['frobnicate the widget', 'other'],
  ['https://example.com/hook', 'other'],
])('%s is a call of %s', (text, service) => {
  expect(readCall(text).service).toBe(service);
});
