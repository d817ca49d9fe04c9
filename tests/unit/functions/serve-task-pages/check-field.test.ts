import { describe, expect, it } from '@jest/globals';
import type { PageReply } from '#shared/lambda/define-page.ts';
import { aWaitingTask, traces } from '../../../support/pages/visitor.ts';

const checking = async (field: string, value: string) => {
  const { services, open, send } = await aWaitingTask('register-application');
  await open();
  const before = traces(services);
  const { status, body, cookies }: PageReply = await send({ action: 'check', field, value });
  return { reply: { status, body, cookies }, before, after: traces(services) };
};

describe('the check of a field', () => {
  it.each<[string, string, Record<string, string>]>([
    ['applicationId', 'amzn1.sp.solution.11111111-2222-3333-4444-555555555555', {}],
    ['applicationId', '', { problem: 'is missing' }],
    ['clientId', ' \n ', { problem: 'is missing' }],
    ['clientId', 'odd', { doubt: 'does not look like amzn1.application-oa2-client.…' }],
    ['clientSecret', 'FAKE_SECRET', { doubt: 'does not look like amzn1.oa2-cs.v1.…' }],
    ['refreshToken', 'Atza|x', { problem: 'this is an access token; the refresh token starts with Atzr|' }],
    ['refreshToken', ' Atzr|x ', {}],
  ])('says what is wrong with %s %j as data, and stores and asks nothing', async (field, value, found) => {
    const { reply, before, after } = await checking(field, value);

    expect(reply).toEqual({ status: 200, body: found, cookies: undefined });
    expect(after).toEqual(before);
  });

  it.each(['', 'reason', 'constructor', '__proto__'])('knows the four fields only, not %j', async (field) => {
    const { reply } = await checking(field, 'x');

    expect(reply).toEqual({ status: 400, body: {}, cookies: undefined });
  });

  it('never repeats the value', async () => {
    const { reply } = await checking('clientSecret', 'FAKE SECRET <b>');

    expect(JSON.stringify(reply)).not.toContain('FAKE');
  });
});
