import * as z from 'zod/mini';
import { shortenToBytes } from '../errors/fit-bytes.ts';
import { composeMessage, type Message } from './message.ts';
import { executionLink } from './messages.ts';
import { awsRegionOf } from './partition.ts';

/**
 * Whether an address gets the messages about an application: `pending` until it confirms the subscription,
 * `all-messages` where it is subscribed to all applications, `unknown` while or where the step did not end.
 */
export const AddressState = z.enum(['unknown', 'pending', 'subscribed', 'all-messages', 'failed']);
export type AddressState = z.infer<typeof AddressState>;

/** What became of the subscription of an address, as it is stored. */
export const AddressRecord = z.object({
  address: z.string(),
  state: AddressState,
  /** ISO 8601, UTC. */
  at: z.string(),
  /** Why it failed. */
  problem: z.optional(z.object({ error: z.string(), what: z.string(), remedy: z.string() })),
});
export type AddressRecord = z.infer<typeof AddressRecord>;

/** Longest text of a problem, in bytes. */
const MOST_TEXT = 800;

/** A record as JSON that fits a parameter. */
export function packAddress({ problem, ...record }: AddressRecord): string {
  const { error = '', what = '', remedy = '' } = problem ?? {};
  const short = {
    error,
    what: shortenToBytes(what, MOST_TEXT),
    remedy: shortenToBytes(remedy, MOST_TEXT),
  };
  return JSON.stringify({ ...record, ...(problem && { problem: short }) });
}

/** The message that an address could not be subscribed. */
export function addressMessage(
  appName: string,
  execution: string,
  {
    address,
    problem,
    topicArn,
  }: { address: string; topicArn: string } & Required<Pick<AddressRecord, 'problem'>>,
): Message {
  return composeMessage({
    appName,
    subject: `[${appName}] ${address} gets no messages`,
    first: `Nothing fails yet, and the execution continues. ${address} was not subscribed to the messages about ${appName}.`,
    runbook: 'gets no messages',
    lines: [
      `Cause: ${problem?.what}`,
      `What to do: ${problem?.remedy}`,
      `To subscribe the address to the messages about all applications instead: aws sns subscribe --topic-arn ${topicArn} --protocol email --notification-endpoint ${address} --region ${awsRegionOf(topicArn)}`,
      `Error: ${problem?.error}`,
      `Execution: ${executionLink(execution)}`,
    ],
  });
}
