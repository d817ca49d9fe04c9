import type { StsRefusal } from '../clients/sts.ts';
import { isFresh, type Moment } from '../domain/freshness.ts';
import type { Explanation } from '../errors/base.ts';
import { AccessKeyInvalid, AssumeRoleDenied, AwsDenied, IamNotAsExpected } from '../errors/refused.ts';
import { AccessKeyNotReady, IamNotConsistent, RoleNotReady } from '../errors/retryable.ts';
import type { Services } from '../services.ts';

/*
 * A refusal by IAM or STS means "no", or "not yet" while what was made has not spread: both say it in the same words. Here,
 * and nowhere else, time decides. For three minutes it is "not yet" and retried, after that it is "no". An explicit
 * deny is "no" at once: a policy that denies is known, and nothing that becomes known can allow what it denies.
 */

type Needs = Pick<Services, 'clock'>;

/**
 * Makes calls that concern a user, role or key that may be new. IAM denies those on a user or role that it does not know
 * yet, because its path, at which our rights end, is not known either; and it calls a trust in such a user malformed.
 * @param made when what the calls concern was made
 * @throws IamNotConsistent in place of IAM's AwsDenied and IamNotAsExpected while it is new; else what is thrown
 */
export async function whileNew<T>({ clock }: Needs, made: Moment[], run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const isRefusal = error instanceof AwsDenied || error instanceof IamNotAsExpected;
    const isByIam = isRefusal && String(error.details.action).startsWith('iam:');
    if (!isByIam || error.details.explicitDeny || !isFresh(clock.now(), ...made)) throw error;
    const { what, details } = error;
    throw new IamNotConsistent({ what, details, remedy: atFirst(error.remedy), cause: error });
  }
}

/** What STS refused, and what a person can do about it. */
export interface StsRefused {
  accessKeyId: string;
  /** Absent where the key alone was tried. */
  roleArn?: string;
  refusal: StsRefusal;
  /** When the role was completed, and the key made or stored, as far as it is known. */
  made: Moment[];
  keyRemedy: string;
  roleRemedy?: string;
}

/** The error of a key or role that STS refuses: retryable while it is new. */
export function stsRefused({ clock }: Needs, refused: StsRefused): Error {
  const { accessKeyId, roleArn, refusal, made, keyRemedy, roleRemedy = keyRemedy } = refused;
  const what = roleArn
    ? `STS refused ${roleArn} to the access key ${accessKeyId}: ${refusal.message}`
    : `IAM lists the access key ${accessKeyId} as active, but STS does not accept it: ${refusal.message}`;
  const details = { ...(roleArn && { roleArn }), accessKeyId, requestId: refusal.requestId };
  const explain = (remedy: string): Explanation => ({ what, details, remedy });
  const isExplicit = /explicit deny/i.test(refusal.message);
  const fresh = !isExplicit && isFresh(clock.now(), ...made);
  if (refusal.refused === 'denied')
    return fresh ? new RoleNotReady(explain(atFirst(roleRemedy))) : new AssumeRoleDenied(explain(roleRemedy));
  return fresh
    ? new AccessKeyNotReady(explain(atFirst(keyRemedy)))
    : new AccessKeyInvalid(explain(keyRemedy));
}

/** The error of a key that was made a moment ago and that IAM does not list. */
export const notListedYet = (accessKeyId: string, userName: string) =>
  new IamNotConsistent({
    what: `IAM does not list the access key ${accessKeyId} of ${userName} yet, which was made a moment ago.`,
    remedy: atFirst('Start the execution again in some minutes.'),
    details: { accessKeyId },
  });

const atFirst = (remedy: string) => `Nothing at first, it is tried again. If it goes on: ${remedy}`;
