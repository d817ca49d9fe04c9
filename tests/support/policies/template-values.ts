/** A CloudFormation template, as far as it names its resources. */
export interface NamingTemplate {
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
}

/** Account and region of the embedded AWS. */
const PSEUDO: Record<string, string> = { Partition: 'aws', Region: 'us-east-1', AccountId: '123456789012' };
const arn = (service: string, resource: string) =>
  `arn:aws:${service}:${PSEUDO.Region}:${PSEUDO.AccountId}:${resource}`;

/** How a resource's ARN is made from its name; a key has none, so that of the template stands for its id. */
const ARNS: Record<string, (properties: Record<string, unknown>, name: string) => string> = {
  'AWS::IAM::ManagedPolicy': ({ Path }, name) => `arn:aws:iam::${PSEUDO.AccountId}:policy${Path}${name}`,
  'AWS::KMS::Key': (_, name) => arn('kms', `key/${name}`),
  'AWS::Lambda::Function': ({ FunctionName }) => arn('lambda', `function:${FunctionName}`),
  'AWS::SNS::Topic': ({ TopicName }) => arn('sns', `${TopicName}`),
  'AWS::SQS::Queue': ({ QueueName }) => arn('sqs', `${QueueName}`),
  'AWS::StepFunctions::StateMachine': ({ StateMachineName }) =>
    arn('states', `stateMachine:${StateMachineName}`),
};

/** What `Ref` is of resources of which it is no ARN. */
const NAMES: Record<string, (name: string) => string> = { 'AWS::S3::Bucket': (name) => name.toLowerCase() };

interface Form {
  Ref?: string;
  'Fn::Sub'?: string;
  'Fn::GetAtt'?: [string, string];
  'Fn::Join'?: [string, unknown[]];
}

/**
 * What a value of a template is once it is deployed on the embedded AWS.
 * @throws an error for a form that no policy has had so far
 */
export function deployedValue(template: NamingTemplate, value: unknown): string {
  if (typeof value === 'string') return value;
  const form = value as Form;
  if (form['Fn::Sub'])
    return form['Fn::Sub'].replace(/\$\{([\w:]+)(\.Arn)?\}/g, (_, name) =>
      deployedValue(template, { Ref: name }),
    );
  if (form['Fn::Join']) {
    const [separator, parts] = form['Fn::Join'];
    return parts.map((part) => deployedValue(template, part)).join(separator);
  }
  const name = form.Ref ?? form['Fn::GetAtt']?.[0] ?? '';
  const pseudo = PSEUDO[name.replace('AWS::', '')];
  if (pseudo) return pseudo;
  const { Type = '', Properties = {} } = template.Resources[name] ?? {};
  const found = form.Ref && NAMES[Type] ? NAMES[Type](name) : ARNS[Type]?.(Properties, name);
  if (found) return found;
  throw new Error(`What does ${JSON.stringify(value)} stand for? Say it in ${import.meta.filename}.`);
}
