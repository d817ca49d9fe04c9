import { describe, expect, it } from '@jest/globals';

interface Template {
  Resources: Record<string, { Type: string; DeletionPolicy?: string; Properties: Record<string, unknown> }>;
}
type Plugin = new (serverless: object) => { hooks: Record<string, () => void> };
type Settings = Record<string, { environment: Record<string, unknown> }>;
type ReadSettings = (variables: object) => Promise<Settings>;

/** As the framework makes it: a function, its version named after code and settings, a machine that calls this version. */
const template = (): Template => ({
  Resources: {
    Act: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: {} } } },
    ServeTaskPagesLambdaFunction: {
      Type: 'AWS::Lambda::Function',
      Properties: { Environment: { Variables: {} } },
    },
    ActVersionX: {
      Type: 'AWS::Lambda::Version',
      DeletionPolicy: 'Retain',
      Properties: { FunctionName: { Ref: 'Act' } },
    },
    Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: { Calls: { Ref: 'ActVersionX' } } },
  },
});

// They are JavaScript for the framework, which has no use for types.
const load = async <T>(file: string, name: string): Promise<T> =>
  ((await import(`../../../functions/${file}`)) as Record<string, T>)[name] as T;

async function secured(custom: Record<string, string>): Promise<Template> {
  const SecureTemplate = await load<Plugin>('secure-template.js', 'default');
  const provider = { compiledCloudFormationTemplate: template() };
  const { hooks } = new SecureTemplate({ service: { custom, provider } });
  for (const run of Object.values(hooks)) run();
  return provider.compiledCloudFormationTemplate;
}

async function settings(params: Record<string, string> = {}): Promise<Settings> {
  const functions = await load<ReadSettings>('deployment.js', 'functions');
  return functions({ resolveVariable: async (name: string) => params[name.replace('param:', '')] ?? '' });
}

describe('a function version', () => {
  it('keeps the name that the framework gave it, whatever the deployer puts in', async () => {
    const { Resources } = template();

    for (const custom of [{}, { kmsKeyArn: 'arn:key' }, { permissionsBoundaryArn: 'arn:boundary' }])
      expect(Object.keys((await secured(custom)).Resources)).toEqual(Object.keys(Resources));
  });

  it('goes with an update that failed, because Lambda would not publish it again, and stays otherwise', async () => {
    const { Resources } = await secured({});

    expect(Resources.ActVersionX?.DeletionPolicy).toBe('RetainExceptOnCreate');
  });
});

describe('without task pages', () => {
  it('neither the pages nor what only they call is deployed, with no role of theirs', async () => {
    const roles = await load<(variables: object) => Promise<{ Resources: object }>>(
      'deployment.js',
      'resources',
    );
    const { Resources } = await roles({ resolveVariable: async () => 'off' });
    const off = await settings({ pages: 'off' });
    const on = await settings({ pages: 'on' });

    const ofPages = /^(serveTaskPages|handleTask|showHealth|sendHealthLink)(FunctionRole)?$/i;
    expect(Object.keys(on)).toContain('serveTaskPages');
    expect(Object.keys(off)).toEqual(Object.keys(on).filter((name) => !ofPages.test(name)));
    expect(Object.keys(Resources).filter((name) => ofPages.test(name))).toEqual([]);
    expect(Object.keys(Resources)).toHaveLength(Object.keys(off).length);
    expect(JSON.stringify(off)).not.toMatch(/ServeTaskPages|HandleTask|ShowHealth|SendHealthLink/);
  });

  it('the function that asks people is told, and is not without', async () => {
    expect((await settings({ pages: 'off' })).requestHumanTask?.environment.PAGE_URL).toBe('off');
    expect((await settings()).requestHumanTask?.environment.PAGE_URL).toEqual({
      'Fn::GetAtt': ['ServeTaskPagesLambdaFunctionUrl', 'FunctionUrl'],
    });
  });

  it('is what on and off decide, and no other word', async () => {
    await expect(settings({ pages: 'no' })).rejects.toThrow('--param pages= must be on or off, not "no".');
  });
});

describe('the settings of the functions, after which the framework names their versions', () => {
  it('have the key and the boundary of the deployer', async () => {
    const asked = await settings({ kmsKeyArn: 'arn:key', permissionsBoundaryArn: 'arn:boundary' });

    expect(asked.recordResults?.environment.KMS_KEY_ARN).toBe('arn:key');
    expect(asked.provisionIamUser?.environment.PERMISSIONS_BOUNDARY_ARN).toBe('arn:boundary');
  });

  it('have the boundary of the stack and no key where the deployer asks for none', async () => {
    const plain = await settings();

    expect(plain.provisionIamUser?.environment).toEqual({
      PERMISSIONS_BOUNDARY_ARN: { Ref: 'CredentialsBoundary' },
    });
  });
});

describe('the concurrency of the pages', () => {
  it('is reserved for them alone', async () => {
    const { Resources } = await secured({ pageConcurrency: '5' });

    expect(Resources.ServeTaskPagesLambdaFunction?.Properties.ReservedConcurrentExecutions).toBe(5);
    expect(Resources.Act).toEqual(template().Resources.Act);
  });

  it.each(['0', '-1', '1.5', 'many', ' 5'])(
    'is a whole number from 1 on, not %j',
    async (pageConcurrency) => {
      await expect(secured({ pageConcurrency })).rejects.toThrow('must be a whole number from 1 on');
    },
  );
});
