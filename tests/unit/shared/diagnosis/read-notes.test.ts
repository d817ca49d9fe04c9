import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { Evidence } from '#shared/diagnosis/evidence.ts';
import type { Facts } from '#shared/diagnosis/fact-table.ts';
import { viewsOf } from '#shared/diagnosis/view.ts';

/** The facts that follow from what somebody noted beside a good answer, or a failed call. */
function factsOf(note: string, { facts = {}, httpStatus = 200 } = {}): Facts {
  const observations = [{ call: 'sp-api:createSubscription', httpStatus, note }];
  const [view] = viewsOf(z.parse(Evidence, { observations, facts }));
  const { apiFamily: _, ...rest } = view?.facts ?? {};
  return rest;
}

describe('a note becomes the fact', () => {
  it.each([
    'no message arrived',
    'No SQS notifications so far',
    'nothing was delivered',
    'nothing arrives',
    'it was not delivered',
    'the queue stays empty',
    'No message arrives',
  ])('that no message came, beside a good answer: %s', (note) => {
    expect(factsOf(note)).toEqual({ messageArrived: false });
    expect(factsOf(note, { facts: { messageArrived: true } })).toEqual({ messageArrived: true });
    expect(factsOf(note, { httpStatus: 403 })).toEqual({});
  });

  it.each([
    'nothing was changed',
    'without any changes',
    'no code change',
    'it worked fine for the last 3 weeks',
    'others report the same',
    'all users at once',
  ])('that it worked unchanged: %s', (note) => {
    expect(factsOf(note)).toEqual({ workedUnchanged: true });
    expect(factsOf(note, { facts: { workedUnchanged: false } })).toEqual({ workedUnchanged: false });
  });

  const SPANS: [string, number][] = [
    ['30 seconds', 30],
    ['1 second', 1],
    ['5 min', 300],
    ['2 minutes', 120],
    ['an hour', 3600],
    ['a day', 86_400],
    ['half an hour', 1800],
    ['two hours', 7200],
    ['twelve days', 12 * 86_400],
    ['fifteen minutes', 900],
    ['Twenty minutes', 1200],
    ['thirty minutes', 1800],
    ['a few days', 3 * 86_400],
    ['several hours', 5 * 3600],
  ];

  it.each(SPANS)('how old a subscription is: %s', (span, seconds) => {
    const expected = { subscriptionAgeSeconds: seconds };

    expect(factsOf(`${span} after I subscribed`)).toEqual(expected);
    expect(factsOf(`the subscription was created ${span} ago`)).toEqual(expected);
    expect(factsOf(`${span} since it was created`)).toEqual({});
    expect(factsOf(`${span} after I subscribed`, { facts: { subscriptionAgeSeconds: 1 } })).toEqual({
      subscriptionAgeSeconds: 1,
    });
  });

  it.each(SPANS)('how long ago something was approved: %s', (span, seconds) => {
    const expected = { approvedAgoSeconds: seconds };

    expect(factsOf(`the role was approved ${span} ago`)).toEqual(expected);
    expect(factsOf(`${span} after the registration`)).toEqual(expected);
    expect(factsOf(`approved ${span} ago`, { facts: { approvedAgoSeconds: 1 } })).toEqual({
      approvedAgoSeconds: 1,
    });
  });

  it.each(['just approved', 'it has just been granted', 'registered this morning', 'approved today'])(
    'that it was approved a minute ago: %s',
    (note) => {
      expect(factsOf(note)).toEqual({ approvedAgoSeconds: 60 });
    },
  );

  it('of several notes alike', () => {
    const observations = ['approved today', 'nothing was changed'].map((note) => ({
      call: 'sp-api:createSubscription',
      httpStatus: 200,
      note,
    }));

    const [view] = viewsOf(z.parse(Evidence, { observations }));

    expect(view?.facts).toMatchObject({ approvedAgoSeconds: 60, workedUnchanged: true });
    expect(view?.words).toBe('approved today; nothing was changed');
  });
});
