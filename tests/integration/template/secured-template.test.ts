import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageService } from '../../../local/engine/package.ts';
import { BOUNDARY, CUSTOMER_KEY, EVERY_PARAMETER } from '../../fixtures/every-parameter.ts';
import { judgeTemplate } from '../../support/policies/judge-template.ts';
import { packagedTemplate, releasedTemplate } from '../../support/released-template.ts';

const STAGE = 'dev';

interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
}
type Policies = {
  PolicyDocument: { Statement: { Action: string | string[]; Resource: unknown; Condition?: unknown }[] };
}[];

let folder: string;
let template: string;
let resources: Record<string, Resource>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'secured-template-'));
  await packageService({ folder, stage: STAGE, params: EVERY_PARAMETER });
  template = join(folder, 'cloudformation-template-update-stack.json');
  resources = JSON.parse(readFileSync(template, 'utf8')).Resources;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ofType = (type: RegExp) => Object.values(resources).filter(({ Type }) => type.test(Type));

describe('the template with a key and a boundary of the deployer, and without task pages', () => {
  it('grants only what AWS has, as AWS describes it', async () => {
    expect(await judgeTemplate(template)).toEqual({ open: [], stale: [] });
  });

  it('is what spapi deploy makes of a release, which is packaged apart: the same, but for the place of the code in S3', async () => {
    expect(await releasedTemplate(STAGE, EVERY_PARAMETER)).toEqual(packagedTemplate(folder));
    expect(ofType(/^AWS::Lambda::Version$/)).toHaveLength(ofType(/^AWS::Lambda::Function$/).length);
  });

  it('is made with every parameter there is', () => {
    const { params } = parse(readFileSync('serverless.yml', 'utf8'));

    expect(Object.keys(EVERY_PARAMETER)).toEqual(Object.keys(params.default));
  });

  it('limits every role, those of the framework too, and makes no boundary and no key of its own', () => {
    const boundaries = ofType(/^AWS::IAM::Role$/).map(({ Properties }) => Properties.PermissionsBoundary);

    expect(boundaries.length).toBeGreaterThan(32);
    expect(new Set(boundaries)).toEqual(new Set([BOUNDARY]));
    const text = readFileSync(template, 'utf8');
    expect(text).not.toMatch(/"(Ref|Fn::GetAtt)":\s*\[?\s*"(CredentialsBoundary|ClientSecretKey)"/);
    expect([resources.CredentialsBoundary, resources.ClientSecretKey]).toEqual([undefined, undefined]);
  });

  it('has no address that the internet reaches, and no right for everybody, without the task pages', () => {
    const open = ofType(/^AWS::Lambda::Permission$/).filter(({ Properties }) => Properties.Principal === '*');

    expect(ofType(/^AWS::Lambda::Url$/)).toEqual([]);
    expect(open).toEqual([]);
    expect(readFileSync(template, 'utf8')).not.toMatch(
      /ServeTaskPages|serve-task-pages|HandleTask|handle-task|ShowHealth|show-health|SendHealthLink|send-health-link/,
    );
  });

  it('encrypts every log, the topic and the queues with the key', () => {
    const keys = ofType(/^AWS::(Logs::LogGroup|SNS::Topic|SQS::Queue)$/).map(
      ({ Properties }) => Properties.KmsKeyId ?? Properties.KmsMasterKeyId,
    );

    expect(keys.length).toBeGreaterThan(35);
    expect(new Set(keys)).toEqual(new Set([CUSTOMER_KEY]));
  });

  it('gives rights on the key through one service each, and for the queue', () => {
    const rights = ofType(/^AWS::IAM::Role$/)
      .flatMap(({ Properties }) => (Properties.Policies ?? []) as Policies)
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .filter(({ Action }) => [Action].flat().some((action) => action.startsWith('kms:')));
    const queue = rights.filter(({ Condition }) => !Condition);
    const others = rights.filter(({ Condition }) => Condition);

    expect(queue).toEqual([{ Effect: 'Allow', Action: ['kms:Decrypt'], Resource: CUSTOMER_KEY }]);
    expect(others.length).toBeGreaterThan(20);
    for (const { Resource, Condition } of others) {
      expect(Resource).toBe(CUSTOMER_KEY);
      expect(JSON.stringify(Condition)).toMatch(
        /^\{"StringEquals":\{"kms:ViaService":\{"Fn::Sub":"(ssm|sns|sqs)\.\$\{AWS::Region\}\.amazonaws\.com"\}\}\}$/,
      );
    }
  });
});
