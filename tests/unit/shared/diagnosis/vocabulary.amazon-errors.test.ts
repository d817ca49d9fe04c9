import { describe, expect, it } from '@jest/globals';
import { OPERATIONS } from '#shared/operations/operations.ts';
import errors from '../../../../local/diagnosis/models/amazon-errors.json' with { type: 'json' };
import { diagnosisOf } from '../../../support/diagnosis.ts';

type Families = Record<string, string[]>;
type Given = { call: string } & Record<string, unknown>;

const familyOf = (observation: Given) => diagnosisOf({ observations: [observation] }).family;

/** Those whose explanation is none, or of a family that the list does not name. */
const unexplained = (families: Families, write: (error: string) => Given) =>
  Object.entries(families)
    .map(([error, expected]) => ({ error, expected, family: familyOf(write(error)) }))
    .filter(({ expected, family }) => !expected.includes(family));

describe('every error of Login with Amazon is explained', () => {
  const call = 'lwa:refresh_token';

  it('by its code, in the field and in the answer', () => {
    expect(unexplained(errors.lwa.codes, (code) => ({ call, code }))).toEqual([]);
    expect(unexplained(errors.lwa.codes, (error) => ({ call, message: JSON.stringify({ error }) }))).toEqual(
      [],
    );
  });

  it('by its text', () => {
    expect(unexplained(errors.lwa.texts, (message) => ({ call, message }))).toEqual([]);
  });

  it.each(errors.lwa.sentences)('with every parameter: %s', (sentence) => {
    const write = (parameter: string) => ({ call, message: sentence.replace('{parameter}', parameter) });

    expect(unexplained(errors.lwa.parameters, write)).toEqual([]);
  });

  it('by its status, where it says nothing else', () => {
    expect(errors.lwa.statuses.filter((httpStatus) => familyOf({ call, httpStatus }) === 'unknown')).toEqual(
      [],
    );
  });
});

describe('every error of SP-API is explained', () => {
  const call = 'sp-api:getOrders';

  it('by its code, in the field and in the answer', () => {
    const answer = (code: string) => JSON.stringify({ errors: [{ code, message: '', details: '' }] });

    expect(unexplained(errors.spApi.codes, (code) => ({ call, code }))).toEqual([]);
    expect(
      unexplained(errors.spApi.codes, (code) => ({
        call,
        ...(/^\d+$/.test(code) && { httpStatus: code }),
        message: answer(code),
      })),
    ).toEqual([]);
  });

  it('by x-amzn-ErrorType, in any case', () => {
    for (const name of ['x-amzn-ErrorType', 'x-amzn-errortype'])
      expect(unexplained(errors.spApi.errorTypes, (type) => ({ call, headers: { [name]: type } }))).toEqual(
        [],
      );
  });

  it('by its text', () => {
    expect(unexplained(errors.spApi.texts, (message) => ({ call, message }))).toEqual([]);
    expect(
      unexplained(errors.spApi.texts, (details) => ({ call, code: 'Unauthorized', details })).filter(
        ({ family }) => family === 'unknown',
      ),
    ).toEqual([]);
  });

  it('by its status, where it says nothing else', () => {
    expect(
      errors.spApi.statuses.filter((httpStatus) => familyOf({ call, httpStatus }) === 'unknown'),
    ).toEqual([]);
  });

  it('for every operation of the catalogue, and a removed one as removed', () => {
    const denied = OPERATIONS.map(({ method, path, operation, removed }) => ({
      operation,
      removed: removed !== undefined,
      family: familyOf({
        call: `sp-api:${method} ${path.replace(/\{\w+\}/g, 'X1')}`,
        httpStatus: 403,
        code: 'Unauthorized',
        message: 'Access to requested resource is denied.',
        details: '',
        at: '2026-11-20T00:00:00Z',
      }),
    }));

    expect(denied.filter(({ family }) => family === 'unknown')).toEqual([]);
    expect(
      denied
        .filter(({ removed, family }) => removed && family !== 'wrong-operation')
        .map((one) => one.operation),
    ).toEqual([]);
    expect(denied.length).toBeGreaterThan(370);
  });
});

describe('every code of the portal is explained', () => {
  it.each(['console:Seller Central', 'console:authorize', 'console:Solution Provider Portal'])(
    'on %s',
    (call) => {
      expect(unexplained(errors.portal.codes, (code) => ({ call, code }))).toEqual([]);
      expect(unexplained(errors.portal.codes, (code) => ({ call, message: `Error Code: ${code}` }))).toEqual(
        [],
      );
    },
  );
});
