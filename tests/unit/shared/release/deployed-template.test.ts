import { describe, expect, it } from '@jest/globals';
import { deployedTemplate, type Release } from '#shared/release/deployed-template.ts';

const release = (): Release => ({
  service: 'sp-api-private-app',
  defaults: {
    chat: 'off',
    checkSchedule: 'rate(1 day)',
    healthMessages: 'rate(7 days)',
    pages: 'on',
    namespace: '',
  },
  template: {
    Resources: {
      ActLambdaFunction: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: 'sp-api-private-app-xstagex-act',
          Environment: { Variables: { CHAT: '{{chat}}', NAMESPACE: 'release-namespace', PAGE_URL: 'url' } },
        },
      },
      ActLambdaVersionOld1: {
        Type: 'AWS::Lambda::Version',
        Properties: { FunctionName: { Ref: 'ActLambdaFunction' }, CodeSha256: 'digest' },
      },
      HandleTaskFunctionRole: { Type: 'AWS::IAM::Role', Properties: {} },
      SendHealthLinkEventsRuleSchedule1: {
        Type: 'AWS::Events::Rule',
        Properties: { ScheduleExpression: 'rate(9998 days)' },
      },
      SpapixstagexRule: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(9999 days)' } },
    },
    Outputs: { Act: { Value: { Ref: 'ActLambdaVersionOld1' } }, HandleTaskLambdaX: { Value: 'x' } },
  },
});

const made = (stage: string, params: Record<string, string> = {}) =>
  deployedTemplate(release(), stage, params);
const variables = (template: ReturnType<typeof made>) =>
  template.Resources.ActLambdaFunction?.Properties.Environment.Variables;

describe('the template of a release for one deployment', () => {
  it('has the stage in names and texts, and the parameters or their defaults', () => {
    const { Resources, ...template } = made('eu-prod', { chat: 'on "quoted" $& {{pages}}' });

    expect(Resources.ActLambdaFunction?.Properties).toMatchObject({
      FunctionName: 'sp-api-private-app-eu-prod-act',
      Environment: { Variables: { CHAT: 'on "quoted" $& {{pages}}', NAMESPACE: 'sp-api-eu-prod' } },
    });
    expect(Resources.SpapieuprodRule?.Properties).toEqual({ ScheduleExpression: 'rate(1 day)' });
    expect(Resources.SendHealthLinkEventsRuleSchedule1?.Properties).toEqual({
      ScheduleExpression: 'rate(7 days)',
    });
    expect(Object.keys(template.Outputs ?? {})).toEqual(['Act', 'HandleTaskLambdaX']);
  });

  it('names a version anew with other settings, and alike with the same', () => {
    const versionOf = (params: Record<string, string>) => {
      const { Resources, Outputs } = made('prod', params);
      const [name = ''] = Object.keys(Resources).filter((id) => id.startsWith('ActLambdaVersion'));
      expect(Outputs?.Act?.Value).toEqual({ Ref: name });
      return name;
    };

    expect(versionOf({ chat: 'on' })).toBe(versionOf({ chat: 'on' }));
    expect(versionOf({ chat: 'on' })).not.toBe(versionOf({ chat: 'off' }));
    expect(versionOf({})).not.toContain('Old1');
  });

  it('tells every function the key of the deployer', () => {
    expect(variables(made('prod', { kmsKeyArn: 'arn:key' })).KMS_KEY_ARN).toBe('arn:key');
    expect(variables(made('prod')).KMS_KEY_ARN).toBeUndefined();
  });

  it('has nothing of the task pages where they are off', () => {
    const { Resources, Outputs } = made('prod', { pages: 'off' });

    expect(
      Object.keys({ ...Resources, ...Outputs }).filter((name) => /^(HandleTask|SendHealth)/.test(name)),
    ).toEqual([]);
    expect(variables({ Resources }).PAGE_URL).toBe('off');
  });

  it.each([
    ['a stage', 'a/b', {}, 'The stage "a/b" cannot be used: it must have letters, digits and hyphens only.'],
    ['a long stage', 'a'.repeat(60), { namespace: 'acme' }, /has 60 characters, and at most 41 fit/],
    ['a namespace', 'prod', { namespace: 'aws-x' }, /^The namespace "aws-x" cannot be used/],
    ['pages', 'prod', { pages: 'no' }, '--param pages= must be on or off, not "no".'],
    ['a schedule', 'prod', { checkSchedule: 'daily' }, /^checkSchedule must be rate\(…\) or cron\(…\)/],
    [
      'a schedule of messages',
      'prod',
      { healthMessages: 'off' },
      /^healthMessages must be rate\(…\) or cron\(…\)/,
    ],
  ])('is not made for %s that cannot be', (_, stage, params, message) => {
    expect(() => made(stage, params as Record<string, string>)).toThrow(message);
  });
});
