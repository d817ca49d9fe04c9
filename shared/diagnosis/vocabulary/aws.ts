import { AWS } from '../reading/read-call.ts';
import { AWS_CODES } from './aws-codes.ts';
import { AWS_CREDENTIAL_MEANINGS } from './aws-credentials.ts';
import type { Meaning } from './meaning.ts';

const COMMON = 'https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html';

/** What AWS says about actions, limits, names and itself. Of words, the first that fit count. */
const MEANINGS: readonly Meaning[] = [
  {
    id: 'managed-rule-not-allowed',
    family: 'not-allowed',
    sure: 'certain',
    words: [/not authorized to create managed-?rule/],
    cause:
      'The role of the state machine may not manage the EventBridge rule that Step Functions needs to follow jobs and executions.',
    remedy:
      'Allow events:PutTargets, events:PutRule and events:DescribeRule on the StepFunctions… managed rules in the role of the state machine.',
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html',
  },
  {
    id: 'aws-throttled',
    family: 'throttled',
    sure: 'certain',
    words: [
      /rate (limit )?(is |was |has been )?exceeded|(exceeds?|exceeded) (the |your )?(maximum )?(request |api |call )?rate\b/,
      /request rate is too high|requests? (was|were|is|are|has been|have been) throttled|throttling exception/,
      /request limit (is |was |has been )?exceeded|rate limit/,
    ],
    codes: AWS_CODES.throttled,
    weak: [/too many requests|throttl/],
    status: [429],
    cause: 'Too many calls reach this service of the account in this region.',
    remedy:
      'Repeat with growing, random pauses; make fewer calls, fewer at a time, and keep what was read. Parameter Store can be set to higher throughput.',
    source: COMMON,
  },
  {
    id: 'aws-quota-reached',
    family: 'quota',
    sure: 'certain',
    words: [
      /cannot exceed quota|\bquota[^.|]{0,60}(exceeded|reached|is \d+ but)/,
      /(maximum|allowed)[^.|]{0,40}(size|length|number|limit|characters)[^.|]{0,60}(exceeded|reached)/,
      /support a maximum|exceeds? the (maximum|allowed|limit|service)|larger than the (maximum|allowed)/,
      /limit (has been |was )?(exceeded|reached)|reached the (maximum|limit)/,
      /task timed out after [\d.]+ seconds/,
      /maximum policy size|size of[^.|]{0,60}exceeds/,
    ],
    codes: AWS_CODES.quota,
    cause: 'A limit of the account, of the resource or of the value is reached.',
    remedy:
      'The message names the limit. Delete what nothing uses, make the value smaller or split it, or ask AWS for a higher quota where it can be raised.',
    source: 'https://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html',
  },
  {
    id: 'kms-key-not-usable',
    family: 'not-allowed',
    sure: 'likely',
    words: [
      /ciphertext refers to a customer master key that does not exist/,
      /not authorized to perform: kms:(decrypt|encrypt|reencrypt|generatedata)/,
      /(no permission|not allowed|not authorized)[^.|]{0,60}(kms|customer master) key/,
    ],
    cause:
      'The caller may not use the KMS key that encrypts this, or the key is gone or in another region. The service itself is allowed.',
    remedy:
      'Allow kms:Decrypt (and kms:Encrypt or kms:GenerateDataKey to write) on this key, in the policy of the caller and in the policy of the key. Check that the key exists in this region.',
    source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html',
    otherwise: 'a key that was deleted or is in another region is answered alike',
  },
  {
    id: 'role-cannot-be-assumed',
    family: 'not-allowed',
    sure: 'likely',
    words: [/cannot be assumed|unable to assume|is not authorized to assume|can't assume|could not assume/],
    cause: 'The service may not take the role: the trust policy of the role does not name the service.',
    remedy:
      'Name the service (for example lambda.amazonaws.com) as principal in the trust policy of the role. If the role was created seconds ago, repeat the call.',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-deployment.html',
    otherwise: 'a role that was created seconds ago is not known everywhere yet',
  },
  {
    id: 'aws-not-allowed',
    family: 'not-allowed',
    sure: 'likely',
    words: [
      /not authorized to (perform|create|access|call)|you are not authorized|is not authorized/,
      /explicit deny|permissions boundary|no identity-based policy|service control policy/,
      /(lacks?|insufficient|missing|required) (the )?(permissions?|privileges?)/,
      /access (to [^.|]{0,60})?(is |was )?denied/,
    ],
    codes: AWS_CODES.notAllowed,
    status: [403],
    cause: 'AWS knows the caller and does not allow this action on this resource.',
    remedy:
      'Grant the action that the message names, on the ARN that it names. Look for an explicit deny, a permissions boundary or a service control policy if it is granted already.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html',
    otherwise: 'a permission or role that was written seconds ago has not spread yet',
  },
  {
    id: 'policy-of-wrong-kind',
    family: 'malformed-policy',
    sure: 'certain',
    words: [/has prohibited field|prohibited field (resource|principal)/],
    cause:
      'A permission policy was given where a trust policy belongs, or the other way round: one has Resource, the other Principal.',
    remedy:
      'Give the trust policy (with Principal) as AssumeRolePolicyDocument, and the permission policy (with Resource) as the policy of the user or role.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_policies.html',
  },
  {
    id: 'aws-malformed-policy',
    family: 'malformed-policy',
    sure: 'likely',
    words: [
      /syntax errors? in policy|policy[^.|]{0,60}(invalid json|not valid json|syntax)/,
      /invalid principal in policy|must contain (resources|actions|principals?|a principal)/,
      /(policy|statement)[^.|]{0,40}(missing required field|must contain|has an invalid|invalid resource|invalid action)/,
      /invalid policy|malformed policy|must be in arn format|actions?\/conditions must be prefaced/,
      /vendor is not valid|assumerolepolicy may only specify|legacy parsing/,
    ],
    codes: AWS_CODES.malformedPolicy,
    cause: 'IAM cannot read the policy document, or something that it names is not valid.',
    remedy:
      'Check the document with a JSON parser and with "aws accessanalyzer validate-policy": one object, real ARNs, principals that exist.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_policies.html',
    otherwise: 'a principal that was created seconds ago is not known everywhere yet',
  },
  {
    id: 'task-token-used',
    family: 'task-state',
    sure: 'certain',
    services: ['states', 'lambda', 'other'],
    words: [
      /task timed out: |provided task does not exist|task does not exist/,
      /task token[^.|]{0,40}(invalid|expired|malformed)|invalid token/,
      /execution[^.|]{0,60}(is not redrivable|cannot be redriven)/,
    ],
    codes: `${AWS_CODES.taskState} InvalidToken`,
    cause:
      'The task no longer waits: its token was used, has timed out, or belongs to an execution that has ended.',
    remedy:
      'Treat it as answered. If the answer is still needed, start the execution again or redrive it, and use the token of the new task.',
    source: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html',
  },
  {
    id: 'stack-state',
    family: 'conflict',
    sure: 'certain',
    services: AWS,
    words: [
      /(rollback_complete|rollback_failed|_in_progress|delete_failed|review_in_progress)[^.|]{0,60}(can ?not|state)/,
      /stack[^.|]{0,80}(is in|state)[^.|]{0,40}can ?not be (updated|deleted|created)/,
      /no updates are to be performed/,
    ],
    cause: 'The stack is in a state in which this change is not possible.',
    remedy:
      'Delete a stack in ROLLBACK_COMPLETE and create it again; wait while a change is in progress; where no updates are to be performed, nothing is wrong.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
  },
  {
    id: 'aws-capabilities-missing',
    family: 'malformed-request',
    sure: 'certain',
    services: AWS,
    words: [/requires capabilities/],
    codes: 'InsufficientCapabilities InsufficientCapabilitiesException',
    cause: 'The template makes IAM resources, and the call does not say that this is intended.',
    remedy: 'Add --capabilities CAPABILITY_NAMED_IAM (or CAPABILITY_IAM) to the command that deploys.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html',
  },
  {
    id: 'aws-version-unknown',
    family: 'malformed-request',
    sure: 'certain',
    words: [/could not find operation/],
    cause: 'The request names a version of the API in which the service has no such operation.',
    remedy: 'Send the Version of the API reference, for STS 2011-06-15, or let an SDK make the request.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/52',
  },
  {
    id: 'aws-already-exists',
    family: 'conflict',
    sure: 'certain',
    words: [
      /already exists|already in use|must be unique|same name as/,
      /cannot delete (a|an|the) [a-z ]{3,40} attached to|must (detach|delete|remove) [a-z ]{3,60} first|cannot delete entity/,
    ],
    codes: AWS_CODES.conflict,
    weak: [
      /conflict|in progress|is being (deleted|created|updated)|currently in use|pending deletion|is disabled/,
    ],
    status: [409],
    cause: 'Something of this name exists already, or its present state does not allow the change.',
    remedy:
      'Read what exists. Use it if it is yours and as you want it; otherwise choose another name, or wait until the other change has ended.',
    source: COMMON,
  },
  {
    id: 'aws-not-found',
    family: 'not-found',
    sure: 'certain',
    words: [
      /(does not|doesn't|did not|do not) exist|(could not|cannot|can't) (be found|find)|no such (entity|user|role|parameter|key|queue|stack|file)/,
      /(parameter|role|user|policy|stack|queue|topic|key|function|log group|rule|state machine|secret|alias|resource|execution)\b[^.|]{0,80}\b(was |were |is )?not found/,
    ],
    codes: AWS_CODES.notFound,
    weak: [/not found|unknown (parameter|resource|stack)/],
    status: [404, 410],
    cause: 'What the call names does not exist in this account and region.',
    remedy:
      'Compare name, path, account and region with what exists. Names are case-sensitive, and most resources belong to one region.',
    source: COMMON,
  },
  {
    id: 'aws-malformed-request',
    family: 'malformed-request',
    sure: 'likely',
    words: [
      /validation errors? detected|failed to satisfy constraint|member must (satisfy|have|not)/,
      /invalid state machine definition|schema_validation_failed/,
      /parameter validation failed|missing required parameter|unknown parameter in input/,
    ],
    codes: AWS_CODES.malformedRequest,
    weak: [
      /validation|invalid (parameter|value|input|request|argument|format|type|definition)|is required|must be|malformed/,
    ],
    status: [400, 413, 415],
    cause: 'The request does not have the form that the operation takes.',
    remedy: 'The message names the parameter. Compare its value with the reference of the operation.',
    source: COMMON,
    otherwise: 'some services answer limits, states and missing resources with the same code',
  },
  {
    id: 'aws-wrong-operation',
    family: 'wrong-operation',
    sure: 'likely',
    codes: AWS_CODES.wrongOperation,
    status: [405],
    cause: 'The service has no operation of this name or version.',
    remedy: 'Compare the action and its API version with the reference, or let an SDK make the call.',
    source: COMMON,
    otherwise: 'the call may have reached the endpoint of another service',
  },
  {
    id: 'aws-wrong-endpoint',
    family: 'wrong-endpoint',
    sure: 'certain',
    words: [/is not activated in (this|the) region|region is (disabled|not enabled)/],
    codes: AWS_CODES.wrongEndpoint,
    cause: 'The region is not enabled for this account, or the host is not an endpoint of the service.',
    remedy: 'Enable the region in the account settings, or call the endpoint of an enabled region.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html',
  },
  {
    id: 'aws-not-yet',
    family: 'not-yet',
    sure: 'certain',
    words: [/not (yet )?(ready|stabilized|propagated)|is still being created|try again in a few/],
    codes: AWS_CODES.notYet,
    cause: 'The resource is being created or changed, and is not ready yet.',
    remedy: 'Repeat with growing pauses for a minute or two.',
    source: COMMON,
  },
  {
    id: 'aws-unavailable',
    family: 'aws-fault',
    sure: 'certain',
    words: [/internal (error|failure|server error|service error)|service (is )?(temporarily )?unavailable/],
    codes: AWS_CODES.awsFault,
    status: [500, 502, 503, 504],
    cause: 'AWS’s side failed for the moment.',
    remedy:
      'Repeat with growing, random pauses, look at the AWS Health Dashboard, and give AWS the request ids if it lasts.',
    source: COMMON,
  },
];

export const AWS_MEANINGS: readonly Meaning[] = [...AWS_CREDENTIAL_MEANINGS, ...MEANINGS].map((one) => ({
  services: AWS,
  ...one,
}));
