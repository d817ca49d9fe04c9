import { callSigned, KEYS, type Signing } from './signed.ts';
import { call, connect, denial, PARTICIPATIONS, type Stage, setStage } from './support.ts';

let amazon: Stage;

beforeAll(async () => {
  amazon = await setStage({ findCredentials: (id) => KEYS[id], signatures: 'enforce' });
});
afterAll(() => amazon.close());

const ROLE = 'arn:aws:iam::111122223333:role/sp-api/SellingPartner';
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const INVALID_TOKEN = 'The security token included in the request is invalid.';

it.each<[string, string, Signing]>([
  [
    'InvalidSignature',
    "Credential should be scoped to a valid region, not 'eu-west-1'. ",
    { region: 'eu-west-1' },
  ],
  ['InvalidSignature', "Credential should be scoped to correct service: 'execute-api'. ", { service: 'sts' }],
  ['InvalidSignature', MISMATCH, { secretAccessKey: 'wrong' }],
  [
    'InvalidSignature',
    'Signature expired: 20260310T110000Z is now earlier than 20260310T115500Z (20260310T120000Z - 5 min.)',
    { datetime: '20260310T110000Z' },
  ],
  [
    'InvalidSignature',
    'Signature not yet current: 20260310T130000Z is still later than 20260310T120500Z (20260310T120000Z + 5 min.)',
    { datetime: '20260310T130000Z' },
  ],
  ['InvalidInput', INVALID_TOKEN, { accessKeyId: 'AKIANOBODY' }],
  ['InvalidInput', INVALID_TOKEN, { sessionToken: 'wrong' }],
  ['Unauthorized', 'The security token included in the request is expired', { accessKeyId: 'ASIAENDED' }],
])('refuses with %s: %s', async (code, message, signing) => {
  const { accessToken } = await connect(amazon);

  const { status, body } = await callSigned(amazon, { accessToken, ...signing });

  expect(status).toBe(403);
  expect(body).toEqual({ errors: [{ code, message }] });
});

it('refuses a request without a signature', async () => {
  const { accessToken } = await connect(amazon);

  const { status, body } = await call(amazon, PARTICIPATIONS, accessToken);

  expect(status).toBe(403);
  expect(body).toEqual({
    errors: [{ code: 'MissingAuthenticationToken', message: 'Missing Authentication Token' }],
  });
});

it('accepts a session of the registered role', async () => {
  const { accessToken } = await connect(amazon, {}, { roleArn: ROLE });

  expect((await callSigned(amazon, { accessToken })).status).toBe(200);
});

it.each([
  ['the user, when the role is registered', ROLE, 'AKIAEXAMPLE'],
  ['a session, when the user is registered', 'arn:aws:iam::111122223333:user/sp-api', 'ASIAEXAMPLE'],
  ['the role of another account', 'arn:aws:iam::999999999999:role/sp-api/SellingPartner', 'ASIAEXAMPLE'],
  ['another role', 'arn:aws:iam::111122223333:role/sp-api/Other', 'ASIAEXAMPLE'],
])('denies %s, without details', async (_what, roleArn, accessKeyId) => {
  const { accessToken } = await connect(amazon, {}, { roleArn });

  const { status, body, signature } = await callSigned(amazon, { accessToken, accessKeyId });

  expect(signature?.verdict).toBe('valid');
  expect([status, body]).toEqual([403, denial()]);
});
