import { describe, expect, it } from '@jest/globals';
import { openWaitingPage } from '../../../../local/smoke/open-page.ts';
import { paramsOf, regionOf } from '../../../../local/smoke/options.ts';
import type { SmokeSession } from '../../../../local/smoke/session.ts';
import { newTrial } from '../../../../local/smoke/trial.ts';

describe('the parameters of the deployment', () => {
  it('are taken by their names, whatever is in their values', () => {
    const param = ['pages=off', 'kmsKeyArn=arn:aws:kms:eu-west-1:111122223333:key/a=b', 'namespace='];

    expect(paramsOf({ param })).toEqual({
      pages: 'off',
      kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/a=b',
      namespace: '',
    });
  });

  it.each(['pages', '=off'])('need a name and a value: %s', (text) => {
    expect(() => paramsOf({ param: [text] })).toThrow(`--param ${text} must be name=value.`);
  });
});

describe('the region of a trial', () => {
  it('is the one that was given', async () => {
    expect(await regionOf({ region: 'eu-central-1', param: [] })).toBe('eu-central-1');
  });

  it('is none in which SP-API has no use', async () => {
    await expect(regionOf({ region: 'cn-north-1', param: [] })).rejects.toThrow(
      'The region cn-north-1 is not in the AWS partition "aws".',
    );
  });
});

it('a trial of a stack without task pages opens none', async () => {
  // Nothing of the session is needed for it.
  expect(await openWaitingPage({} as SmokeSession, newTrial())).toEqual({
    detail: 'there is none (--param pages=off)',
  });
});
