import { planWait, type WaitRound } from '#shared/domain/wait-plan.ts';
import { APP, anApplication, anAuthorization, POLICY_ARN, ROLE_ARN, USER_ARN } from '../support/subjects.ts';
import { TOKEN, TYPED } from './state-tester.ts';

/** One task: the data before it, what it asks, what is answered, and the data after it. */
export interface Step {
  name: string;
  before: object;
  asks: object;
  answer: object;
  after: object;
  next: string | undefined;
  /** where its failure leads */
  failsTo: string;
  /** where it leads that nobody answered in time: of a human task, to the question whether to remind the person */
  timesOutTo: string;
}

const AT = '2026-07-26T10:00:00.000Z';
const DAY = 86_400;
// Each kind waits differently long, so that one cannot be taken for another.
const waitSeconds = { dataAccess: 90 * DAY, registration: 14 * DAY, authorization: 7 * DAY };
export const application = anApplication({ waitSeconds });
const { marketplace, sellingPartner, sandbox, reminderSeconds } = application;
export const waits = {
  dataAccess: planWait(waitSeconds.dataAccess, reminderSeconds),
  registration: planWait(waitSeconds.registration, reminderSeconds),
  authorization: planWait(waitSeconds.authorization, reminderSeconds),
};
const asked = ({ next: _, ...round }: WaitRound) => ({ wait: round });
const authorization = anAuthorization();
const about = { appName: APP, marketplace, sellingPartner, sandbox, taskToken: TOKEN };
const person = (parameters: string[]) => ({ status: 'done', parameters });

export const selected = { application, waits, dataAccess: { rejections: 0, reason: '' } };
export const awaitingAccess = { ...selected, wait: waits.dataAccess };
const user = { userArn: USER_ARN, createdAt: AT, keptAccessKey: false };
const withUser = { ...selected, user };
const policy = { policyArn: POLICY_ARN, change: 'created' };
const withPolicy = { ...withUser, policy };
const role = { roleArn: ROLE_ARN, change: 'created' };
const withRole = { ...withPolicy, role };
export const provisioned = { ...withRole, stsPolicy: { provisionedAt: AT, change: 'written' } };
const arns = { userArn: USER_ARN, roleArn: ROLE_ARN, policyArn: POLICY_ARN };
export const resources = { appName: APP, mode: 'create', ...arns, provisionedAt: AT };
const collected = { ...provisioned, resources };
const verified = { ...collected, verification: { warnings: ['one'] } };
export const iam = { ...arns, testedAt: AT, credentialsExpireAt: AT };
export const approved = { status: 'approved', parameters: ['developer-profile'] };
export const prepared = { ...selected, prepared: { dataAccess: approved, iam } };
export const awaitingRegistration = { ...prepared, wait: waits.registration };
const registered = { ...awaitingRegistration, registration: person(['client-id']) };
export const account = { application, iam, authorization, wait: waits.authorization };
const authorized = { ...account, selfAuthorization: person(['refresh-token']) };
const exchanged = { ...authorized, lwa: { endpoint: 'https://sp-api.example', exchangedAt: AT } };
export const called = {
  name: 'us',
  region: 'NA',
  operation: 'getMarketplaceParticipations',
  signed: true,
  marketplaceIds: ['ATVPDKIKX0DER'],
  warnings: [],
  verifiedAt: AT,
  authorizedAt: AT,
};
const worked = { ...registered, authorizations: [called] };
export const ready = {
  appName: APP,
  status: 'ready',
  summary: 'where',
  authorizations: ['us'],
  warnings: [],
};

type Row = [name: string, before: object, asks: object, answer: object, after: object, next?: string];

const rows: Record<string, Row[]> = {
  SelectionFailed: [
    ['SelectSellingAccount', TYPED, TYPED, { application, waits }, selected, 'HasNotificationAddress'],
  ],
  RememberFailure: [
    [
      'RegisterApplication',
      awaitingRegistration,
      { ...about, kind: 'register-application', iam, ...asked(waits.registration) },
      person(['client-id']),
      registered,
      'AuthorizeSellingAccounts',
    ],
    [
      'RecordResults',
      worked,
      { application, iam, authorizations: [called] },
      ready,
      ready,
      'ApplicationReady',
    ],
  ],
  DataAccessFailed: [
    [
      'RequestDataAccess',
      awaitingAccess,
      { ...about, ...selected.dataAccess, kind: 'request-data-access', ...asked(waits.dataAccess) },
      approved,
      { ...awaitingAccess, dataAccess: approved },
      'IsDataAccessApproved',
    ],
  ],
  IamFailed: [
    [
      'ProvisionIamUser',
      selected,
      { appName: APP },
      { ...user, accessKeyId: 'AKIA' },
      withUser,
      'ProvisionIamPolicy',
    ],
    [
      'ProvisionIamPolicy',
      withUser,
      { appName: APP, userArn: USER_ARN },
      policy,
      withPolicy,
      'ProvisionIamRole',
    ],
    [
      'ProvisionIamRole',
      withPolicy,
      { appName: APP, userArn: USER_ARN, userCreatedAt: AT, policyArn: POLICY_ARN },
      role,
      withRole,
      'AttachStsPolicy',
    ],
    [
      'AttachStsPolicy',
      withRole,
      { userArn: USER_ARN, userCreatedAt: AT, roleArn: ROLE_ARN },
      { ...provisioned.stsPolicy, policyName: 'sts' },
      provisioned,
      'CollectIamResources',
    ],
    [
      'VerifyPolicies',
      collected,
      { resources, authorizations: application.authorizations },
      { ...arns, warnings: ['one'], accessKeys: [] },
      verified,
      'TestAssumeRole',
    ],
    ['TestAssumeRole', verified, resources, iam, { ...verified, iam }],
  ],
  AuthorizationFailed: [
    [
      'SelfAuthorize',
      account,
      { ...about, kind: 'self-authorize', authorization, ...asked(waits.authorization) },
      person(['refresh-token']),
      authorized,
      'ExchangeLwaToken',
    ],
    [
      'ExchangeLwaToken',
      authorized,
      { appName: APP, sandbox, authorization },
      { ...exchanged.lwa, expiresIn: 3600 },
      exchanged,
      'CallSellingPartnerApi',
    ],
    ['CallSellingPartnerApi', exchanged, { appName: APP, sandbox, authorization, iam }, called, called],
  ],
};

/** The question that follows when nobody answered a human task in a round. */
const REMINDER_DUE: Record<string, string> = {
  RequestDataAccess: 'IsDataAccessReminderDue',
  RegisterApplication: 'IsRegistrationReminderDue',
  SelfAuthorize: 'IsAuthorizationReminderDue',
};

/** Every task that does a step of the tutorial. */
export const steps: Step[] = Object.entries(rows).flatMap(([failsTo, ways]) =>
  ways.map(([name, before, asks, answer, after, next]) => ({
    name,
    before,
    asks,
    answer,
    after,
    next,
    failsTo,
    timesOutTo: REMINDER_DUE[name] ?? failsTo,
  })),
);
