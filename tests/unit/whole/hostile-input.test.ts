import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { diagnose } from '#shared/diagnosis/diagnose.ts';
import { Evidence } from '#shared/diagnosis/evidence.ts';
import { readNotification } from '#shared/domain/amazon-notification.ts';
import { ExecutionInput } from '#shared/domain/application.ts';
import { readFailure } from '#shared/domain/failure.ts';
import { HOSTILE_JSON as HOSTILE } from '../../support/hostile-json.ts';

/** The document with each value at each of its places, and alone. */
const documents = (whole: Record<string, unknown>) =>
  HOSTILE.flatMap(([name, json]) => [
    [name, 'alone', JSON.parse(json)] as const,
    ...Object.keys(whole).map((key) => [name, key, { ...whole, [key]: JSON.parse(json) }] as const),
  ]);

/** The value that came, or the problems that are said of it; nothing else may be thrown. */
function readAs(schema: Parameters<typeof z.safeParse>[0], value: unknown): string {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return 'taken';
  const [issue] = parsed.error.issues;
  return issue?.message ? 'refused' : 'refused without a reason';
}

describe('the input of an execution', () => {
  const good = {
    appName: 'acme-orders',
    marketplace: 'US',
    sellingPartner: 'seller',
    iam: { mode: 'none' },
    authorizations: [{ marketplace: 'US' }],
    roles: ['Product Listing'],
    notificationEmail: 'a@example.com',
  };

  it.each(documents(good))('with %s: %s is taken or refused with a reason', (_, __, value) => {
    expect(['taken', 'refused']).toContain(readAs(ExecutionInput, value));
  });
});

describe('evidence', () => {
  const observation = {
    call: 'sp-api:getOrders',
    httpStatus: 403,
    code: 'Unauthorized',
    message: 'Access to requested resource is denied.',
    details: '',
    headers: {},
    at: '2026-11-20T00:00:00Z',
    region: 'NA',
    host: 'x',
    url: 'y',
    note: 'z',
  };
  const diagnosed = (value: unknown): string => {
    const parsed = z.safeParse(Evidence, value);
    return parsed.success ? diagnose(parsed.data).family : 'refused';
  };

  it.each(documents(observation))('with %s in an observation: %s', (_, __, value) => {
    expect(diagnosed({ observations: [value], facts: {} })).toMatch(/^[a-z-]+$/);
  });

  it.each(documents({ observations: [observation], facts: {} }))('with %s: %s', (_, __, value) => {
    expect(diagnosed(value)).toMatch(/^[a-z-]+$/);
  });

  it.each(HOSTILE)('with %s in a header and in facts', (_, json) => {
    const value = JSON.parse(json);
    const facts = {
      roleArn: value,
      persistsForSeconds: value,
      roleExists: value,
      marketplaceId: value,
      x: value,
    };
    const observations = [
      { ...observation, headers: { 'x-amzn-ErrorType': value, [String(json).slice(0, 20)]: value } },
    ];

    expect(diagnosed({ observations, facts })).toMatch(/^[a-z-]+$/);
  });
});

describe('a message of the queue', () => {
  const message = {
    notificationType: 'APPLICATION_OAUTH_CLIENT_NEW_SECRET',
    eventTime: '2026-11-20T00:00:00Z',
    payload: { applicationOAuthClientNewSecret: { clientId: 'x', newClientSecret: 'y' } },
  };

  it.each(documents(message))('with %s: %s is read or is none of Amazon', (_, __, value) => {
    const read = readNotification(value, new Date('2026-11-20T00:00:00Z'));

    expect(['undefined', 'new-secret', 'expiry', 'other']).toContain(String(read?.kind));
  });
});

describe('the failure of a step', () => {
  it.each(documents({ failure: { Error: 'X', Cause: '{}' } }))('with %s: %s is told', (_, __, value) => {
    expect(readFailure(value, 'Step').what).not.toBe('');
  });
});
