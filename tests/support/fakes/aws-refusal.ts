import { callAws } from '#shared/clients/aws-errors.ts';
import { IamNotConsistent } from '#shared/errors/retryable.ts';

/** An error as the AWS SDK throws it; without a status when no answer came. */
export function sdkError(name: string, message = `${name} said by AWS`, status: number | 'none' = 400) {
  const $metadata = { requestId: 'req-1', ...(status === 'none' ? {} : { httpStatusCode: status }) };
  return Object.assign(new Error(message), { name, $metadata });
}

/** Fails like a real client: with the error of ours that an error code of AWS becomes. */
export async function refuse(action: string, resource: string, code: string, status = 400): Promise<never> {
  return callAws({ action, resource }, () => Promise.reject(sdkError(code, undefined, status)));
}

/** What a real client makes of a DeleteConflict. */
export const conflict = (action: string, what: string) =>
  new IamNotConsistent({ what: `${action}: Cannot delete entity, ${what}.`, remedy: 'Take it off.' });
