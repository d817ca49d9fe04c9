import { expect, it } from '@jest/globals';
import { nameVersions } from '#shared/release/function-versions.ts';

interface Settings {
  code?: string;
  properties?: Record<string, unknown>;
}

/** A template with one version of a function, and an alias of it. */
const template = ({ code = 'abc', properties = {} }: Settings = {}) => ({
  Resources: {
    RunLambdaFunction: { Type: 'AWS::Lambda::Function', Properties: { MemorySize: 256, ...properties } },
    RunLambdaVersionOld1: {
      Type: 'AWS::Lambda::Version',
      Properties: { FunctionName: { Ref: 'RunLambdaFunction' }, CodeSha256: code },
    },
    RunAlias: {
      Type: 'AWS::Lambda::Alias',
      Properties: { FunctionVersion: { 'Fn::GetAtt': ['RunLambdaVersionOld1', 'Version'] } },
    },
    OtherLambdaVersionThing: { Type: 'AWS::Lambda::Permission', Properties: {} },
  },
});

const namesOf = (settings?: Settings) => Object.keys(nameVersions(template(settings)).Resources);
const versionOf = (settings?: Settings) => namesOf(settings)[1];

it('a version is named after its function and a digest, wherever it is named', () => {
  const { Resources } = nameVersions(template());
  const [, name = ''] = Object.keys(Resources);

  expect(name).toMatch(/^RunLambdaVersion[0-9A-Za-z]{40,}$/);
  expect(Resources.RunAlias?.Properties.FunctionVersion).toEqual({ 'Fn::GetAtt': [name, 'Version'] });
  expect(namesOf()).toEqual(['RunLambdaFunction', name, 'RunAlias', 'OtherLambdaVersionThing']);
});

it.each<[string, Settings]>([
  ['code', { code: 'def' }],
  ['a setting', { properties: { MemorySize: 512 } }],
  ['a setting in a setting', { properties: { Environment: { Variables: { A: 'b' } } } }],
  ['the order of a list', { properties: { Layers: ['b', 'a'] } }],
])('other %s make another version', (_, settings) => {
  expect(versionOf(settings)).not.toBe(versionOf());
  expect(versionOf(settings)).not.toBe(versionOf({ properties: { Layers: ['a', 'b'] } }));
});

it.each<[string, Settings]>([
  ['where its code lies', { properties: { Code: { S3Key: 'x' } } }],
  ['reserved concurrency', { properties: { ReservedConcurrentExecutions: 5 } }],
  ['tags', { properties: { Tags: [{ Key: 'a', Value: 'b' }] } }],
])('%s makes no other version', (_, settings) => {
  expect(versionOf(settings)).toBe(versionOf());
});

it('the order of settings makes no other version', () => {
  const one = { properties: { A: { c: null, b: 1 }, B: 2 } };
  const other = { properties: { B: 2, A: { b: 1, c: null } } };

  expect(versionOf(one)).toBe(versionOf(other));
});
