import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageService } from '../../../local/engine/package.ts';
import { ACCEPTED, type AcceptedFinding } from '../../fixtures/accepted-findings.ts';
import { cfnLint } from '../../support/cfn-lint.ts';
import { checkov, type Finding } from '../../support/checkov.ts';

const KEY = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-4333-8444-555555555555';
const BOUNDARY = 'arn:aws:iam::123456789012:policy/company';

interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
}

type Policies = {
  PolicyDocument: { Statement: { Action: string | string[]; Resource: unknown; Condition?: unknown }[] };
}[];

const folders: string[] = [];
const templates = {} as Record<'plain' | 'secured', string>;
const findings = {} as Record<'plain' | 'secured', Finding[]>;

async function packageTemplate(params: Record<string, string>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'scan-'));
  folders.push(folder);
  await packageService({ folder, stage: 'dev', params });
  return join(folder, 'cloudformation-template-update-stack.json');
}

beforeAll(async () => {
  templates.plain = await packageTemplate({});
  templates.secured = await packageTemplate({ kmsKeyArn: KEY, permissionsBoundaryArn: BOUNDARY });
  findings.plain = await checkov(templates.plain);
  findings.secured = await checkov(templates.secured);
}, 400_000);
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const covers = ({ check, resource }: AcceptedFinding, finding: Finding) =>
  check === finding.check && resource.test(finding.resource);

const resourcesOf = (template: string): Record<string, Resource> =>
  JSON.parse(readFileSync(template, 'utf8')).Resources;
const ofType = (type: RegExp) =>
  Object.values(resourcesOf(templates.secured)).filter(({ Type }) => type.test(Type));

describe('the security scan of the packaged template', () => {
  it('finds nothing but what is accepted', () => {
    const open = findings.plain.filter((finding) => !ACCEPTED.some((accepted) => covers(accepted, finding)));

    expect(open).toEqual([]);
  });

  it('finds nothing about keys where the deployer gives one', () => {
    const accepted = ACCEPTED.filter(({ unlessKey }) => !unlessKey);
    const open = findings.secured.filter((finding) => !accepted.some((one) => covers(one, finding)));

    expect(open).toEqual([]);
  });

  it.each(ACCEPTED)('still finds $check, accepted because $reason', (accepted) => {
    expect(findings.plain.some((finding) => covers(accepted, finding))).toBe(true);
  });
});

describe('the template with a key and a boundary of the deployer', () => {
  it('passes cfn-lint', async () => {
    expect(await cfnLint(templates.secured)).toEqual({ exitCode: 0, output: '' });
  }, 180_000);

  it('limits every role, those of the framework too, and makes no boundary and no key of its own', () => {
    const boundaries = ofType(/^AWS::IAM::Role$/).map(({ Properties }) => Properties.PermissionsBoundary);

    expect(boundaries.length).toBeGreaterThan(32);
    expect(new Set(boundaries)).toEqual(new Set([BOUNDARY]));
    const text = readFileSync(templates.secured, 'utf8');
    expect(text).not.toMatch(/"(Ref|Fn::GetAtt)":\s*\[?\s*"(CredentialsBoundary|ClientSecretKey)"/);
    expect(Object.keys(resourcesOf(templates.secured))).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(CredentialsBoundary|ClientSecretKey)$/)]),
    );
    expect(Object.keys(resourcesOf(templates.plain))).toEqual(
      expect.arrayContaining(['CredentialsBoundary', 'ClientSecretKey']),
    );
  });

  it('encrypts every log, the topic and the queues with the key', () => {
    const keys = ofType(/^AWS::(Logs::LogGroup|SNS::Topic|SQS::Queue)$/).map(
      ({ Properties }) => Properties.KmsKeyId ?? Properties.KmsMasterKeyId,
    );

    expect(keys.length).toBeGreaterThan(35);
    expect(new Set(keys)).toEqual(new Set([KEY]));
  });

  it('gives rights on the key through one service each, and none without a key', () => {
    const rightsOnKeys = (template: string) =>
      Object.values(resourcesOf(template))
        .filter(({ Type }) => Type === 'AWS::IAM::Role')
        .flatMap(({ Properties }) => (Properties.Policies ?? []) as Policies)
        .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
        .filter(({ Action }) => [Action].flat().some((action) => action.startsWith('kms:')));
    const [queue, ...others] = rightsOnKeys(templates.secured).toSorted((a) => (a.Condition ? 1 : -1));

    expect(rightsOnKeys(templates.plain)).toHaveLength(1);
    expect(queue).toEqual({ Effect: 'Allow', Action: ['kms:Decrypt'], Resource: KEY });
    expect(others.length).toBeGreaterThan(20);
    for (const { Resource, Condition } of others) {
      expect(Resource).toBe(KEY);
      expect(JSON.stringify(Condition)).toMatch(
        /^\{"StringEquals":\{"kms:ViaService":\{"Fn::Sub":"(ssm|sns)\.\$\{AWS::Region\}\.amazonaws\.com"\}\}\}$/,
      );
    }
  });
});
