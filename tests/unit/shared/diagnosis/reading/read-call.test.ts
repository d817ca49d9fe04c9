import { expect, it } from '@jest/globals';
import { readCall } from '#shared/diagnosis/reading/read-call.ts';

it.each([
  ['iam.create_user', 'CreateUser'],
  ['iam.createUser', 'createUser'],
])('%s names the operation %s of IAM', (text, operation) => {
  expect(readCall(text)).toMatchObject({ service: 'iam', operation });
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

const TOKEN_URL = 'https://api.amazon.com/auth/o2/token';

it.each([
  ['AWS.SSM.getParameter', 'ssm', 'GetParameter'],
  ['boto3 ssm.get_parameter', 'ssm', 'GetParameter'],
  ['iamClient.createUser', 'iam', 'createUser'],
  ['IAM client.create_role', 'iam', 'CreateRole'],
  ['events.put_rule', 'events', 'PutRule'],
  ['STS AssumeRole', 'sts', 'AssumeRole'],
  ['AWS::IAM::Role', 'iam', ''],
  ['CREATE_FAILED AWS::SNS::Topic', 'sns', ''],
  ['aws_iam_role', 'iam', ''],
  ['@aws-sdk/client-sns PublishCommand', 'sns', 'Publish'],
  ['@aws-sdk/client-sfn', 'states', ''],
  ['aws sts get-caller-identity', 'sts', 'GetCallerIdentity'],
  ['sts assume-role', 'sts', 'AssumeRole'],
  ['console login-page', 'console', 'console login-page'],
  ['iam:CreateUser', 'iam', 'CreateUser'],
  ['Parameter Store : PutParameter', 'ssm', 'PutParameter'],
  ['lwa:refresh_token', 'lwa', 'refresh_token'],
  ['IAM console: Create role', 'iam', ''],
  ['console:IAM, create policy', 'iam', ''],
  ['AWS management console', 'aws', ''],
  ['assumeRole', 'sts', 'assumeRole'],
  ['GetCallerIdentity()', 'sts', 'GetCallerIdentity'],
  ['putParameter', 'ssm', 'putParameter'],
  ['startExecution', 'states', 'startExecution'],
  ['listPolicies', 'other', 'listPolicies'],
  ['createUser', 'iam', 'createUser'],
  ['client_credentials', 'lwa', 'client_credentials'],
  ['/orders/v0/orders', 'sp-api', '/orders/v0/orders'],
  ['/auth/o2/token', 'lwa', '/auth/o2/token'],
  [TOKEN_URL, 'lwa', '/auth/o2/token'],
  ['https://ssm.eu-west-1.amazonaws.com/', 'ssm', '/'],
  ['https://unheard.eu-west-1.amazonaws.com/x', 'aws', '/x'],
  ['https://sellercentral.amazon.com/apps?a=b', 'console', 'https://sellercentral.amazon.com/apps?a=b'],
  ['', 'other', ''],
])('%j is a call of %s, and its operation is %j', (text, service, operation) => {
  const call = readCall(text);

  expect([call.service, call.operation]).toEqual([service, operation]);
});

it.each([
  ['sp-api:GET /orders/v0/orders?x=1', 'GET', undefined],
  ['patch /orders/v0/orders', 'PATCH', undefined],
  ['get https://sellingpartnerapi-eu.amazon.com/orders?x=1#y', 'GET', 'sellingpartnerapi-eu.amazon.com'],
  [`curl -X POST ${TOKEN_URL}`, 'POST', 'api.amazon.com'],
  [`curl ${TOKEN_URL}`, undefined, 'api.amazon.com'],
  ['orders:/list', undefined, undefined],
])('%j has the method %s and the host %s', (text, method, host) => {
  const call = readCall(text);

  expect([call.method, call.host]).toEqual([method, host]);
});
