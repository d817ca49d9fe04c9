import { withCapital } from '../../domain/first-letter.ts';

/** Whom a call went to. `aws` is a service of AWS that has no rules of its own; `other` is not known. */
export type Service = AwsService | 'lwa' | 'sp-api' | 'console' | 'other';
export type AwsService =
  | 'iam'
  | 'sts'
  | 'ssm'
  | 'kms'
  | 'sns'
  | 'sqs'
  | 'states'
  | 'lambda'
  | 'events'
  | 'logs'
  | 'cloudformation'
  | 'aws';

/** Services of AWS, whose calls are signed with AWS credentials. */
export const AWS_SERVICES: readonly Service[] = [
  'iam',
  'sts',
  'ssm',
  'kms',
  'sns',
  'sqs',
  'states',
  'lambda',
  'events',
  'logs',
  'cloudformation',
  'aws',
];

/** Services of AWS, and calls that nothing is known of but their words. */
export const AWS: readonly Service[] = [...AWS_SERVICES, 'other'];

/** Names of services as consoles, SDKs, hosts and people write them, without case and punctuation. */
const NAMES: Record<Exclude<Service, 'other'>, string> = {
  iam: 'iam amazoniam amazonidentitymanagement identityandaccessmanagement identitymanagement',
  sts: 'sts awssecuritytokenservice securitytokenservice securitytoken',
  ssm: 'ssm amazonssm awssimplesystemsmanagement simplesystemsmanagement systemsmanager parameterstore awssystemsmanager',
  kms: 'kms awskms keymanagementservice trentservice',
  sns: 'sns amazonsns simplenotificationservice',
  sqs: 'sqs amazonsqs simplequeueservice',
  states: 'states sfn stepfunctions stepfunction awsstepfunctions',
  lambda: 'lambda awslambda awslambdainternal',
  events: 'events eventbridge cloudwatchevents awsevents amazoneventbridge cloudwatchevent',
  logs: 'logs cloudwatchlogs awslogs',
  cloudformation: 'cloudformation cfn amazoncloudformation cloudformationcreate',
  aws: 'aws s3 ec2 dynamodb secretsmanager sso ssooidc apigateway cloudwatch monitoring organizations cognito ecr ecs eks route53 acm kinesis account identitystore xray scheduler pipes executeapi ssoadmin serverless terraform cdk sam',
  lwa: 'lwa loginwithamazon oauth oauth2 lwatoken amazonlwa apiamazon token',
  'sp-api': 'spapi sellingpartnerapi sellingpartner sellingpartnerapis amazonspapi sp',
  console:
    'console portal browser sellercentral vendorcentral solutionproviderportal developerconsole developercentral consentpage consent seller vendor page ui form developapps registration spp',
};
const BY_NAME = new Map(
  Object.entries(NAMES).flatMap(([service, names]) =>
    names.split(' ').map((name) => [name, service as Service]),
  ),
);

/** A service by any of its names. */
export const serviceNamed = (name: string): Service | undefined =>
  BY_NAME.get(name.toLowerCase().replace(/[^a-z0-9]/g, ''));

const HOSTS: [RegExp, Service][] = [
  [/sellingpartnerapi/i, 'sp-api'],
  [/^api\.amazon\.|\.amazon\.[a-z.]{2,20}\/auth\/o2/i, 'lwa'],
  [/sellercentral|vendorcentral|solutionproviderportal|developer\.amazon|\/apps\/authorize/i, 'console'],
];

