import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { whyNoRegion } from '#shared/domain/partition.ts';
import { errorOf } from '../../../support/subjects.ts';

/** The region of the deployment after `--region`. */
async function deployed(name: string): Promise<string> {
  // It is JavaScript for the framework, which has no use for types.
  const file = '../../../../functions/region.js';
  const { region } = (await import(file)) as { region: (variables: object) => Promise<string> };
  return region({ resolveVariable: async () => name });
}

describe('a region of another partition', () => {
  it.each([
    'cn-north-1',
    'cn-northwest-1',
    'us-gov-west-1',
    'us-iso-east-1',
    'us-isob-east-1',
    'us-isof-south-1',
    'eu-isoe-west-1',
    'eusc-de-east-1',
  ])('fails the packaging with the reason: %s', async (name) => {
    const error = (await errorOf(deployed(name))) as Error;

    expect(error.message).toBe(
      `The region ${name} is not in the AWS partition "aws". SP-API has no use there: use a region of the partition aws, for example eu-west-1 (--region eu-west-1).`,
    );
  });
});

it.each(['us-east-1', 'eu-central-1', 'eu-south-2', 'us-west-2', 'cn', 'ap-southeast-7', 'mx-central-1'])(
  'a region that is not known as one of another partition is taken: %s',
  async (name) => {
    expect(whyNoRegion(name)).toBeUndefined();
    expect(await deployed(name)).toBe(name);
  },
);

it('rights, policies and definitions name the partition aws, and no other', () => {
  const sources = globSync(['functions/**/*.{yml,js}', 'statemachines/*.{yml,yaml,js}', 'serverless.yml']);

  const others = sources.filter((file) => /AWS::Partition|arn:aws-/.test(readFileSync(file, 'utf8')));
  expect(sources.length).toBeGreaterThan(50);
  expect(others).toEqual([]);
});
