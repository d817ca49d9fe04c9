import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import type { CheckDiagnosis } from '#shared/diagnosis/check-diagnosis.ts';
import { causeById } from '#shared/diagnosis/diagnose.ts';
import { recordHealth } from '../../../functions/record-health/record-health.ts';
import { Input } from '../../../functions/record-health/schema.ts';
import { thrown } from '../../support/failures.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { APP, PATHS } from '../../support/subjects.ts';

const DAY_MS = 24 * 60 * 60_000;
const CHECK = 'CallSellingPartnerApi (us)';
const DENIED = thrown(
  'SpApiDenied',
  'getMarketplaceParticipations on https://sellingpartnerapi-na.amazon.com answered 403 Unauthorized: Access to requested resource is denied.\nWhat to do: Check it.',
);
const authorizations = [{ name: 'us', failure: { CallSellingPartnerApi: DENIED } }];

/** A diagnosis as DiagnoseApplication hands it on. */
function diagnosed(
  ids: string[],
  confidence: 'certain' | 'likely' | 'possible',
  complete = true,
): CheckDiagnosis {
  const causes = ids.map((id) => {
    const { source: _, ...cause } = causeById(id, confidence) ?? {
      id,
      confidence,
      cause: '',
      remedy: '',
      source: '',
    };
    return cause;
  });
  return { check: CHECK, causes, next: confidence === 'possible' ? ['look at the roles'] : [], complete };
}

const REGION = diagnosed(['call-refresh-token-of-other-region'], 'certain');
const OPEN = diagnosed(['call-missing-role', 'call-seller-account-deactivated'], 'possible');
const UNANSWERED = { ...OPEN, complete: false };

const run = (services: FakeServices, diagnoses?: CheckDiagnosis[]) =>
  recordHealth(services, z.parse(Input, { appName: APP, authorizations, ...(diagnoses && { diagnoses }) }));
const bodyOf = ({ topic }: FakeServices) => topic.messages.at(-1)?.body ?? '';

/** One check a day: what was found, how often people were told, and the root cause that is kept. */
async function days(found: (CheckDiagnosis[] | undefined)[]) {
  const services = fakeServices();
  const kept: [number, string | undefined, string | undefined][] = [];
  for (const diagnoses of found) {
    const { told, causes } = await run(services, diagnoses);
    kept.push([told, causes[0]?.id, causes[0]?.confidence]);
    services.clock.advance(DAY_MS);
  }
  return { kept, services };
}

describe('a root cause', () => {
  it('that is certain is kept with its id, and told with its remedy', async () => {
    const services = fakeServices();

    const { causes } = await run(services, [REGION]);

    const cause = { check: CHECK, error: 'SpApiDenied', id: REGION.causes[0]?.id, confidence: 'certain' };
    expect(causes).toEqual([expect.objectContaining(cause)]);
    expect(services.parameters.json(PATHS.health)).toMatchObject({ causes: [cause] });
    expect(bodyOf(services)).toContain(`Likely cause: ${REGION.causes[0]?.cause}`);
    expect(bodyOf(services)).toContain(`In particular: ${REGION.causes[0]?.remedy}`);
  });

  it('that is one of several is told with the others and the command that tells them apart', async () => {
    const services = fakeServices();

    const { causes } = await run(services, [OPEN]);

    expect(causes[0]).toMatchObject({ id: 'call-missing-role', confidence: 'possible' });
    for (const { cause } of OPEN.causes) expect(bodyOf(services)).toContain(`- ${cause}`);
    expect(bodyOf(services)).toContain(`To find the cause: spapi diagnose ${APP}\n`);
  });

  it('is what the words of the failure leave where it was not diagnosed', async () => {
    const { causes } = await run(fakeServices());

    expect(causes[0]).toMatchObject({ id: 'call-missing-role', confidence: 'possible' });
  });

  it('is none where the diagnosis knows none: the error says it all', async () => {
    const services = fakeServices();

    const { causes } = await run(services, [{ check: CHECK, causes: [], next: [], complete: true }]);

    expect(Object.keys(causes[0] ?? {})).toEqual(['check', 'error', 'what', 'remedy']);
    expect(bodyOf(services)).not.toMatch(/Likely cause|Possible causes/);
  });
});

describe('a root cause from one day to the next', () => {
  it('that changes is told once', async () => {
    const { kept } = await days([[REGION], [OPEN], [OPEN]]);

    expect(kept.map(([told]) => told)).toEqual([1, 1, 0]);
  });

  it.each([
    ['a probe that got no answer', [UNANSWERED]],
    ['a diagnosis that failed', undefined],
  ])('stays as it was after %s', async (_, missed) => {
    const { kept } = await days([[REGION], missed, [REGION]]);

    const region = 'call-refresh-token-of-other-region';
    expect(kept).toEqual([
      [1, region, 'certain'],
      [0, region, 'certain'],
      [0, region, 'certain'],
    ]);
  });

  it('that stays is told with its own words in the reminder', async () => {
    const { services } = await days([[REGION], ...Array.from({ length: 7 }, () => [UNANSWERED])]);

    expect(services.topic.messages.map(({ subject }) => subject.split(': ')[0])).toEqual([
      `[${APP}] no longer works`,
      `[${APP}] still does not work`,
    ]);
    expect(bodyOf(services)).toContain(`Likely cause: ${REGION.causes[0]?.cause}`);
  });

  it('is the new one where that is certain, whatever else was not answered', async () => {
    const certain = { ...diagnosed(['call-access-token-malformed'], 'certain'), complete: false };

    expect((await days([[REGION], [certain]])).kept[1]).toEqual([
      1,
      'call-access-token-malformed',
      'certain',
    ]);
  });

  it('that was certain is told alone while a probe gives no answer, and one that was possible is told with the others', async () => {
    const [first, second] = ['call-missing-role', 'call-seller-account-deactivated'];
    const open = (ids: string[]) => ({ ...diagnosed(ids, 'possible'), complete: false });
    const told = async (earlier: CheckDiagnosis) => {
      const { services } = await days([
        [earlier],
        ...Array.from({ length: 7 }, () => [open([first, second])]),
      ]);
      return [...REGION.causes, ...OPEN.causes].filter(({ cause }) => bodyOf(services).includes(cause));
    };

    const ids = (causes: { id: string }[]) => causes.map(({ id }) => id);
    expect(ids(await told(REGION))).toEqual(['call-refresh-token-of-other-region']);
    expect(ids(await told(open([second, first])))).toEqual([first, second]);
  });
});
