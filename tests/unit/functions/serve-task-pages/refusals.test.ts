import { describe, expect, it } from '@jest/globals';
import { AuthorizationRevoked, ClientSecretRejected, SpApiDenied } from '#shared/errors/refused.ts';
import { LwaUnavailable } from '#shared/errors/retryable.ts';
import { APPLICATION_ID } from '../../../support/a-task.ts';
import { FAKE_CLIENT_ID, FAKE_REFRESH_TOKEN } from '../../../support/fakes/lwa.ts';
import { participation } from '../../../support/fakes/sp-api.ts';
import { ANSWERS, alertOf, aWaitingTask, type Seen, traces } from '../../../support/pages/visitor.ts';

const REGISTER = { action: 'complete', ...ANSWERS['register-application'] };
const AUTHORIZE = { action: 'complete', ...ANSWERS['self-authorize'] };
const LWA_WORDS =
  'Login with Amazon answered 401 invalid_client: Client authentication failed for <this> "client"';
const LWA_REMEDY = 'Copy client id and client secret again.';
const SECRET = `amzn1.oa2-cs.v1.${'5'.repeat(64)}`;
const OLD_SECRET = 'a1'.repeat(32);
const TOKEN = `Atzr|${'FAKE'.repeat(20)}`;

const valuesIn = ({ root }: Seen) =>
  Object.fromEntries(
    root.querySelectorAll('[data-field]').map(({ id, attributes }) => [id, attributes.value]),
  );
const saidIn = ({ root }: Seen) => root.querySelectorAll('p.problem').map(({ textContent }) => textContent);

describe('an answer with problems of form', () => {
  it('is shown again with what was typed, each problem at its field, and without the secret', async () => {
    const { services, open, send } = await aWaitingTask('register-application');
    await open();
    const before = traces(services);

    const page = await send({
      action: 'complete',
      applicationId: FAKE_CLIENT_ID.replace('fake', '0000'),
      clientId: '  a "quoted" id ',
      clientSecret: `${SECRET}<x`,
    });

    expect([page.status, alertOf(page)?.split('\n')[0]]).toEqual([422, '3 fields need a correction']);
    expect(valuesIn(page)).toEqual({
      applicationId: FAKE_CLIENT_ID.replace('fake', '0000'),
      clientId: '  a "quoted" id ',
      clientSecret: '',
    });
    expect(saidIn(page)).toEqual([
      'this is the client id; the application id starts with amzn1.sp.solution.',
      'contains a space, a line break or a quotation mark; copy it again',
      'contains a space, a line break or a quotation mark; copy it again',
    ]);
    expect(page.text.includes(SECRET)).toBe(false);
    expect(traces(services)).toEqual(before);
  });

  it.each(['fake-4f2b1c9d8e7a6b5c', 'fake-4f2b1c9d8e7a 6b5c3d2e1f0a'])(
    'shows no piece of a secret back that was typed into a field for an id: %s',
    async (piece) => {
      const { open, send } = await aWaitingTask('register-application');
      await open();

      const page = await send({
        action: 'complete',
        applicationId: piece,
        clientId: piece,
        clientSecret: '',
      });

      expect([page.status, page.text.includes(piece)]).toEqual([422, false]);
    },
  );

  it.each(['register-application', 'self-authorize'] as const)('may lack every field: %s', async (kind) => {
    const { services, open, send } = await aWaitingTask(kind);
    await open();
    const before = traces(services);

    const page = await send({ action: 'complete' });

    const expected = Object.keys(ANSWERS[kind]).map(() => 'is missing');
    expect([page.status, saidIn(page)]).toEqual([422, expected]);
    expect(traces(services)).toEqual(before);
  });

  it('can be corrected and sent again', async () => {
    const { services, open, send } = await aWaitingTask('self-authorize');
    await open();
    await send({ action: 'complete', refreshToken: 'Atza|access' });

    const reply = await send(AUTHORIZE);

    expect(reply.status).toBe(303);
    expect(services.taskTokens.answers).toHaveLength(1);
  });
});

