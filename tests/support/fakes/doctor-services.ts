import type { PolicyStatement } from '#shared/domain/iam-documents.ts';
import type { Deployed } from '../../../cli/doctor/deployed.ts';
import type { DoctorServices, WebAnswer } from '../../../cli/doctor/services.ts';
import { fakeClock } from './clock.ts';

export const REGION = 'eu-west-1';
export const ACCOUNT = '111122223333';
export const STACK = 'sp-api-private-app-prod';
export const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:${STACK}`;
export const MACHINE = `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${STACK}`;
export const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/own`;
export const PAGES = 'https://pages.example/';

export const SUBJECT = {
  namespace: 'sp-api',
  stage: 'prod',
  stackName: STACK,
  region: REGION,
  version: '1.2.3',
};

/** A stack as it is after a deployment. */
export const deployed = (change: Partial<Deployed> = {}): Deployed => ({
  stackName: STACK,
  status: 'UPDATE_COMPLETE',
  outputs: {
    Version: SUBJECT.version,
    TopicArn: TOPIC,
    CreatePrivateAppArn: `${MACHINE}-create-private-app`,
    RemovePrivateAppArn: `${MACHINE}-remove-private-app`,
    ClientSecretQueueUrl: 'https://sqs.example/secrets',
    ServeTaskPagesLambdaFunctionUrl: PAGES,
  },
  resources: [
    { name: 'CheckSchedule1', type: 'AWS::Events::Rule', id: `${STACK}-check` },
    { name: 'EndedRule1', type: 'AWS::Events::Rule', id: `${STACK}-ended` },
    { name: 'SendHealthLinkEventsRuleSchedule1', type: 'AWS::Events::Rule', id: `${STACK}-links` },
    { name: 'Pages', type: 'AWS::Lambda::Url', id: 'pages' },
    { name: 'CheckFailedAlarm', type: 'AWS::CloudWatch::Alarm', id: `${STACK}-check-failed` },
    { name: 'ExpiryAlarm', type: 'AWS::CloudWatch::Alarm', id: `${STACK}-expiry` },
    { name: 'ClientSecretKey', type: 'AWS::KMS::Key', id: 'own' },
    {
      name: 'CredentialsBoundary',
      type: 'AWS::IAM::ManagedPolicy',
      id: `arn:aws:iam::${ACCOUNT}:policy/sp-api/bound`,
    },
    { name: 'MakeUsersRole', type: 'AWS::IAM::Role', id: 'make-users' },
    { name: 'TellRole', type: 'AWS::IAM::Role', id: 'tell' },
  ],
  ...change,
});

/** An answer of a web address. */
export const webAnswer = (status: number, headers: Record<string, string> = {}, body = ''): WebAnswer => ({
  status,
  headers: new Headers(headers),
  body,
});

const allow = (principal: Record<string, string>, actions: string[]) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: actions,
  Resource: '*',
});

/** The policy of the stack's own key. */
export const KEY_POLICY = {
  Version: '2012-10-17',
  Statement: [
    allow({ AWS: `arn:aws:iam::${ACCOUNT}:root` }, ['kms:*']),
    allow({ AWS: 'arn:aws:iam::437568002678:root' }, ['kms:GenerateDataKey', 'kms:Decrypt']),
  ],
};

/** What the roles of the stack may do. */
const ROLES: Record<string, PolicyStatement[]> = {
  'make-users': [
    {
      Effect: 'Allow',
      Action: ['iam:CreateUser', 'iam:PutUserPermissionsBoundary'],
      Resource: [`arn:aws:iam::${ACCOUNT}:user/sp-api/sp-api-*`],
      Condition: { ArnEquals: { 'iam:PermissionsBoundary': `arn:aws:iam::${ACCOUNT}:policy/sp-api/bound` } },
    },
    { Effect: 'Allow', Action: 'sns:Publish', Resource: TOPIC },
  ],
  tell: [{ Effect: 'Allow', Action: 'sns:Publish', Resource: TOPIC }],
};

/** The boundary of users and roles that executions create. */
export const BOUNDARY = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:*:*:*' },
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: `arn:aws:iam::${ACCOUNT}:role/sp-api/SellingPartnerAPIRole-*`,
    },
  ],
};

/** Services that find everything in order, but for what a test changes. */
export function fakeDoctorServices(change: Partial<DoctorServices> = {}): DoctorServices {
  const clock = fakeClock();
  const ourPage = webAnswer(404, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'",
  });
  return {
    clock,
    awsTime: async () => clock.now(),
    fetch: async () => ourPage,
    callerIdentity: async () => ({ account: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root` }),
    findStack: async () => deployed(),
    subscriptions: async () => [
      { protocol: 'email', endpoint: 'ops@example.com', state: 'confirmed', filtered: false },
    ],
    ruleState: async () => 'ENABLED',
    alarms: async (names) => names.map((name) => ({ name, actionsEnabled: true, actions: [TOPIC] })),
    freeConcurrency: async () => 1000,
    keyOfQueue: async () => KEY,
    findKey: async () => ({ arn: KEY, state: 'Enabled' }),
    keyPolicy: async () => KEY_POLICY,
    progress: () => {},
    findRole: async (name) => ({
      arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
      statements: ROLES[name] ?? [],
    }),
    policyDocument: async () => BOUNDARY,
    simulate: async () => ({ decision: 'allowed' }),
    ...change,
  };
}
