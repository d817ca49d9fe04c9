import type { IncomingHttpHeaders } from 'node:http';
import { answer, type WireAnswer } from './answers.ts';
import type { Call } from './calls.ts';

/** How IAM shows its changes: at once; all of them late; for a while some callers see them and some do not. */
export const IAM_SEEN = ['at-once', 'late', 'mixed'] as const;
export type IamSeen = (typeof IAM_SEEN)[number];

/** IAM and STS as one caller sees them: changes show some time after they were made. */
export interface Eyes {
  /** @param state which state makes the call */
  see(
    call: Call & { state: string },
    headers: IncomingHttpHeaders,
    forward: () => Promise<WireAnswer>,
  ): Promise<WireAnswer>;
}

/** What a write is about: reads whose answers show it only later. */
const READS: Record<string, string[]> = {
  CreateUser: ['GetUser'],
  CreateAccessKey: ['ListAccessKeys'],
  UpdateAccessKey: ['ListAccessKeys'],
  DeleteAccessKey: ['ListAccessKeys'],
  CreatePolicy: ['GetPolicy'],
  CreatePolicyVersion: ['GetPolicy', 'ListPolicyVersions'],
  DeletePolicyVersion: ['ListPolicyVersions'],
  CreateRole: ['GetRole'],
  UpdateAssumeRolePolicy: ['GetRole'],
  AttachRolePolicy: ['ListAttachedRolePolicies'],
  PutUserPolicy: ['GetUserPolicy', 'ListUserPolicies'],
};

/** By name alone IAM finds what has a path: the functions may ask for a name without one. */
const BY_NAME = /^(Create|Get)(User|Role)$/;
/** States whose functions may read whatever the account has, so that IAM needs no path to let them. */
const READ_ALL = /^(VerifyPolicies|DiagnoseApplication)$/;

const subjectOf = ({ parameters }: Call): string =>
  nameOf(
    ['UserName', 'RoleName', 'PolicyArn', 'PolicyName'].map((name) => parameters.get(name)).find(Boolean) ??
      '',
  );

/**
 * @param settleMs how long a change may stay unseen, in real milliseconds
 * @param seesNow whether a request sees what is not settled; asked for each anew
 */
export function createEyes(settleMs: number, seesNow: () => boolean): Eyes {
  /** Answers to reads as they were when a change was made. */
  const old = new Map<string, WireAnswer>();
  /** When what was made shows, by read, key id, user or role. */
  const showsAt = new Map<string, number>();
  const isSettled = (name: string) => (showsAt.get(name) ?? 0) <= Date.now();
  const isHidden = (name: string) => !isSettled(name) && !seesNow();
  const hide = (name: string) => showsAt.set(name, Date.now() + settleMs);

  /** What is not known yet has no path, at which the rights of most functions end. */
  const refuseUnknown = ({ service, operation, parameters, state }: Call & { state: string }) => {
    if (service !== 'iam' || BY_NAME.test(operation)) return undefined;
    const [kind, name] = (
      [
        ['user', parameters.get('UserName')],
        ['role', parameters.get('RoleName')],
        ['key', operation === 'GetAccessKeyLastUsed' ? parameters.get('AccessKeyId') : null],
      ] as const
    ).find(([, given]) => given) ?? ['none', ''];
    if (!isHidden(`${kind === 'role' ? 'made' : kind} ${name}`)) return undefined;
    if (READ_ALL.test(state)) return missing(`${operation} ${name}`);
    const says = `User is not authorized to perform: iam:${operation} on resource: ${kind} ${name} because no identity-based policy allows the iam:${operation} action`;
    return refusal(403, 'AccessDenied', says);
  };

  const refuse = (call: Call & { state: string }, headers: IncomingHttpHeaders): WireAnswer | undefined => {
    const { operation, parameters } = call;
    const key = /Credential=([A-Z0-9]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
    if (call.service === 'sts' && isHidden(`key ${key}`))
      return refusal(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
    const roleArn = parameters.get('RoleArn') ?? '';
    if (operation === 'AssumeRole' && isHidden(`role ${nameOf(roleArn)}`))
      return refusal(
        403,
        'AccessDenied',
        `User is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
      );
    const trusted = /user\/[^"]*\/([^"/]+)"/.exec(trustOf(parameters))?.[1];
    if (trusted && isHidden(`user ${trusted}`))
      return refusal(400, 'MalformedPolicyDocument', `Invalid principal in policy: "AWS":"${trusted}"`);
    return refuseUnknown(call);
  };

  const remember = (call: Call, reply: WireAnswer) => {
    const subject = subjectOf(call);
    const made = /<AccessKeyId>([^<]+)</.exec(reply.body.toString())?.[1];
    if (call.operation === 'CreateAccessKey' && made) hide(`key ${made}`);
    if (call.operation === 'CreateUser') hide(`user ${subject}`);
    if (call.operation === 'CreateRole') hide(`made ${subject}`);
    if (call.operation === 'PutUserPolicy') for (const role of rolesIn(call)) hide(`role ${role}`);
    if (/^(CreateRole|UpdateAssumeRolePolicy|AttachRolePolicy)$/.test(call.operation))
      hide(`role ${subject}`);
    for (const read of READS[call.operation] ?? []) hide(`${read} ${subject}`);
  };

  return {
    see: async (call, headers, forward) => {
      const refused = refuse(call, headers);
      if (refused) return refused;
      const read = `${call.operation} ${subjectOf(call)}`;
      if (isHidden(read)) {
        const before = old.get(read) ?? (call.operation.startsWith('Get') ? missing(read) : undefined);
        if (before) return before;
      }
      const reply = await forward();
      if (/^(Get|List)/.test(call.operation)) {
        if (isSettled(read)) old.set(read, reply);
      } else if (call.service === 'iam' && reply.status === 200) remember(call, reply);
      return reply;
    },
  };
}

const nameOf = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);
const trustOf = (parameters: URLSearchParams) =>
  parameters.get('AssumeRolePolicyDocument') ??
  (parameters.get('Action') === 'UpdateAssumeRolePolicy' ? (parameters.get('PolicyDocument') ?? '') : '');
const rolesIn = ({ parameters }: Call) =>
  [...(parameters.get('PolicyDocument') ?? '').matchAll(/:role\/[^"]*?([^"/]+)"/g)].map(
    ([, role = '']) => role,
  );

const missing = (read: string) => refusal(404, 'NoSuchEntity', `${read}: not found.`);

function refusal(status: number, code: string, message: string): WireAnswer {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return answer(status, 'text/xml', `<ErrorResponse>${error}<RequestId>eventual</RequestId></ErrorResponse>`);
}