describe('a secret is never shown back', () => {
  it.each([
    ['client secret', SECRET],
    ['refresh token', TOKEN],
    ['client secret of the old form', OLD_SECRET],
    ['client secret of the old form with white space', ` ${OLD_SECRET}\n`],
  ])('even where a %s is typed as an id', async (_, secret) => {
    const { open, send } = await aWaitingTask('register-application');
    await open();

    const page = await send({ ...REGISTER, applicationId: secret, clientId: secret });

    expect(page.status).toBe(422);
    expect(page.text.includes(secret.trim())).toBe(false);
  });

  it.each(['reject', 'give-up'])('even where it stands in a reason: %s', async (action) => {
    const { open, send } = await aWaitingTask('request-data-access');
    await open();

    const page = await send({ action, reason: `it was ${TOKEN}` });

    expect(page.status).toBe(422);
    expect(page.text.includes(TOKEN)).toBe(false);
  });

  it('when Login with Amazon refuses it', async () => {
    const { services, open, send } = await aWaitingTask('self-authorize');
    await open();
    services.lwa.revoke(FAKE_REFRESH_TOKEN);

    const page = await send(AUTHORIZE);

    expect(page.status).toBe(422);
    expect(page.text.includes(FAKE_REFRESH_TOKEN)).toBe(false);
  });
});

describe('an answer that is refused', () => {
  it('is shown again with the exact words of Login with Amazon, and what to do', async () => {
    const { services, open, send } = await aWaitingTask('register-application');
    await open();
    services.lwa.failNext('proveClient', new ClientSecretRejected({ what: LWA_WORDS, remedy: LWA_REMEDY }));
    const before = services.parameters.lasting();

    const page = await send(REGISTER);

    expect([page.status, alertOf(page)]).toEqual([
      422,
      `Not accepted, and nothing was stored\n${LWA_WORDS}What to do: ${LWA_REMEDY}`,
    ]);
    expect(valuesIn(page)).toEqual({
      applicationId: APPLICATION_ID,
      clientId: FAKE_CLIENT_ID,
      clientSecret: '',
    });
    expect(services.parameters.lasting()).toEqual(before);
    expect(services.taskTokens.calls).toEqual([]);
  });

  it.each<[string, string, number]>([
    ['of another region', 'This refresh token works in the region EU, but the account us (US) is in NA.', 1],
    ['of a vendor', 'This refresh token is one of a vendor, but the account us is a seller.', 3],
    ['that is denied everywhere', 'answered 403', 4],
  ])('names a token %s', async (_, words, denials) => {
    const { services, open, send } = await aWaitingTask('self-authorize');
    await open();
    for (let n = 0; n < denials; n += 1)
      services.spApi.failNext('get', new SpApiDenied({ what: 'answered 403', remedy: 'FAKE remedy' }));
    const before = services.parameters.lasting();

    const page = await send(AUTHORIZE);

    expect(page.status).toBe(422);
    expect(alertOf(page)).toContain(`\n${words}What to do: `);
    expect(services.parameters.lasting()).toEqual(before);
  });

  it('names the marketplace a seller does not take part in', async () => {
    const { services, open, send } = await aWaitingTask('self-authorize');
    await open();
    services.spApi.answer('getMarketplaceParticipations', { payload: [participation('OTHER', 'Other')] });

    const page = await send(AUTHORIZE);

    expect(page.status).toBe(422);
    expect(alertOf(page)).toContain('does not take part in US (ATVPDKIKX0DER)');
  });

  it('keeps token and cookie, so that the next one is taken', async () => {
    const { services, open, send } = await aWaitingTask('self-authorize');
    const { cookies } = await open();
    services.lwa.failNext('exchangeRefreshToken', new AuthorizationRevoked({ what: 'a', remedy: 'b' }));
    const refused = await send(AUTHORIZE);

    const reply = await send(AUTHORIZE);

    expect([refused.cookies?.slice(0, 1), reply.status]).toEqual([cookies, 303]);
  });

  it('for now asks to try again, and keeps what was typed', async () => {
    const { services, open, send } = await aWaitingTask('register-application');
    await open();
    const unavailable = new LwaUnavailable({ what: 'Login with Amazon answered 503.', remedy: 'Wait.' });
    services.lwa.failNext('proveClient', unavailable);

    const page = await send(REGISTER);

    expect(page.status).toBe(503);
    expect(alertOf(page)).toContain('Login with Amazon answered 503.What to do: Wait.');
    expect(valuesIn(page).clientId).toBe(FAKE_CLIENT_ID);
  });
});
