import { describe, expect, it } from '@jest/globals';
import type { GivenEvidence } from '#shared/diagnosis/evidence.ts';
import { FACT_TABLE } from '#shared/diagnosis/fact-table.ts';
import type { Condition } from '#shared/diagnosis/rule.ts';
import { RULES } from '#shared/diagnosis/rules/index.ts';
import { DIAGNOSIS_CASES } from '../../../../local/diagnosis/cases/cases.ts';
import { diagnosisOf, idsOf, rootsOf } from '../../../support/diagnosis.ts';

type Given = NonNullable<GivenEvidence['observations']>[number];
const evidenceOf = new Map(DIAGNOSIS_CASES.map(({ id, evidence }) => [id, evidence]));

const changed = (evidence: GivenEvidence, change: (one: Given) => Given): GivenEvidence => ({
  ...evidence,
  observations: evidence.observations?.map(change) ?? [],
});
const mapText = (one: Given, field: 'code' | 'message', change: (text: string) => string): Given =>
  typeof one[field] === 'string' ? { ...one, [field]: change(one[field]) } : one;

const VARIANTS: [string, (one: Given) => Given][] = [
  [
    'other accounts and names',
    (one) =>
      mapText(one, 'message', (text) =>
        text
          .replaceAll('111122223333', '777788889999')
          .replaceAll('sp-api-acme', 'other.user')
          .replaceAll('SellingPartnerAPIRole', 'R'),
      ),
  ],
  ['lower-case codes', (one) => mapText(one, 'code', (text) => text.toLowerCase())],
  [
    'codes as SDKs name them',
    (one) =>
      mapText(one, 'code', (text) =>
        /^[A-Z][A-Za-z]+$/.test(text) && !text.endsWith('Exception') ? `${text}Exception` : text,
      ),
  ],
  ['statuses as texts', (one) => ({ ...one, httpStatus: one.httpStatus ? String(one.httpStatus) : null })],
  ['details null instead of empty', (one) => ({ ...one, details: one.details || null })],
  ['fields that nobody knows', (one) => ({ ...one, requestId: 'FAKE', headers: { date: 'x' } })],
  ['an observation of today', (one) => ({ ...one, at: '2026-11-20T10:00:00Z' })],
];

