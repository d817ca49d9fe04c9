import { expect, it } from '@jest/globals';
import { readCall } from '#shared/diagnosis/reading/read-call.ts';

it.each([
  ['iam.create_user', 'CreateUser'],
  ['client.createUser', undefined],
])('%s names the operation %s of IAM', (text, operation) => {
  const call = readCall(text);

  expect(call.service === 'iam' ? call.operation : undefined).toBe(operation);
});

it.each([
  ['the consent page in Seller Central', 'console'],
  ['a token from Login with Amazon', 'lwa'],
  ['some call of the Selling Partner API', 'sp-api'],
  ['frobnicate the widget', 'other'],
  ['https://example.com/hook', 'other'],
])('%s is a call of %s', (text, service) => {
  expect(readCall(text).service).toBe(service);
});
