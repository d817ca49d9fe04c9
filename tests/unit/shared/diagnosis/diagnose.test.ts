import { describe, expect, it } from '@jest/globals';
import { RULES } from '#shared/diagnosis/rules/index.ts';
import { DIAGNOSIS_CASES } from '../../../../local/diagnosis/cases/cases.ts';
import { GENERAL_DENIAL } from '../../../../local/diagnosis/cases/cases-calls.ts';
import { diagnosisOf, idsOf, rootsOf, undecidedEvidence } from '../../../support/diagnosis.ts';

const UNDECIDED = DIAGNOSIS_CASES.filter(({ undecided }) => undecided);
const HISTORICAL = RULES.filter(({ historical }) => historical).map(({ id }) => id);

describe('the failures of the field', () => {
  it.each(DIAGNOSIS_CASES)('$id comes first', ({ id, evidence }) => {
    const [first] = diagnosisOf(evidence).causes;

    expect(first?.id).toBe(id);
    expect(first?.confidence).toMatch(/certain|likely/);
  });

  it('score 60 of 60', () => {
    const right = DIAGNOSIS_CASES.filter(({ id, evidence }) => idsOf(diagnosisOf(evidence))[0] === id);

    expect([right.length, new Set(right.map(({ id }) => id)).size]).toEqual([60, 60]);
  });

  it('never make another cause certain', () => {
    const wrong = DIAGNOSIS_CASES.flatMap(({ id, evidence }) =>
      diagnosisOf(evidence)
        .causes.filter((cause) => cause.confidence === 'certain' && cause.id !== id)
        .map((cause) => [id, cause.id]),
    );

    expect(wrong).toEqual([]);
  });

  it.each(UNDECIDED)('$id stays a candidate without what decides it, and the probe is named', (one) => {
    const diagnosis = diagnosisOf(undecidedEvidence(one));

    const roots = rootsOf(diagnosis);

    expect(roots.map(({ id }) => id).toSorted()).toEqual(one.undecided?.candidates.toSorted());
    expect(roots.map(({ confidence }) => confidence)).not.toContain('certain');
    expect(diagnosis.next.join('\n')).toMatch(one.undecided?.next ?? /^$/);
  });

  it('are diagnosed in less than a millisecond each', () => {
    // The best of five rounds, in processor time: other programs share the machine.
    const rounds = Array.from({ length: 5 }, () => {
      const start = process.cpuUsage();
      for (const { evidence } of DIAGNOSIS_CASES) diagnosisOf(evidence);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    });
    const each = Math.min(...rounds) / DIAGNOSIS_CASES.length;

    expect(each).toBeLessThan(1);
  });

  it('are diagnosed alike every time', () => {
    const [once, again] = [1, 2].map(() => DIAGNOSIS_CASES.map(({ evidence }) => diagnosisOf(evidence)));

    expect(again).toEqual(once);
  });
});

describe('a 403 without details', () => {
  const plain = { call: 'sp-api:getMarketplaceParticipations', httpStatus: 403, code: 'Unauthorized' };
  const denial = { ...plain, message: 'Access to requested resource is denied.', details: '' };

  it('lists exactly the causes that can be alive, equally possible', () => {
    const causes = rootsOf(diagnosisOf({ observations: [denial] }));

    expect(causes.map(({ id, confidence }) => [id, confidence])).toEqual(
      [
        'call-missing-role',
        'call-role-added-token-not-renewed',
        'call-refresh-token-of-other-region',
        'call-vendor-seller-mismatch',
        'call-seller-account-deactivated',
        'reg-developer-profile-not-approved',
      ].map((id) => [id, 'possible']),
    );
  });

  it('of an operation with a marketplace may also be about the marketplace', () => {
    const causes = rootsOf(diagnosisOf({ observations: [{ ...denial, call: 'sp-api:getOrders' }] }));

    expect(causes.map(({ id }) => id).toSorted()).toEqual(
      [
        ...GENERAL_DENIAL,
        'call-seller-not-in-marketplace',
        'call-marketplace-not-in-endpoint-region',
      ].toSorted(),
    );
  });

  it('names the cheapest probes first and those that were made not again', () => {
    const before = diagnosisOf({ observations: [denial] }).next;
    const after = diagnosisOf({ observations: [denial], facts: { sellingPartner: 'seller' } }).next;

    expect(before.map((probe) => probe.slice(0, 12))).toEqual([
      'account kind',
      'region of th',
      'sp-api: one ',
      'sp-api: getP',
      'sp-api:getMa',
      'sp-api: the ',
      'application ',
      'date of the ',
      'Solution Pro',
      'Seller Centr',
    ]);
    expect(after).toEqual(before.filter((probe) => !/account kind|getPurchaseOrders for/.test(probe)));
  });

  it('has no cause of the time of signatures, whatever is known of IAM', () => {
    const facts = {
      registeredArn: 'arn:aws:iam::111122223333:user/a',
      userKeysWork: true,
      executeApiAllowed: false,
    };

    const live = idsOf(diagnosisOf({ observations: [denial], facts }));
    const enforced = idsOf(
      diagnosisOf({ observations: [denial], facts: { ...facts, signaturesEnforced: true } }),
    );
    const then = idsOf(diagnosisOf({ observations: [{ ...denial, at: '2021-03-04T05:06:07Z' }], facts }));

    expect(live.filter((id) => HISTORICAL.includes(id))).toEqual([]);
    expect(enforced).toContain('reg-user-arn-registered-role-used');
    expect(then).toContain('reg-user-arn-registered-role-used');
  });
});

describe('causes of the time of signatures', () => {
  it('are the eight that the cases mark', () => {
    const marked = DIAGNOSIS_CASES.filter(({ historical }) => historical).map(({ id }) => id);

    expect(HISTORICAL.toSorted()).toEqual(marked.toSorted());
    expect(marked).toHaveLength(8);
  });

  it.each(DIAGNOSIS_CASES.filter(({ historical }) => historical))(
    '$id is not offered for a live answer',
    ({ evidence }) => {
      const { signaturesEnforced, ...facts } = evidence.facts ?? {};
      const observations =
        evidence.observations?.map((one) => ({ ...one, at: '2026-11-01T00:00:00Z' })) ?? [];

      const found = idsOf(diagnosisOf({ observations, facts }));

      expect(signaturesEnforced).toBe(true);
      expect(found.filter((id) => HISTORICAL.includes(id))).toEqual([]);
    },
  );
});

describe('what fits nothing', () => {
  it.each([
    { observations: [] },
    { observations: [{ call: 'sp-api:getOrders', httpStatus: 200 }] },
    {
      observations: [
        { call: 'sp-api:getOrders', httpStatus: 418, code: 'Teapot', message: 'short and stout' },
      ],
    },
    {
      observations: [
        {
          call: 'sp-api:getOrders',
          message: 'Something new.',
          details: 'Something newer.',
        },
      ],
    },
    { facts: { weather: 'rain' } },
    {},
  ])('is unknown, with what to collect: %j', (evidence) => {
    const { causes, next } = diagnosisOf(evidence);

    expect(causes.map(({ id }) => id)).toEqual(['unknown']);
    expect(causes[0]?.remedy).toMatch(/^Collect for each call/);
    expect(next.length).toBeGreaterThan(2);
  });
});
