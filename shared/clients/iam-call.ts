import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { foreignText } from '../errors/plain-text.ts';
import { IamNotConsistent } from '../errors/retryable.ts';
import { AWS_CLIENT_CONFIG } from './aws-config.ts';
import { type AwsCall, callAws, isAwsError } from './aws-errors.ts';
import { requireWholeAnswers } from './whole-answers.ts';

/** IAM is global: every IAM client of the project is made here. */
export function createIamClient(config: IAMClientConfig = AWS_CLIENT_CONFIG): IAMClient {
  return requireWholeAnswers(new IAMClient(config));
}

/**
 * Makes an IAM read whose NoSuchEntity is an answer, not an error.
 * @throws what {@link callAws} throws
 */
export async function findInIam<T>(call: AwsCall, send: () => Promise<T>): Promise<T | undefined> {
  return callAws(call, async () => {
    try {
      return await send();
    } catch (error) {
      if (isAwsError(error, 'NoSuchEntity')) return undefined;
      throw error;
    }
  });
}

/**
 * Deletes or takes off something in IAM; that it is not there is as good.
 * @throws IamNotConsistent while IAM still sees what is attached; its own words say what. Also where the SDK has asked twice
 *   and is denied: a user or role that is gone has no path, on which our rights end. Else what {@link callAws} throws
 */
export async function deleteInIam(call: AwsCall, send: () => Promise<unknown>): Promise<void> {
  await findInIam(call, async () => {
    try {
      await send();
    } catch (error) {
      const isGone = isAwsError(error, 'AccessDenied') && (error.$metadata?.attempts ?? 1) > 1;
      if (!isGone && !isAwsError(error, 'DeleteConflict')) throw error;
      throw new IamNotConsistent({
        what: `${call.action} on ${call.resource}: ${foreignText(error.message)}`,
        remedy:
          'Nothing at first, it is tried again. If it goes on, somebody has attached what was not made here: take it off and start the execution again.',
        details: { action: call.action, requestId: error.$metadata?.requestId },
      });
    }
  });
}

/** Tags as a plain record. */
export function tagRecord(
  tags: { Key?: string | undefined; Value?: string | undefined }[] = [],
): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** Tags as IAM takes them. */
export function tagList(tags: Record<string, string>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** Reads all pages of an IAM list call. */
export async function allPages<
  P extends { IsTruncated?: boolean | undefined; Marker?: string | undefined },
  T,
>(page: (Marker: string | undefined) => Promise<P>, items: (page: P) => T[]): Promise<T[]> {
  const all: T[] = [];
  let marker: string | undefined;
  do {
    const next = await page(marker);
    all.push(...items(next));
    marker = next.IsTruncated ? next.Marker : undefined;
  } while (marker);
  return all;
}
