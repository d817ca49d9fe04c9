import { beforeAll, describe, expect, it } from '@jest/globals';
import { createDiagnosis, diagnose } from '#shared/diagnosis/diagnose.ts';
import type { Rule } from '#shared/diagnosis/rule.ts';
import { RULES } from '#shared/diagnosis/rules/index.ts';
import { MEANINGS } from '#shared/diagnosis/vocabulary/index.ts';
import { checkLaws } from '../../../../local/diagnosis/laws/check-laws.ts';
import { broken } from '../../../../local/diagnosis/laws/laws.ts';
import { diagnosisOf } from '../../../support/diagnosis.ts';
import { leastMs, slowness } from '../../../support/slowness.ts';

const SEED = 20261128;

it('the diagnosis holds its laws over 2,000 random evidences', () => {
  // Always the same ones: npm run diagnosis:laws looks for new ones.
  const { problems, counterexample } = checkLaws(diagnose, { runs: 2000, seed: SEED });

  expect([problems, counterexample]).toEqual([[], undefined]);
});

/** Of which larger runs found that they broke a law. */
const FOUND: [string, Record<string, unknown>][] = [
  [
    'a code that only another service has',
    { call: 'iam:CreateAccessKey', httpStatus: 409, code: 'StateConflict', message: 'Please try again.' },
  ],
  [
    'a code whose words are those of another error',
    {
      call: 'iam:CreateAccessKey',
      httpStatus: 403,
      code: 'QuotaExceeded',
      message:
        'Stack:arn:aws:cloudformation:us-east-1:111122223333:stack/x/x is in ROLLBACK_COMPLETE state and can not be updated.',
    },
  ],
  [
    'words of message and details side by side',
    {
      call: 'https://sellercentral.amazon.com/apps/authorize/consent?application_id=x&version=beta',
      message: ' Reason: Country field is missing, Name field is missing, AddressLine1 field is missing.',
      details:
        'A destination with arn arn:aws:sqs:us-east-1:111122223333:offers already exists for the application.',
    },
  ],
  [
    'a code of one word',
    {
      call: 'iam:CreateAccessKey',
      httpStatus: 409,
      code: 'Forbidden',
      message: 'The request has an invalid grant parameter : code',
    },
  ],
];

it.each(FOUND)('the diagnosis holds its laws for %s, however it is changed', (_, observation) => {
  const evidence = { observations: [observation], facts: {} };

  const problems = Array.from({ length: 100 }, (_, pick) => broken(diagnose, evidence as never, pick)).flat();

  expect(problems).toEqual([]);
});

const UNSOUND: [string, Partial<Rule>][] = [
  ['that needs no words', { when: [{ service: ['iam', 'sp-api'], words: /./ }] }],
  ['that a path can trigger', { when: [{ raw: /marketplace/ }] }],
  [
    'that is certain and can be contradicted',
    {
      when: [{ words: /not authorized/ }],
      byWords: 'certain',
      contradicts: [{ fact: 'roleExists', is: true }],
    },
  ],
  [
    'that a good answer with the credential does not contradict',
    { id: 'aws-key-refused', when: [{ words: /security token included in the request is invalid/ }] },
  ],
  [
    'that hangs on what other calls said',
    { when: [{ code: /accessdenied/ }], needs: { saw: { code: /invalideventpattern/ } } },
  ],
];

describe('the laws catch a rule', () => {
  it.each(UNSOUND)('%s', (_, unsound) => {
    const [base] = RULES;
    const planted = {
      ...base,
      id: 'planted',
      byWords: undefined,
      contradicts: undefined,
      ...unsound,
    } as Rule;

    // It ends at the first evidence that breaks a law. A new case changes all evidences, and then that one comes later.
    const { failed } = checkLaws(createDiagnosis([planted, ...RULES]), { runs: 10_000, seed: SEED });

    expect(failed).toBe(true);
  });
});

describe('what an error means', () => {
  it.each(MEANINGS)(
    '$id has a source, and other meanings where it is not certain',
    ({ sure, otherwise, source, cause, remedy }) => {
      expect([cause, remedy]).toEqual([expect.stringMatching(/^\S.*\.$/), expect.stringMatching(/^\S.*\.$/)]);
      expect(source).toMatch(/^https:\/\//);
      expect(otherwise === undefined).toBe(sure === 'certain');
    },
  );

  it('has one name each', () => {
    const ids = [...MEANINGS, ...RULES].map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a diagnosis takes less than a second, or more where the machine is slower', () => {
  let limit: number;
  beforeAll(() => {
    limit = 1000 * slowness();
  });

  const PIECES = [
    'a',
    ' ',
    "'",
    '"',
    '<',
    '/',
    '/a',
    'a.',
    'a-',
    'error ',
    'Exception ',
    '{"code":"',
    '\\"',
    'arn:aws:iam::',
    'https://',
    "('a', ",
    'a@',
    '\n',
    'CREATE_',
    'Aa',
    'message: "a ',
    '0123abcd-',
    'User: x is not authorized ',
    '(',
    'An error occurred (',
    'access denied ',
    'resource not ',
    'marketplace ',
    'rotated ',
    'role ',
    'token ',
    'no message ',
  ];
  it('of a megabyte of text, whatever it repeats', () => {
    const slow = PIECES.filter((piece) => {
      const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
      const observed = (call: string) => ({
        call,
        code: text,
        message: text,
        details: text,
        note: text,
        url: text,
      });
      const observations = ['sp-api:getOrders', 'iam:CreateRole', text].map(observed);
      return leastMs(() => diagnosisOf({ observations, facts: { text, roleArn: text } }), limit) > limit;
    });

    expect(slow).toEqual([]);
  });

  it('of 10,000 observations', () => {
    const observations = Array.from({ length: 10_000 }, (_, i) => ({
      call: i % 2 ? `iam:Operation${i}` : 'sp-api:getOrders',
      httpStatus: i % 3 ? 403 : 200,
      code: 'AccessDenied',
      message: `User: arn:aws:iam::111122223333:user/u${i} is not authorized to perform: iam:Operation${i}`,
      at: new Date(Date.UTC(2026, 0) + 1000 * i).toISOString(),
    }));

    expect(leastMs(() => diagnosisOf({ observations }), limit)).toBeLessThan(limit);
  });
});
