import { describe, expect, it } from '@jest/globals';

interface Template {
  Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
}
type Plugin = new (serverless: object) => { hooks: Record<string, () => void> };

/** As the framework makes it: a function, its version named after code and settings, a machine that calls this version. */
const template = (): Template => ({
  Resources: {
    Act: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: {} } } },
    ActVersionX: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Act' } } },
    Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: { Calls: { Ref: 'ActVersionX' } } },
  },
});

async function secured(custom: { kmsKeyArn?: string; permissionsBoundaryArn?: string }): Promise<Template> {
  const file = '../../functions/secure-template.js';
  const { default: SecureTemplate } = (await import(file)) as { default: Plugin };
  const provider = { compiledCloudFormationTemplate: template() };
  const { hooks } = new SecureTemplate({ service: { custom, provider } });
  for (const run of Object.values(hooks)) run();
  return provider.compiledCloudFormationTemplate;
}

const versionIn = ({ Resources }: Template) =>
  Object.entries(Resources).find(([, { Type }]) => Type === 'AWS::Lambda::Version')?.[0] ?? '';

describe('a function version', () => {
  it('keeps the name that the framework gave it where the deployer puts nothing in', async () => {
    expect(await secured({})).toEqual(template());
  });

  it('is another one for another key, so that it is published, and the machine calls that one', async () => {
    const [one, other] = [await secured({ kmsKeyArn: 'arn:one' }), await secured({ kmsKeyArn: 'arn:other' })];

    expect(versionIn(one)).toMatch(/^ActVersionX[0-9a-f]{12}$/);
    expect(versionIn(other)).not.toBe(versionIn(one));
    expect(one.Resources.Machine?.Properties.Calls).toEqual({ Ref: versionIn(one) });
  });

  it('is the same for the same key', async () => {
    const again = await secured({ kmsKeyArn: 'arn:one' });

    expect(versionIn(again)).toBe(versionIn(await secured({ kmsKeyArn: 'arn:one' })));
  });
});
