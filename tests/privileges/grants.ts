/** A right of a role: one action on one resource, as the packaged template grants it. */
export interface Grant {
  role: string;
  action: string;
  resource: string;
}

/** A CloudFormation template, as far as it grants rights. */
export interface GrantingTemplate {
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
}

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
}
type Policies = { PolicyDocument: { Statement: Statement[] } }[];

/** Account and region of the embedded AWS. */
const PSEUDO = { Partition: 'aws', Region: 'us-east-1', AccountId: '123456789012' };
const arn = (service: string, resource: string) =>
  `arn:aws:${service}:${PSEUDO.Region}:${PSEUDO.AccountId}:${resource}`;

/** How a resource's ARN is made from its name; a key has none, so that of the template stands for its id. */
const ARNS: Record<string, (properties: Record<string, unknown>, name: string) => string> = {
  'AWS::KMS::Key': (_, name) => arn('kms', `key/${name}`),
  'AWS::Lambda::Function': ({ FunctionName }) => arn('lambda', `function:${FunctionName}`),
  'AWS::SNS::Topic': ({ TopicName }) => arn('sns', `${TopicName}`),
  'AWS::SQS::Queue': ({ QueueName }) => arn('sqs', `${QueueName}`),
  'AWS::StepFunctions::StateMachine': ({ StateMachineName }) =>
    arn('states', `stateMachine:${StateMachineName}`),
};

export const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** All that the roles of a template may do. */
export function grantsOf(template: GrantingTemplate): Grant[] {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
    .flatMap(([role, { Properties }]) =>
      ((Properties?.Policies ?? []) as Policies)
        .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
        .filter(({ Effect }) => Effect === 'Allow')
        .flatMap((statement) => each(template, role, statement)),
    );
}

const each = (template: GrantingTemplate, role: string, { Action, Resource }: Statement): Grant[] =>
  list(Action).flatMap((action) =>
    list(Resource).map((resource) => ({ role, action, resource: resolve(template, resource) })),
  );

/** @throws an error for a form that no grant has had so far */
function resolve(template: GrantingTemplate, resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const form = resource as { Ref?: string; 'Fn::Sub'?: string; 'Fn::GetAtt'?: [string, 'Arn'] };
  if (form['Fn::Sub'])
    return form['Fn::Sub']
      .replace(/\$\{AWS::(\w+)\}/g, (_, name) => PSEUDO[name as keyof typeof PSEUDO])
      .replace(/\$\{(\w+)\.Arn\}/g, (_, name) => resolve(template, { Ref: name }));
  const name = form.Ref ?? form['Fn::GetAtt']?.[0] ?? '';
  const { Type, Properties = {} } = template.Resources[name] ?? {};
  const arnOf = ARNS[Type ?? ''];
  if (arnOf) return arnOf(Properties, name);
  throw new Error(`What does ${JSON.stringify(resource)} stand for? Say it in ${import.meta.filename}.`);
}
