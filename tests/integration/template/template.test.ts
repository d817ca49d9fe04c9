import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { AppName, AuthorizationName } from '#shared/domain/application.ts';
import { holdsSecret } from '#shared/domain/holds-secret.ts';
import { RESERVED_NAMES } from '#shared/domain/reserved-names.ts';
import { packageService } from '../../../local/engine/package.ts';
import { readersTable, SECURITY_PAGE, writtenTable } from '../../../local/security-readers.ts';
import { type GrantingTemplate, grantsOf } from '../../privileges/grants.ts';
import { judgeTemplate } from '../../support/policies/judge-template.ts';
import { type Chosen, strayMatches } from '../../support/policies/stray-matches.ts';
import { packagedTemplate, releasedTemplate } from '../../support/released-template.ts';

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: Record<string, unknown>;
}
interface Resource {
  Type: string;
  Properties: {
    FunctionName?: unknown;
    Role?: { 'Fn::GetAtt': [string, string] };
    Environment?: { Variables: Record<string, unknown> };
    Policies?: { PolicyDocument: { Statement: Statement[] } }[];
    RetentionInDays?: number;
    AuthType?: string;
    Principal?: string;
    ScheduleExpression?: string;
    State?: string;
    Targets?: { Arn: unknown }[];
    EventPattern?: unknown;
    Action?: string;
    FunctionUrlAuthType?: string;
    InvokedViaFunctionUrl?: boolean;
  };
}

const FUNCTIONS = readdirSync('functions', { withFileTypes: true }).filter((entry) => entry.isDirectory());
const MACHINES = readdirSync('statemachines')
  .filter((name) => name.endsWith('.machine.yml'))
  .map((name) => name.replace('.machine.yml', ''))
  .toSorted();
const pascal = (name: string) =>
  name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

let folder: string;
let template: string;
let resources: Record<string, Resource>;
let leftBehind: string[];

