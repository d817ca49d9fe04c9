import { replaced } from './replaced.ts';
import { ofType, type Template } from './template.ts';

/** Where a customer key is named, by the type of the resource. */
const KEY_PROPERTY: Record<string, string> = {
  'AWS::Logs::LogGroup': 'KmsKeyId',
  'AWS::SNS::Topic': 'KmsMasterKeyId',
  'AWS::SQS::Queue': 'KmsMasterKeyId',
};

/** The parameters that are SecureStrings, as the rights of the functions name them. */
const SECRET =
  /parameter\/[a-z0-9-]+\/\*\/(iam\/([a-z]+-)*access-key|lwa\/([a-z]+-)?client-secret|authorizations\/\*\/refresh-token|tasks)(\/\*)?$/;

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
}

/** What a role needs of a customer key, by what it may do. Source: AWS KMS, "How Parameter Store uses KMS", SNS "key management" */
const KEY_RIGHTS = [
  { service: 'ssm', when: /^ssm:GetParameters/, actions: ['kms:Decrypt'] },
  { service: 'ssm', when: /^ssm:PutParameter$/, actions: ['kms:Encrypt'] },
  { service: 'sns', when: /^sns:Publish$/, actions: ['kms:GenerateDataKey', 'kms:Decrypt'] },
];

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

const isSecret = (resource: unknown) =>
  SECRET.test(String((resource as { 'Fn::Sub'?: string })['Fn::Sub'] ?? ''));

const usesKey = ({ service, when }: (typeof KEY_RIGHTS)[number], { Action, Resource }: Statement) =>
  list(Action).some((action) => when.test(action)) && (service !== 'ssm' || list(Resource).some(isSecret));

function keyStatements(statements: Statement[], keyArn: string): object[] {
  const services = ['ssm', 'sns'].map((service) => {
    const rights = KEY_RIGHTS.filter((right) => right.service === service);
    const needed = rights.filter((right) => statements.some((statement) => usesKey(right, statement)));
    return { service, actions: needed.flatMap(({ actions }) => actions) };
  });
  return services
    .filter(({ actions }) => actions.length > 0)
    .map(({ service, actions }) => ({
      Effect: 'Allow',
      Action: actions,
      Resource: keyArn,
      Condition: {
        StringEquals: { 'kms:ViaService': { 'Fn::Sub': `${service}.\${AWS::Region}.amazonaws.com` } },
      },
    }));
}

/** Everything that is kept encrypted with the key of the deployer. */
export function encrypted(template: Template, keyArn: string): Template {
  const changed = replaced(template, 'ClientSecretKey', keyArn);
  for (const { Type, Properties } of Object.values(changed.Resources)) {
    const property = KEY_PROPERTY[Type];
    if (property) Properties[property] = keyArn;
  }
  for (const { Properties } of ofType(changed, 'AWS::IAM::Role'))
    for (const { PolicyDocument } of Properties.Policies ?? [])
      PolicyDocument.Statement.push(...keyStatements(PolicyDocument.Statement, keyArn));
  return changed;
}
