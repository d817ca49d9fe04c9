import { askLwa, type Connected, connect, DAY, HOUR, type Stage, setStage } from './support.ts';

let amazon: Stage;
let acme: Connected;

beforeEach(async () => {
  amazon = await setStage();
  acme = await connect(amazon);
});
afterEach(() => amazon.close());

const form = (rest: Record<string, string> = {}) => ({
  grant_type: 'refresh_token',
  refresh_token: acme.refreshToken,
  client_id: acme.clientId,
  client_secret: acme.clientSecret,
  ...rest,
});

const clientForm = (scope: string) => ({
  grant_type: 'client_credentials',
  scope,
  client_id: acme.clientId,
  client_secret: acme.clientSecret,
});

async function errorOf(body: Record<string, string> | string, contentType?: string) {
  const reply = await askLwa(amazon, body, contentType);
  const { error, error_description, request_id } = reply.body;
  expect(request_id).toBe(reply.headers.get('x-amzn-requestid'));
  return [reply.status, error, error_description];
}

const UNSUPPORTED = [
  400,
  'unsupported_grant_type',
  'The authorization grant type is not supported by the authorization server',
];
const INVALID_CLIENT = [401, 'invalid_client', 'Client authentication failed'];
const INVALID_GRANT = 'The request has an invalid grant parameter : refresh_token';
const REVOKED = `${INVALID_GRANT}. User may have revoked or didn't grant the permission.`;