/** The service behind a host, for example `ssm.eu-west-1.amazonaws.com`. */
export function serviceOfHost(host: string): Service | undefined {
  const known = HOSTS.find(([pattern]) => pattern.test(host))?.[1];
  if (known) return known;
  if (!/\.amazonaws\.com/i.test(host)) return undefined;
  const [label = ''] = host.replace(/^https?:\/\//i, '').split('.');
  return serviceNamed(label) ?? 'aws';
}

export interface Call {
  service: Service;
  /** Operation, action or grant; path where only that was given. */
  operation: string;
  method?: string;
  host?: string;
}

const METHOD = /^\s*(GET|POST|PUT|PATCH|DELETE|HEAD)\s+/i;
const pascal = (name: string) =>
  name.replace(/(?:^|[-_])([a-z])/g, (_, letter: string) => letter.toUpperCase());
/** Operations whose name alone says the service. */
const OWN_NAMES: [RegExp, Service][] = [
  [/^(assumerole\w*|getcalleridentity|getsessiontoken|decodeauthorizationmessage)$/i, 'sts'],
  [/^(putparameter|getparameters?(bypath)?|deleteparameters?)$/i, 'ssm'],
  [/^(sendtask(success|failure|heartbeat)|startexecution|createstatemachine|redriveexecution)$/i, 'states'],
  [/^(create|get|delete|update|list)(user|role|policy|accesskey|rolepolicy|userpolicy)s?$/i, 'iam'],
  [/^(refresh_?token|client_?credentials|authorization_?code)$/i, 'lwa'],
];
const ownName = (name: string) => OWN_NAMES.find(([pattern]) => pattern.test(name))?.[1];

/** A page of the AWS console: `console:IAM, create policy`, `IAM console: Create role`, `AWS console`. */
const AWS_PAGE =
  /^(?:console\s*:\s*)?(?:(?:aws|amazon) )?(aws|iam|sts|ssm|kms|sns|sqs|lambda|parameter store|systems manager|step functions|eventbridge|cloudwatch|cloudwatch logs|cloudformation)(?: (?:management )?console)?\s*(?:$|[,>:/|–-])/i;

function awsPage(call: string): Call | undefined {
  if (!/console/i.test(call)) return undefined;
  const named = serviceNamed(call.match(AWS_PAGE)?.[1] ?? '');
  return named && { service: named, operation: '' };
}

/** `boto3 ssm.get_parameter`, `AWS.SSM.getParameter`, a type of CloudFormation, a resource of Terraform. */
const IN_CODE = [
  /\b(\w{2,40}?)(?:client)?\.(\w{3,80})\W*$/i,
  /\bAWS::(\w{2,40})::/,
  /^(?:terraform )?aws_([a-z]{2,20})_/,
  /@aws-sdk\/client-([a-z]{2,40})(?:.{0,20}?(\w{3,80}?)(?:Command)?)?\W*$/,
];

function calledInCode(call: string): Call | undefined {
  for (const pattern of IN_CODE) {
    const [, owner = '', name = ''] = call.match(pattern) ?? [];
    const service = serviceNamed(owner);
    if (service && AWS_SERVICES.includes(service))
      return { service, operation: name.includes('_') ? pascal(name) : withCapital(name) };
  }
  return undefined;
}

/** Reads `service:Operation`, `METHOD /path`, a whole address, a command of the AWS CLI, or words of a person. */
export function readCall(text: string): Call {
  const call = text.trim();
  const page = awsPage(call);
  if (page) return page;
  const [, prefix = '', rest = ''] = call.match(/^([A-Za-z][\w .-]{0,40}?)\s*:(?!\/\/|:)\s*(.*)$/s) ?? [];
  const service = prefix && !METHOD.test(call) ? serviceNamed(prefix) : undefined;
  if (service) return { ...addressOf(rest, service), service };
  if (METHOD.test(call) || /^https?:\/\//i.test(call) || call.startsWith('/')) return addressOf(call);
  const cli = call.match(/^(?:aws )?([a-z0-9-]{2,30}) ([a-z][a-z-]{2,60})\b/);
  if (cli && serviceNamed(cli[1] ?? '')) {
    const named = serviceNamed(cli[1] ?? '') ?? 'other';
    return { service: named, operation: named === 'console' ? call : pascal(cli[2] ?? '') };
  }
  const [, owner = '', name = ''] = call.match(/^([\w ]{2,60})[.:\s]+(\w{3,80})\W*$/) ?? [];
  const ofOwner = owner
    .split(/\.|client/i)
    .flatMap((part) => serviceNamed(part) ?? [])
    .at(0);
  if (ofOwner) return { service: ofOwner, operation: name.includes('_') ? pascal(name) : name };
  const address = call.match(/\bhttps?:\/\/\S{1,2000}/i)?.[0];
  if (address) return addressOf(`${call.match(/-X\s*([A-Z]{3,6})\b/)?.[1] ?? ''} ${address}`.trim());
  const inCode = calledInCode(call);
  if (inCode) return inCode;
  const word = call.split(/[\s(]/)[0] ?? '';
  return { service: ownName(word) ?? wordsOfService(call), operation: word };
}

const wordsOfService = (call: string): Service =>
  /seller central|vendor central|portal|console|browser|consent/i.test(call)
    ? 'console'
    : /login with amazon|\blwa\b/i.test(call)
      ? 'lwa'
      : /selling partner|\bsp-?api\b/i.test(call)
        ? 'sp-api'
        : 'other';

/** Method, host and path of an address; for LWA and AWS what follows is the operation. */
function addressOf(text: string, service?: Service): Call {
  const method = text.match(METHOD)?.[1]?.toUpperCase();
  const address = text.replace(METHOD, '').trim();
  const host = address.match(/^https?:\/\/([^/\s?]*)/i)?.[1];
  const path = address.replace(/^https?:\/\/[^/\s?]*/i, '').replace(/[?#\s@(].*$/s, '');
  const of =
    service ??
    serviceOfHost(address) ??
    (host ? 'other' : path.startsWith('/auth/o2') ? 'lwa' : path.startsWith('/') ? 'sp-api' : 'other');
  return {
    service: of,
    operation: of === 'console' ? address : path,
    ...(method && { method }),
    ...(host && { host }),
  };
}
