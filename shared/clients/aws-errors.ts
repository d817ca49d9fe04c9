import { ExplainedError } from '../errors/base.ts';
import { UnexpectedReply } from '../errors/broken.ts';
import { foreignText } from '../errors/plain-text.ts';
import { AwsDenied, AwsQuotaReached } from '../errors/refused.ts';
import { AwsThrottled, AwsUnavailable, IamNotConsistent } from '../errors/retryable.ts';

/** Which AWS call is made, for errors and logs: `iam:CreateUser` on a resource. */
export interface AwsCall {
  action: string;
  resource?: string;
  /** Set where AWS may quote what was sent, so that its message must not be repeated. */
  secret?: boolean;
}

interface SdkError {
  name: string;
  message: string;
  $metadata?: { httpStatusCode?: number; requestId?: string; attempts?: number };
}

const THROTTLED = /^(Throttl|TooManyRequests|TooManyUpdates|RequestLimitExceeded|PriorRequestNotComplete)/;
const DENIED = /^(AccessDenied|AuthorizationError|NotAuthorized|UnauthorizedOperation|KMSAccessDenied)/;
const QUOTA = /LimitExceeded|^ServiceQuotaExceeded/;
// What is missing here was made or read a moment ago: calls for which it may be missing ask by findInIam.
const UNSETTLED = /^(NoSuchEntity|ConcurrentModification|EntityTemporarilyUnmodifiable)/;

// AWS asks callers to wait 30 seconds before they use the name of a deleted parameter again, and does not say what it answers
// before. Both can only mean that: where a parameter may exist, it is overwritten or the refusal is expected.
const NAME_NOT_SETTLED = /^(ParameterAlreadyExists|InvalidResourceId)/;

/** Whether an AWS error carries one of these names, with or without the `Exception` suffix of the SDK. */
export function isAwsError(error: unknown, ...names: string[]): error is SdkError {
  const name = (error as SdkError | undefined)?.name ?? '';
  return names.some((wanted) => name === wanted || name === `${wanted}Exception`);
}

/**
 * Makes an AWS call and turns what it throws into a named error of ours. Status, action and request id are kept, the
 * request and its headers never.
 * @throws AwsThrottled, AwsUnavailable, IamNotConsistent (retryable), AwsDenied, AwsQuotaReached, UnexpectedReply
 * Source: docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html,
 *   docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html
 */
export async function callAws<T>(call: AwsCall, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof ExplainedError) throw error;
    throw explain(call, error as SdkError);
  }
}

function explain({ action, resource, secret }: AwsCall, error: SdkError): Error {
  const status = error.$metadata?.httpStatusCode;
  const details = { action, code: error.name, status, requestId: error.$metadata?.requestId };
  const answer = secret ? error.name : `${error.name}: ${foreignText(error.message)}`;
  const what = `${action}${resource ? ` on ${resource}` : ''} failed with ${answer}.`;
  const again = 'Nothing at first, it is tried again. If it goes on, look at the AWS Health Dashboard.';
  if (THROTTLED.test(error.name)) return new AwsThrottled({ what, remedy: again, details });
  if (NAME_NOT_SETTLED.test(error.name)) return new AwsUnavailable({ what, remedy: again, details });
  if (UNSETTLED.test(error.name)) return new IamNotConsistent({ what, remedy: again, details });
  if (DENIED.test(error.name))
    return new AwsDenied({
      what,
      remedy: deniedRemedy(action),
      details: { ...details, ...howDenied(error) },
    });
  if (QUOTA.test(error.name)) return new AwsQuotaReached({ what, remedy: quotaRemedy(action), details });
  if (status === undefined || status >= 500) return new AwsUnavailable({ what, remedy: again, details });
  return new UnexpectedReply({ what, remedy: 'Look at the log of this step by its request id.', details });
}

/** Kept beside the words, which are not repeated everywhere. */
const howDenied = ({ message }: SdkError) => (/explicit deny/i.test(message) ? { explicitDeny: true } : {});

const deniedRemedy = (action: string) =>
  `Allow ${action} for this step's function: look for a service control policy or a permissions boundary that denies it, and undo any edit of the function's role. Then start the execution again.`;

const quotaRemedy = (action: string) =>
  `Delete what is no longer used or raise the quota behind ${action} in Service Quotas. Then start the execution again.`;