describe('refresh_token grant', () => {
  it('answers an access token of one hour and echoes the refresh token', async () => {
    const reply = await askLwa(amazon, form());

    expect(reply.status).toBe(200);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(reply.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(reply.body).toEqual({
      access_token: expect.stringMatching(/^Atza\|[\w-]{300,}$/),
      token_type: 'bearer',
      expires_in: 3600,
      refresh_token: acme.refreshToken,
    });
  });

  it('reads JSON that says it is JSON', async () => {
    const reply = await askLwa(amazon, JSON.stringify(form()), 'application/json; charset=utf-8');

    expect(reply.status).toBe(200);
  });

  it('reads an unencoded | in a form', async () => {
    const raw = Object.entries(form()).map(([name, value]) => `${name}=${value}`);

    expect((await askLwa(amazon, raw.join('&'))).status).toBe(200);
  });

  it('reads + as a space, which spoils the token', async () => {
    const raw = new URLSearchParams(form({ refresh_token: `${acme.refreshToken} ` })).toString();

    expect(raw).toContain('+');
    expect(await errorOf(raw)).toEqual([400, 'invalid_grant', INVALID_GRANT]);
  });

  it.each(['Atza|IwEBI', 'Atzr|', 'Atzr|line\nbreak', 'nonsense'])(
    'calls the token %j malformed',
    async (token) => {
      expect(await errorOf(form({ refresh_token: token }))).toEqual([400, 'invalid_grant', INVALID_GRANT]);
    },
  );

  it('says of a made-up token that it may be revoked', async () => {
    expect(await errorOf(form({ refresh_token: 'Atzr|IwEBImadeup' }))).toEqual([
      400,
      'invalid_grant',
      REVOKED,
    ]);
  });

  it('refuses a revoked authorization', async () => {
    amazon.world.revokeAuthorization(acme.refreshToken);

    expect(await errorOf(form())).toEqual([400, 'invalid_grant', REVOKED]);
  });

  it('refuses the refresh token of another application', async () => {
    const other = await connect(amazon);

    expect(await errorOf(form({ refresh_token: other.refreshToken }))).toEqual([
      400,
      'unauthorized_client',
      'Not authorized for requested operation',
    ]);
  });
});

describe('client_credentials grant', () => {
  it.each(['sellingpartnerapi::notifications', 'sellingpartnerapi::client_credential:rotation'])(
    'answers a token for %s, without a refresh token',
    async (scope) => {
      const reply = await askLwa(amazon, clientForm(scope));

      expect(reply.status).toBe(200);
      expect(reply.body).toEqual({
        access_token: expect.stringMatching(/^Atc\|/),
        token_type: 'bearer',
        expires_in: 3600,
      });
    },
  );

  it.each(['sellingpartnerapi::migration', 'sellingpartnerapi::client_credential::rotation'])(
    'refuses the scope %s',
    async (scope) => {
      expect(await errorOf(clientForm(scope))).toEqual([
        400,
        'invalid_scope',
        'The request has an invalid parameter : scope',
      ]);
    },
  );
});

describe('client authentication', () => {
  it('refuses a wrong secret, an unknown client and an application id', async () => {
    const { applicationId } = amazon.world.registerApplication({ name: 'Other' });

    expect(await errorOf(form({ client_secret: 'amzn1.oa2-cs.v1.wrong' }))).toEqual(INVALID_CLIENT);
    expect(await errorOf(form({ client_id: 'amzn1.application-oa2-client.0' }))).toEqual(INVALID_CLIENT);
    expect(await errorOf(form({ client_id: applicationId }))).toEqual(INVALID_CLIENT);
  });

  it('comes before the grant', async () => {
    expect(await errorOf(form({ client_secret: 'x', refresh_token: 'x' }))).toEqual(INVALID_CLIENT);
  });

  it('refuses a secret from its 180th day on', async () => {
    amazon.pass(180 * DAY - 1);
    expect((await askLwa(amazon, form())).status).toBe(200);

    amazon.pass(1);
    expect(await errorOf(form())).toEqual(INVALID_CLIENT);
  });

  it('accepts the old secret for seven days after a rotation', async () => {
    const fresh = amazon.world.rotateClientSecret(acme.clientId);

    amazon.pass(7 * DAY - HOUR);
    expect((await askLwa(amazon, form())).status).toBe(200);
    amazon.pass(HOUR);
    expect(await errorOf(form())).toEqual(INVALID_CLIENT);
    expect((await askLwa(amazon, form({ client_secret: fresh }))).status).toBe(200);
  });

  it('refuses a secret that was made to expire', async () => {
    amazon.world.expireClientSecret(acme.clientId);

    expect(await errorOf(form())).toEqual(INVALID_CLIENT);
  });
});

describe('request shape', () => {
  it.each([
    ['JSON sent as a form', () => JSON.stringify(form()), undefined],
    ['a form sent as JSON', () => new URLSearchParams(form()).toString(), 'application/json'],
    ['a form sent as multipart', () => new URLSearchParams(form()).toString(), 'multipart/form-data'],
    ['an empty body', () => '', undefined],
    [
      'an unknown grant type',
      () => new URLSearchParams(form({ grant_type: 'constructor' })).toString(),
      undefined,
    ],
  ])('does not support the grant type of %s', async (_what, body, contentType) => {
    expect(await errorOf(body(), contentType)).toEqual(UNSUPPORTED);
  });

  it.each(['grant_type', 'client_id', 'client_secret', 'refresh_token'])(
    'misses an empty %s',
    async (parameter) => {
      const message = `The request is missing a required parameter : ${parameter}`;

      expect(await errorOf(form({ [parameter]: '' }))).toEqual([400, 'invalid_request', message]);
    },
  );

  it('refuses a parameter sent twice', async () => {
    const twice = `${new URLSearchParams(form())}&client_id=${acme.clientId}`;

    const message = 'The request includes a parameter more than once : client_id';
    expect(await errorOf(twice)).toEqual([400, 'invalid_request', message]);
  });

  it('refuses a scope beside a refresh token, and a refresh token beside a scope', async () => {
    const scope = 'sellingpartnerapi::notifications';

    const message = 'The request has an invalid parameter :';
    expect(await errorOf(form({ scope }))).toEqual([400, 'invalid_request', `${message} scope`]);
    expect(await errorOf(form({ grant_type: 'client_credentials', scope }))).toEqual([
      400,
      'invalid_request',
      `${message} refresh_token`,
    ]);
  });

  it('takes an empty scope beside a refresh token for none, as Amazon does from its SDK for Java', async () => {
    const body = JSON.stringify(form({ scope: '' }));

    expect((await askLwa(amazon, body, 'application/json; charset=utf-8')).status).toBe(200);
  });

  it('answers 405 to another method and 404 to another path', async () => {
    const wrongMethod = await fetch(amazon.lwaEndpoint);
    const wrongPath = await fetch(`${amazon.url}/auth/o2/tokens`, { method: 'POST' });

    expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'POST']);
    expect(wrongPath.status).toBe(404);
  });
});