beforeAll(async () => {
  const before = bundlerFolders();
  folder = mkdtempSync(join(tmpdir(), 'template-'));
  await packageService({ folder, stage: 'dev', params: {} });
  template = join(folder, 'cloudformation-template-update-stack.json');
  resources = JSON.parse(readFileSync(template, 'utf8')).Resources;
  leftBehind = bundlerFolders().filter((name) => !before.includes(name));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the bundler makes in the temporary folder: the function, the process, the time and a random word. */
const bundlerFolders = () =>
  readdirSync(tmpdir()).filter((name) => /^\w+-\d+-\d{13}-[0-9a-f]{8}$/.test(name));

const ofType = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);
const statementsOf = ({ Properties }: Resource) =>
  (Properties.Policies ?? []).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
const list = (value: unknown) => (Array.isArray(value) ? value : [value]);

describe('the packaged template', () => {
  it('is what spapi deploy makes of a release', async () => {
    expect(await releasedTemplate('dev', {})).toEqual(packagedTemplate(folder));
  });

  it('grants only what AWS has, as AWS describes it', async () => {
    expect(await judgeTemplate(template)).toEqual({ open: [], stale: [] });
  });

  it('leaves nothing of its making in the temporary folder', () => {
    expect(leftBehind).toEqual([]);
  });

  it('gives each function a role of its own', () => {
    const roles = ofType('AWS::Lambda::Function').map(
      ([, { Properties }]) => Properties.Role?.['Fn::GetAtt'][0],
    );

    expect(roles.length).toBe(FUNCTIONS.length);
    expect(new Set(roles).size).toBe(FUNCTIONS.length);
    expect(Object.keys(resources)).not.toContain('IamRoleLambdaExecution');
  });

  it('has no wildcard action', () => {
    const actions = ofType('AWS::IAM::Role').flatMap(([, role]) =>
      statementsOf(role).flatMap(({ Action }) => list(Action)),
    );

    expect(actions.length).toBeGreaterThan(60);
    expect(actions.filter((action) => String(action).includes('*'))).toEqual([]);
  });

  it('has the resource "*" only where AWS allows nothing narrower, justified beside it', () => {
    const wide = ofType('AWS::IAM::Role').flatMap(([name, role]) =>
      statementsOf(role)
        .filter(({ Resource }) => list(Resource).includes('*'))
        .map(({ Action }) => [name, new Set(list(Action).map((action) => String(action).split(':')[0]))]),
    );

    const machines = MACHINES.map((name) => [`${pascal(name)}MachineRole`, new Set(['logs', 'xray'])]);
    const listing = [
      ...['delete-parameters', 'list-applications', 'list-resources', 'remove-expired'],
      ...['handle-task', 'send-health-link', 'show-health', 'take-client-secret'],
    ];
    const functions = listing.map((name) => [`${pascal(name)}FunctionRole`, new Set(['ssm'])]);
    const subscribers = ['report-removal', 'subscribe-address'];
    const ofTopic = subscribers.map((name) => [`${pascal(name)}FunctionRole`, new Set(['sns'])]);
    const all = [...machines, ...functions, ...ofTopic];
    expect(wide).toEqual(expect.arrayContaining(all));
    expect(wide).toHaveLength(all.length);
    expect(readFileSync('statemachines/deployment.js', 'utf8')).toMatch(/AWS allows only "\*" here/);
    for (const name of [...listing, ...subscribers])
      expect(readFileSync(`functions/${name}/function.yml`, 'utf8')).toMatch(/# .*AWS allows only "\*" here/);
  });

  it('limits IAM writes to our path, and attaching to our policy', () => {
    const writes = /^iam:(Create|Delete|Put|Update|Attach|Detach|Tag)/;
    const granted = ofType('AWS::IAM::Role').flatMap(([, role]) =>
      statementsOf(role).filter(({ Action }) => list(Action).some((action) => writes.test(String(action)))),
    );

    expect(granted.length).toBeGreaterThan(8);
    for (const { Resource } of granted)
      expect(JSON.stringify(Resource)).toMatch(/:(user|role|policy)\/sp-api-dev\/sp-api-dev\.\*/);
    const attach = granted.filter(({ Action }) =>
      list(Action).some((action) => /^iam:(At|De)tachRolePolicy$/.test(String(action))),
    );
    const ours = expect.objectContaining({
      Condition: expect.objectContaining({
        ArnLike: {
          'iam:PolicyARN': {
            // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders
            'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:policy/sp-api-dev/sp-api-dev.*',
          },
        },
      }),
    });
    expect(attach).toEqual([ours, ours]);
  });

  it('gives rights to users and roles only within the boundary', () => {
    const limited =
      /^iam:(CreateUser|CreateRole|(Put|Attach)(User|Role)Policy|Put(User|Role)PermissionsBoundary)$/;
    const granted = ofType('AWS::IAM::Role').flatMap(([, role]) =>
      statementsOf(role).filter(({ Action }) => list(Action).some((action) => limited.test(String(action)))),
    );

    const boundary = { 'iam:PermissionsBoundary': { Ref: 'CredentialsBoundary' } };
    expect(granted.map(({ Action }) => Action).toSorted()).toEqual([
      ['iam:AttachRolePolicy'],
      ['iam:CreateRole', 'iam:PutRolePermissionsBoundary'],
      ['iam:CreateUser', 'iam:PutUserPermissionsBoundary'],
      ['iam:PutUserPolicy'],
    ]);
    // The key is a string, not an ARN. Source: Service Authorization Reference, IAM
    for (const { Condition } of granted) expect(Condition?.StringEquals).toEqual(boundary);
  });

  it('calls Amazon’s own addresses unless told otherwise, and has nothing secret in the environment', () => {
    const functions = Object.fromEntries(ofType('AWS::Lambda::Function'));
    const variables = functions.CallSellingPartnerApiLambdaFunction?.Properties.Environment?.Variables;

    expect(variables).toEqual({
      POWERTOOLS_SERVICE_NAME: 'sp-api-private-app',
      POWERTOOLS_LOG_LEVEL: 'INFO',
      NAMESPACE: 'sp-api-dev',
      STAGE: 'dev',
      LWA_ENDPOINT: 'https://api.amazon.com/auth/o2/token',
      SP_API_ENDPOINT: 'https://{host}.amazon.com',
    });
  });

  it('has no secret in the environment of any function: addresses, names and switches only', () => {
    const values = ofType('AWS::Lambda::Function').flatMap(([, { Properties }]) =>
      Object.values(Properties.Environment?.Variables ?? {}),
    );
    const literals = [...new Set(values.filter((value) => typeof value === 'string'))].toSorted();
    const references = values
      .filter((value) => typeof value !== 'string')
      .map((value) => JSON.stringify(value));

    expect(literals).toEqual([
      '14',
      '25',
      'INFO',
      'dev',
      'https://api.amazon.com/auth/o2/token',
      'https://{host}',
      'https://{host}.amazon.com',
      'off',
      'sp-api-dev',
      'sp-api-private-app',
    ]);
    expect(references.filter((text) => !/^\{"(Ref|Fn::(GetAtt|Join))":/.test(text))).toEqual([]);
    // The framework names a version after a hash, with which the name may by chance be as long as a client secret.
    const text = readFileSync(template, 'utf8').replaceAll(/\w+LambdaVersion\w+/g, '');
    expect(holdsSecret(text)).toBe(false);
    expect(readFileSync(template, 'utf8')).not.toContain('{{resolve:');
  });

  it('marks the namespace as its own, so that a second stack of the region cannot have it', () => {
    const [, marker] = ofType('AWS::SSM::Parameter')[0] ?? [];

    expect(marker?.Properties).toEqual({
      Name: '/sp-api-dev/_deployment',
      Type: 'String',
      Value: 'sp-api-private-app-dev',
      Description: 'The stack that has this namespace',
    });
  });

  it('opens one function alone to the internet, by its URL', () => {
    const urls = ofType('AWS::Lambda::Url').map(([name, { Properties }]) => [name, Properties.AuthType]);
    const open = ofType('AWS::Lambda::Permission')
      .filter(([, { Properties }]) => Properties.Principal === '*')
      .map(([, { Properties }]) => [
        Properties.Action,
        Properties.FunctionName,
        Properties.FunctionUrlAuthType ?? Properties.InvokedViaFunctionUrl,
      ]);

    const pages = { 'Fn::GetAtt': ['ServeTaskPagesLambdaFunction', 'Arn'] };
    expect(urls).toEqual([['ServeTaskPagesLambdaFunctionUrl', 'NONE']]);
    expect(open).toEqual([
      ['lambda:InvokeFunctionUrl', pages, 'NONE'],
      ['lambda:InvokeFunction', pages, true],
    ]);
  });

  it('lets the pages, which the internet reaches, find a link and call the two private functions, and nothing else', () => {
    const rights = statementsOf(resources.ServeTaskPagesFunctionRole as Resource).map(
      ({ Action, Resource }) => [
        list(Action),
        list(Resource).map((one) =>
          JSON.stringify(one).replace(/^.*?:(parameter\/[a-z-]+\/|log-group:)|"}$/g, ''),
        ),
      ],
    );

    expect(rights).toEqual([
      [
        ['logs:CreateLogStream', 'logs:PutLogEvents'],
        ['/aws/lambda/sp-api-private-app-dev-serve-task-pages:*'],
      ],
      [['ssm:GetParameters'], ['_links/*']],
      [
        ['lambda:InvokeFunction'],
        [
          '{"Fn::GetAtt":["HandleTaskLambdaFunction","Arn"]}',
          '{"Fn::GetAtt":["ShowHealthLambdaFunction","Arn"]}',
        ],
      ],
    ]);
  });

  describe('has no pattern that', () => {
    // Words of the paths, and names made of them, are the ones that could be mistaken.
    const aName = fc
      .oneof(
        fc.constantFrom(...RESERVED_NAMES),
        fc
          .tuple(fc.constantFrom(...RESERVED_NAMES), fc.constantFrom('-1', '-us'))
          .map((parts) => parts.join('')),
        fc.stringMatching(/^[a-z][a-z0-9-]{1,38}[a-z0-9]$/),
      )
      .filter((name) => AppName.safeParse(name).success && AuthorizationName.safeParse(name).success);
    const names: fc.Arbitrary<Chosen> = fc.record({ appName: aName, authorization: aName });
    const isAllowed = ({ appName, authorization }: Chosen) =>
      !RESERVED_NAMES.includes(appName) && !RESERVED_NAMES.includes(authorization);

    it('means parameters of another kind, whatever applications and accounts are called', () => {
      const grants = grantsOf({ Resources: resources } as GrantingTemplate);

      expect(grants.length).toBeGreaterThan(200);
      fc.assert(
        fc.property(names.filter(isAllowed), (chosen) => {
          expect(strayMatches(grants, chosen)).toEqual([]);
        }),
        { numRuns: 100 },
      );
    });

    it.each([
      [
        { appName: 'acme', authorization: 'tasks' },
        /ssm:GetParameters .*\/tasks\/\* .*\/authorizations\/tasks\/refresh-token$/,
      ],
      [
        { appName: 'acme', authorization: 'outcomes' },
        /ssm:PutParameter .*\/outcomes\/\* .*\/outcomes\/refresh-token$/,
      ],
      [{ appName: 'config', authorization: 'us' }, /ssm:GetParameters .*\/config \S*\/_removals\/config$/],
    ])('would mean them if a name like in %j were allowed', (chosen, found) => {
      const grants = grantsOf({ Resources: resources } as GrantingTemplate);

      expect(strayMatches(grants, chosen)).toContainEqual(expect.stringMatching(found));
    });
  });

  it('has the readers of every secret that docs/security.md lists; npm run security:readers writes them', () => {
    const table = readersTable(JSON.parse(readFileSync(template, 'utf8')));

    expect(writtenTable(readFileSync(SECURITY_PAGE, 'utf8'))).toBe(table);
    expect(table).not.toContain('serve-task-pages');
  });

  it.each(['HandleTask', 'ShowHealth'])('lets nobody but the pages call %s, which is private', (name) => {
    const callers = ofType('AWS::IAM::Role').filter(([, role]) =>
      JSON.stringify(statementsOf(role)).includes(`${name}LambdaFunction`),
    );

    expect(callers.map(([role]) => role)).toEqual(['ServeTaskPagesFunctionRole']);
    expect(JSON.stringify(ofType('AWS::Lambda::Permission'))).not.toContain(name);
    expect(JSON.stringify(ofType('AWS::Lambda::Url'))).not.toContain(name);
  });

  it('lets who reads the health of all applications read no secret, task or configuration, and write nothing', () => {
    const rights = statementsOf(resources.ShowHealthFunctionRole as Resource).flatMap(
      ({ Action, Resource }) =>
        list(Action).flatMap((action) => list(Resource).map((one) => `${action} ${JSON.stringify(one)}`)),
    );

    expect(rights.map((one) => one.replace(/\{.*parameter\/[a-z-]+\/|"}$|\{.*log-group:.*/g, ''))).toEqual([
      'logs:CreateLogStream ',
      'logs:PutLogEvents ',
      ...['_links/*', '_removals/*', '*/status', '*/summary', '*/health', '*/health-history'].map(
        (name) => `ssm:GetParameters ${name}`,
      ),
      'ssm:GetParameters */lwa/secret-dates',
      'ssm:DescribeParameters "*"',
    ]);
  });

  it('lets who deletes an application read no secret', () => {
    const names = ['ListResources', 'BeginRemoval', 'DeleteUserAccess', 'DeleteParameters', 'ReportRemoval'];
    const readable = names.flatMap((name) =>
      statementsOf(resources[`${name}FunctionRole`] as Resource)
        .filter(({ Action }) => list(Action).some((action) => /^ssm:Get/.test(String(action))))
        .flatMap(({ Resource }) =>
          list(Resource).map((one) => JSON.stringify(one).replace(/^.*parameter|"}$/g, '')),
        ),
    );

    expect([...new Set(readable)].toSorted()).toEqual([
      '/sp-api-dev/*/config',
      '/sp-api-dev/*/iam/policy-arn',
      '/sp-api-dev/*/iam/role-arn',
      '/sp-api-dev/*/iam/user-arn',
      '/sp-api-dev/_removals/*',
      '/sp-api-dev/_removed/*',
    ]);
  });

  it('checks the credentials daily, and catches executions that ended untold', () => {
    const rules = ofType('AWS::Events::Rule').map(([, { Properties }]) => Properties);

    const schedules = rules.filter(({ ScheduleExpression }) => ScheduleExpression);
    expect(
      schedules.map(({ ScheduleExpression, State, Targets }) => [
        ScheduleExpression,
        State,
        Targets?.[0]?.Arn,
      ]),
    ).toEqual([
      ['rate(7 days)', 'ENABLED', { 'Fn::GetAtt': ['SendHealthLinkLambdaFunction', 'Arn'] }],
      ['rate(1 day)', 'ENABLED', { Ref: 'CheckCredentials' }],
    ]);
    const patterns = rules.filter(({ EventPattern }) => EventPattern).map(({ EventPattern }) => EventPattern);
    expect(patterns).toEqual([
      {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: {
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
          stateMachineArn: expect.arrayContaining(MACHINES.map((name) => ({ Ref: pascal(name) }))),
        },
      },
    ]);
  });

  it('keeps every log for a year', () => {
    const retention = ofType('AWS::Logs::LogGroup').map(([, { Properties }]) => Properties.RetentionInDays);

    expect(retention).toEqual(Array(FUNCTIONS.length + MACHINES.length).fill(365));
  });

  it('bundles each function within its size', () => {
    const limits = {
      // The vocabularies of the diagnosis: every error of eleven AWS services, of LWA and SP-API.
      diagnoseApplication: 260_000,
      attachStsPolicy: 150_000,
      exchangeLwaToken: 150_000,
      issueAccessToken: 160_000,
      recordResults: 150_000,
    };
    const sizes = ofType('AWS::Lambda::Function').map(([id]) => {
      const name = id.replace(/LambdaFunction$/, '').replace(/^[A-Z]/, (letter) => letter.toLowerCase());
      return { name, bytes: statSync(join(folder, `${name}.zip`)).size };
    });

    const limitOf = (name: string) => (limits as Record<string, number>)[name] ?? 250_000;
    expect(sizes.filter(({ name, bytes }) => bytes > limitOf(name))).toEqual([]);
  });
});
