import { describe, expect, it } from '@jest/globals';
import { HOSTILE_JSON } from '../../../support/hostile-json.ts';
import { ANSWERS, alertOf, aWaitingTask, traces } from '../../../support/pages/visitor.ts';

/** What people and machines post in the place of a value. */
const VALUES: [string, string][] = [
  ...HOSTILE_JSON,
  ['a megabyte', 'x'.repeat(1_000_000)],
  ['a megabyte of quotation marks', '"'.repeat(1_000_000)],
  ['half a character', '\ud83d'],
  ['a zero byte', 'a\u0000b'],
];

/** No pattern of an application id is published, and nothing can test one: what is unusual is only doubted. */
const isDoubted = (field: string, value: string) =>
  field === 'applicationId' && /^[\w\\"]+$/.test(value) && value.length < 100;

const FORMS = (['register-application', 'self-authorize', 'confirm-removal'] as const).flatMap((kind) =>
  Object.keys(ANSWERS[kind]).map((field) => [kind, field] as const),
);

describe.each(FORMS)('a form of %s with an odd value for %s', (kind, field) => {
  const refused = VALUES.filter(([, value]) => !isDoubted(field, value));

  it.each(refused)('is refused with a reason, and nothing is stored: %s', async (_, value) => {
    const visitor = await aWaitingTask(kind);
    await visitor.open();
    const before = traces(visitor.services);
    const began = Date.now();

    const page = await visitor.send({ action: 'complete', ...ANSWERS[kind], [field]: value });

    expect(page.status).toBe(422);
    expect(alertOf(page)).toMatch(/^(One field needs a correction|Not accepted, and nothing was stored)/);
    expect(traces(visitor.services).stored).toEqual(before.stored);
    expect(visitor.services.taskTokens.calls).toEqual([]);
    expect(Date.now() - began).toBeLessThan(5_000);
  });
});

describe.each(['reject', 'give-up'])('a reason that is odd, to %s', (action) => {
  it.each(HOSTILE_JSON)('is a text like any other, or too long: %s', async (_, reason) => {
    const visitor = await aWaitingTask('request-data-access');
    await visitor.open();

    const { status } = await visitor.send({ action, reason });

    expect(status).toBe(Buffer.byteLength(reason) > 1_000 ? 422 : 303);
  });
});

describe('a post that is no form of ours', () => {
  it.each(HOSTILE_JSON)('is refused, and nothing is done: %s', async (_, json) => {
    const visitor = await aWaitingTask('register-application');
    await visitor.open();
    const before = traces(visitor.services);

    const page = await visitor.request({ method: 'POST', form: new URLSearchParams(json) });

    expect([page.status, page.headers, traces(visitor.services)]).toEqual([
      303,
      { location: `${visitor.id}?said=not-ours` },
      before,
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])(
    'has a field named %j, which changes nothing',
    async (name) => {
      const visitor = await aWaitingTask('self-authorize');
      await visitor.open();
      const form = { action: 'complete', ...ANSWERS['self-authorize'] };

      const { status } = await visitor.send(Object.fromEntries([...Object.entries(form), [name, 'x']]));

      expect(status).toBe(303);
    },
  );
});
