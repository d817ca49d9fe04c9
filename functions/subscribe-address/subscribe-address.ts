import {
  type AddressRecord,
  type AddressState,
  addressMessage,
  packAddress,
} from '#shared/domain/notification-address.ts';
import { ExplainedError, RetryableError } from '#shared/errors/base.ts';
import type { StepContext } from '#shared/lambda/define-step.ts';
import type { Services } from '#shared/services.ts';
import { ensureSubscribed } from './ensure-subscribed.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'guard' | 'parameters' | 'subscriptions' | 'topic'> & {
  topicArn: string;
};

/** So often it is tried, and so long is waited in between, in milliseconds. */
const TRIES = 3;
const PAUSE_MS = 3_000;

/**
 * Subscribes the address of the input to the messages about this application. Messages are a help, so a failure stops
 * nothing: people are told, and `status` shows it.
 */
export async function subscribeAddress(
  services: Needs,
  { appName, address }: Input,
  { execution }: Pick<StepContext, 'execution'>,
): Promise<Output> {
  // Stored first: where the function dies, it says that the outcome is not known.
  await record(services, appName, { address, state: 'unknown' });
  try {
    const state = await tryAgain(services, () => ensureSubscribed(services, address, appName));
    await record(services, appName, { address, state });
    return { state };
  } catch (error) {
    if (!(error instanceof ExplainedError)) throw error;
    const { name, what, remedy } = error;
    const problem = { error: name, what, remedy };
    await record(services, appName, { address, state: 'failed', problem });
    const message = addressMessage(appName, execution, { address, problem, topicArn: services.topicArn });
    // Where SNS is the trouble it may not take this either; status shows it all the same.
    await services.topic.publish(message).catch(() => undefined);
    return { state: 'failed' };
  }
}

// A status that could not be stored must not hide what was done.
async function record(
  { clock, parameters }: Needs,
  appName: string,
  found: Omit<AddressRecord, 'at'>,
): Promise<void> {
  const text = packAddress({ ...found, at: clock.now().toISOString() });
  await parameters.put(appName, parameters.paths.of(appName).notifications, text).catch(() => undefined);
}

async function tryAgain(
  { guard }: Needs,
  run: () => Promise<AddressState>,
  left = TRIES - 1,
): Promise<AddressState> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof RetryableError) || left === 0) throw error;
    await guard.pause(PAUSE_MS);
    return tryAgain({ guard } as Needs, run, left - 1);
  }
}
