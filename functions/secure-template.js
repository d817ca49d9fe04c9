/**
 * Puts what the deployer asks for into the template, wherever it belongs: a permissions boundary of their own
 * (--param permissionsBoundaryArn=), a KMS key of their own (--param kmsKeyArn=), and how many requests the public pages
 * answer at once (--param pageConcurrency=). A plugin, because the framework
 * makes some of the roles and log groups itself, after it has read the files. Used by serverless.yml.
 */

/** Where a customer key is named, by the type of the resource. */
const KEY_PROPERTY = {
  'AWS::Logs::LogGroup': 'KmsKeyId',
  'AWS::SNS::Topic': 'KmsMasterKeyId',
  'AWS::SQS::Queue': 'KmsMasterKeyId',
};

/** The parameters that are SecureStrings, as the rights of the functions name them. */
const SECRET =
  /parameter\/[a-z0-9-]+\/\*\/(iam\/([a-z]+-)*access-key|lwa\/([a-z]+-)?client-secret|authorizations\/\*\/refresh-token|tasks)(\/\*)?$/;

const list = (value) => (Array.isArray(value) ? value : [value]);
const ofType = (resources, type) => Object.values(resources).filter((resource) => resource.Type === type);

/** What a role needs of a customer key, by what it may do. Source: AWS KMS, "How Parameter Store uses KMS", SNS "key management" */
const KEY_RIGHTS = [
  { service: 'ssm', when: /^ssm:GetParameters/, actions: ['kms:Decrypt'] },
  { service: 'ssm', when: /^ssm:PutParameter$/, actions: ['kms:Encrypt'] },
  { service: 'sns', when: /^sns:Publish$/, actions: ['kms:GenerateDataKey', 'kms:Decrypt'] },
];

const usesKey = ({ service, when }, { Action, Resource }) =>
  list(Action).some((action) => when.test(action)) &&
  (service !== 'ssm' || list(Resource).some((resource) => SECRET.test(resource['Fn::Sub'])));

function keyStatements(statements, keyArn) {
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

/** The template with one of its own resources left out for one that exists. */
function replaced({ Resources, ...template }, name, arn) {
  const { [name]: _, ...others } = Resources;
  const isReference = (value) => value?.Ref === name || value?.['Fn::GetAtt']?.[0] === name;
  const text = JSON.stringify({ ...template, Resources: others }, (_, value) =>
    isReference(value) ? arn : value,
  );
  return JSON.parse(text);
}

/** Every role under the boundary of the deployer; their own boundary also takes the place of ours. */
function bound(template, boundaryArn) {
  const changed = replaced(template, 'CredentialsBoundary', boundaryArn);
  for (const { Properties } of ofType(changed.Resources, 'AWS::IAM::Role'))
    Properties.PermissionsBoundary = boundaryArn;
  return changed;
}

/** Everything that is kept encrypted with the key of the deployer. */
function encrypted(template, keyArn) {
  const changed = replaced(template, 'ClientSecretKey', keyArn);
  for (const { Type, Properties } of Object.values(changed.Resources))
    if (KEY_PROPERTY[Type]) Properties[KEY_PROPERTY[Type]] = keyArn;
  for (const { Properties } of ofType(changed.Resources, 'AWS::IAM::Role'))
    for (const { PolicyDocument } of Properties.Policies ?? [])
      PolicyDocument.Statement.push(...keyStatements(PolicyDocument.Statement, keyArn));
  return changed;
}

/** The public pages never take more of the account's concurrent executions than this. */
function limited(template, pageConcurrency) {
  if (!/^[1-9]\d*$/.test(pageConcurrency))
    throw new Error(`pageConcurrency must be a whole number from 1 on, not "${pageConcurrency}".`);
  const pages = template.Resources.ServeTaskPagesLambdaFunction;
  if (pages) pages.Properties.ReservedConcurrentExecutions = Number(pageConcurrency);
  return template;
}

/**
 * A version that an update has published is deleted again where that update fails. A plain "Retain" keeps it, and then no
 * later update can publish the same function: Lambda says that this version exists.
 */
function keepPublished({ Resources, ...template }) {
  const kept = Object.entries(Resources).map(([id, resource]) => [
    id,
    resource.Type === 'AWS::Lambda::Version'
      ? { ...resource, DeletionPolicy: 'RetainExceptOnCreate' }
      : resource,
  ]);
  return { ...template, Resources: Object.fromEntries(kept) };
}

export default class SecureTemplate {
  constructor(serverless) {
    const { custom, provider } = serverless.service;
    this.hooks = {
      'after:aws:package:finalize:mergeCustomProviderResources': () => {
        const { permissionsBoundaryArn, kmsKeyArn, pageConcurrency } = custom;
        let template = keepPublished(provider.compiledCloudFormationTemplate);
        if (permissionsBoundaryArn) template = bound(template, permissionsBoundaryArn);
        if (kmsKeyArn) template = encrypted(template, kmsKeyArn);
        if (pageConcurrency) template = limited(template, pageConcurrency);
        provider.compiledCloudFormationTemplate = template;
      },
    };
  }
}
