import { describe, expect, it } from '@jest/globals';
import { storeTask } from '#shared/tasks/task-store.ts';
import { type Flash, leadBack, takeFlash } from '../../../../functions/serve-task-pages/flash.ts';
import { FAKE_REFRESH_TOKEN } from '../../../support/fakes/lwa.ts';
import { ANSWERS, alertOf, aWaitingTask, titleOf } from '../../../support/pages/visitor.ts';

const FORM = { kind: 'form', status: 422, round: 0, values: {}, problems: {} } as const;
const ID = 'the-id';
const carried = (flash: Flash) => {
  const [cookie = ''] = leadBack(ID, flash).cookies ?? [];
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
  return { cookie, cookies: { [name]: value } };
};
const taken = (cookies: Record<string, string>) =>
  takeFlash({ method: 'GET', path: [ID], form: new URLSearchParams(), cookies, sameOrigin: true }, ID)?.flash;

describe('what a post has to say', () => {
  it('comes back whole, in a cookie that lasts a minute and that no script reads', () => {
    const flash = { ...FORM, values: { reason: 'ü "x" <y>' }, problems: { a: 'b' } };
    const { cookie, cookies } = carried(flash);

    expect(taken(cookies)).toEqual(flash);
    expect(cookie).toMatch(
      /^__Host-said-[0-9a-f]{12}=[\w-]+; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=60$/,
    );
  });

  it('fits a cookie, however long it is', () => {
    const noise = Array.from({ length: 9000 }, (_, i) =>
      String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000)),
    ).join('');
    const { cookie, cookies } = carried({
      ...FORM,
      refusal: { what: noise, remedy: noise, nothingStored: true },
    });

    expect(cookie.length).toBeLessThan(4096);
    expect(taken(cookies)).toMatchObject({ refusal: { what: expect.stringMatching(/^\u4e00.+…$/) } });
  });

  it('comes back shortened where it is long and packs small', () => {
    const { cookies } = carried({ ...FORM, values: { reason: 'x'.repeat(1_000_000) } });

    expect(taken(cookies)).toMatchObject({ values: { reason: expect.stringMatching(/^x{100,}…$/) } });
  });

  it.each(['', 'x', 'AAAA', 'eyJ9', Buffer.alloc(3000).toString('base64url')])(
    'is nothing where it is not ours: %.10s',
    (value) => {
      const [name = ''] = Object.keys(carried(FORM).cookies);

      expect(taken({ [name]: value })).toBeUndefined();
    },
  );
});

describe('a form that is refused', () => {
  it('is answered by leading back to the page, which says so once', async () => {
    const { services, id, open, send, request } = await aWaitingTask('self-authorize');
    await open();
    services.lwa.revoke(FAKE_REFRESH_TOKEN);
    const form = { action: 'complete', ...ANSWERS['self-authorize'] };

    const said = await send(form);
    const reloaded = await request();

    expect([said.status, alertOf(said)?.split('\n')[0]]).toEqual([
      422,
      'Not accepted, and nothing was stored',
    ]);
    expect(said.cookies).toEqual([
      expect.stringMatching(/^__Host-task-/),
      expect.stringMatching(/^__Host-said-\w+=; .*Max-Age=0$/),
    ]);
    expect([reloaded.status, alertOf(reloaded), titleOf(reloaded)]).toEqual([200, undefined, titleOf(said)]);
    expect(services.parameters.calls.length).toBeGreaterThan(0);
    expect(id).toMatch(/^[\w-]{43}$/);
  });

  it('is not said of the next round of the task', async () => {
    const { services, task, open, send } = await aWaitingTask('request-data-access');
    await open();
    const said = await send({ action: 'complete', confirmed: 'no' });
    await send({ action: 'complete', confirmed: 'no' });
    await storeTask(services, { ...task, rejections: 1, reason: 'no policy' });

    expect([said.status, alertOf(said)?.includes('Tick this')]).toEqual([422, true]);
    expect(alertOf(await open())).toBeUndefined();
  });
});
