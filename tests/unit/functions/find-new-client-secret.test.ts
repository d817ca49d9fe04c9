import { describe, expect, it } from '@jest/globals';
import { NewClientSecretMissing } from '#shared/errors/refused.ts';
import { findNewClientSecret } from '../../../functions/find-new-client-secret/find-new-client-secret.ts';
import { Output } from '../../../functions/find-new-client-secret/schema.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import { APP, errorOf, PATHS } from '../../support/subjects.ts';

const INPUT = { appName: APP, since: NOW, until: '2027-01-02T00:00:00.000Z' };
const { rotation, secretDates } = PATHS.lwa;
const asked = { requestedAt: NOW, until: INPUT.until };

function setUp(dates: object, stored: object = { ...asked, confirmedAt: NOW }) {
  const services = fakeServices();
  services.parameters.seed(APP, { [secretDates]: JSON.stringify(dates), [rotation]: JSON.stringify(stored) });
  return services;
}

describe('findNewClientSecret', () => {
  it('finds a secret that was stored since', async () => {
    const output = await findNewClientSecret(setUp({ takenAt: NOW }), INPUT);

    expect(output.status).toBe('arrived');
  });

  it.each([
    ['that was stored before', { takenAt: '2026-12-31T23:59:59.000Z' }],
    ['that a person has entered', { createdAt: NOW }],
    ['that is being stored', { createdAt: NOW, arriving: NOW }],
  ])('waits beside a secret %s', async (_, dates) => {
    const output = await findNewClientSecret(setUp(dates), INPUT);

    expect(output).toEqual({ status: 'pending', nextSeconds: 10 });
  });

  it.each([
    [30, 10],
    [600, 150],
    [3600, 900],
    [36_000, 900],
  ])('after %i seconds looks again in %i', async (waited, nextSeconds) => {
    const services = setUp({});
    services.clock.advance(waited * 1000);

    const output = Output.parse(await findNewClientSecret(services, INPUT));

    expect(output).toEqual({ status: 'pending', nextSeconds });
  });

  it('has Amazon asked again after an hour when the first call may have been lost', async () => {
    const services = setUp({}, asked);
    services.clock.advance(3_600_000);

    const output = Output.parse(await findNewClientSecret(services, INPUT));

    expect(output.status).toBe('due');
  });

  it('gives up in the end, and says that the stored secret still works', async () => {
    const services = setUp({ expiresAt: '2027-01-15T00:00:00.000Z' });
    services.clock.advance(86_400_000);

    const error = await errorOf(findNewClientSecret(services, INPUT));

    expect(error).toBeInstanceOf(NewClientSecretMissing);
    expect(error.what).toBe(
      `Amazon was asked for a new client secret of ${APP} on 2027-01-01 00:00 UTC, and none has come. The stored one still works, at the latest until 2027-01-15 00:00 UTC; if Amazon has made a new one, for seven days after that.`,
    );
  });
});