describe('every case comes first', () => {
  it.each(VARIANTS)('with %s', (_, change) => {
    const wrong = DIAGNOSIS_CASES.filter(
      ({ id, evidence }) => idsOf(diagnosisOf(changed(evidence, change)))[0] !== id,
    );

    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('without the status of what failed', () => {
    const wrong = DIAGNOSIS_CASES.filter(({ id, evidence }) => {
      const failed = changed(evidence, (one) =>
        Number(one.httpStatus) >= 300 ? { ...one, httpStatus: null } : one,
      );
      return idsOf(diagnosisOf(failed))[0] !== id;
    });

    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('with the whole answer of SP-API as message', () => {
    const wrong = DIAGNOSIS_CASES.filter(({ id, evidence }) => {
      const packed = changed(evidence, (one) => {
        const { code, message, details } = one;
        if (!one.call.startsWith('sp-api:') || Number(one.httpStatus) < 400 || !code) return one;
        return {
          call: one.call,
          httpStatus: one.httpStatus,
          region: one.region,
          host: one.host,
          message: JSON.stringify({ errors: [{ code, message, details }] }),
        };
      });
      return idsOf(diagnosisOf(packed))[0] !== id;
    });

    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

/** Facts that make a condition true; observations are tested by name below. */
function factsFor(condition: Condition): Record<string, unknown> | undefined {
  if ('all' in condition) {
    const each = condition.all.map(factsFor);
    return each.every(Boolean) ? Object.assign({}, ...each) : undefined;
  }
  if ('any' in condition || 'own' in condition || 'saw' in condition || 'same' in condition) return undefined;
  const { fact } = condition;
  if ('above' in condition) return { [fact]: inUnit(fact, condition.above + 1) };
  if ('below' in condition) return { [fact]: inUnit(fact, condition.below - 1) };
  return condition.is instanceof RegExp ? undefined : { [fact]: condition.is };
}
const inUnit = (fact: keyof typeof FACT_TABLE, value: number) =>
  FACT_TABLE[fact].kind === 'duration' ? `${value} s` : value;

const CONTRADICTIONS = RULES.flatMap(({ id, contradicts = [] }) =>
  contradicts.flatMap((condition) => {
    const facts = factsFor(condition);
    const evidence = evidenceOf.get(id);
    return facts && evidence ? [{ id, facts, evidence }] : [];
  }),
);

describe('a contradicted cause is never named', () => {
  it.each(CONTRADICTIONS)('$id with $facts', ({ id, facts, evidence }) => {
    const found = idsOf(diagnosisOf({ ...evidence, facts: { ...evidence.facts, ...facts } }));

    expect(found).not.toContain(id);
  });

  it.each([
    ['sts-role-does-not-exist', { call: 'iam:GetRole', httpStatus: 200 }, ['roleExists']],
    ['sts-user-lacks-assumerole-permission', { call: 'sts:AssumeRole', httpStatus: 200 }, []],
    ['sts-trust-policy-excludes-caller', { call: 'sts:AssumeRole', httpStatus: 200 }, []],
    ['sts-clock-skew', { call: 'sts:GetCallerIdentity', httpStatus: 200 }, []],
    ['sts-key-whitespace', { call: 'sts:GetCallerIdentity', httpStatus: 200 }, []],
    ['iam-trust-principal-nonexistent', { call: 'iam:GetUser', httpStatus: 200 }, ['userExists']],
    ['lwa-client-secret-wrong', { call: 'lwa:client_credentials', httpStatus: 200 }, []],
    ['lwa-refresh-token-malformed', { call: 'lwa:refresh_token', httpStatus: 200 }, []],
    ['lwa-authorization-expired-one-year', { call: 'lwa:refresh_token', httpStatus: 200 }, []],
    ['reg-developer-profile-not-approved', { call: 'sp-api:getOrders', httpStatus: 200 }, []],
    ['call-seller-account-deactivated', { call: 'sp-api:getOrders', httpStatus: 200 }, []],
    ['call-vendor-seller-mismatch', { call: 'sp-api:getOrders', httpStatus: 200 }, []],
    ['call-missing-role', { call: 'sp-api:getMarketplaceParticipations', httpStatus: 200, region: 'EU' }, []],
  ])('%s after %j', (id, observation, without: string[]) => {
    const { observations, facts } = evidenceOf.get(id) ?? {};
    const kept = Object.entries(facts ?? {}).filter(([name]) => !without.includes(name));
    const alone = observations?.slice(0, 1) ?? [];

    const found = idsOf(
      diagnosisOf({ observations: [...alone, observation], facts: Object.fromEntries(kept) }),
    );

    expect(found).not.toContain(id);
  });
});

describe('a fact under another name', () => {
  it.each([
    ['call-missing-role', { role_ticked: 'no' }],
    ['call-role-added-token-not-renewed', { tokenOlderThanRole: true }],
    [
      'call-refresh-token-of-other-region',
      { authorizationRegion: 'eu-west-1', endpoint: 'sellingpartnerapi-na.amazon.com' },
    ],
    ['call-vendor-seller-mismatch', { account: { type: 'Vendor' } }],
    ['call-seller-account-deactivated', { sellingAccount: { status: 'suspended' } }],
    ['call-seller-account-deactivated', { accountDeactivated: 'true' }],
    ['reg-developer-profile-not-approved', { developerProfile: 'Under review' }],
  ])('still tells %s: %j', (id, facts) => {
    const observations = [
      {
        ...evidenceOf.get('call-missing-role')?.observations?.[0],
        call: 'sp-api:getMarketplaceParticipations',
      },
    ];

    const [first] = diagnosisOf({ observations: observations as Given[], facts }).causes;

    expect(first?.id).toBe(id);
    expect(first?.confidence).not.toBe('possible');
  });

  it('that no rule knows puts its cause first, and makes it no likelier', () => {
    const observations = [
      { call: 'sp-api:getMarketplaceParticipations', httpStatus: 403, code: 'Unauthorized' },
    ];

    const [first] = rootsOf(
      diagnosisOf({ observations, facts: { support_said: 'the account is suspended' } }),
    );

    expect([first?.id, first?.confidence]).toEqual(['call-seller-account-deactivated', 'possible']);
  });

  it.each([
    [{ accessKeyAgeMinutes: 0.2 }, 'sts-new-access-key-propagation'],
    [{ keyAge: '5 s' }, 'sts-new-access-key-propagation'],
    [{ secondsSinceCreateAccessKey: 3 }, 'sts-new-access-key-propagation'],
    [{ accessKey: { created: '7 seconds ago' } }, 'sts-new-access-key-propagation'],
    [
      { accessKeyCreatedAt: '2026-11-20T10:00:00Z', now: '2026-11-20T10:00:09Z' },
      'sts-new-access-key-propagation',
    ],
    [{ accessKeyAgeDays: 40 }, 'sts-access-key-unknown'],
  ])('counts in its own unit: %j', (facts, id) => {
    const observations = evidenceOf.get('sts-new-access-key-propagation')?.observations ?? [];

    expect(idsOf(diagnosisOf({ observations, facts }))[0]).toBe(id);
  });
});
