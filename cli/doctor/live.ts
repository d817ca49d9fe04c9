import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { callAws } from '#shared/clients/aws-errors.ts';
import { systemClock } from '#shared/clients/clock.ts';
import type { AwsConfig } from '../aws-config.ts';
import { iamReader } from './aws/iam.ts';
import { keyReader } from './aws/keys.ts';
import { stackReader } from './aws/stack.ts';
import { subscriptionReader } from './aws/topic.ts';
import { watchReader } from './aws/watch.ts';
import type { DoctorServices, WebAnswer } from './services.ts';

const WEB_TIMEOUT_MS = 10_000;

/** The real services. Every method throws what `callAws` throws. */
export function doctorServices(
  config: AwsConfig,
  progress: (text: string) => void = () => {},
): DoctorServices {
  const sts = new STSClient(config);
  return {
    clock: systemClock,
    fetch: fetchAnswer,
    awsTime: () => timeOf(config),
    callerIdentity: async () => {
      const { Account = '', Arn = '' } = await callAws({ action: 'sts:GetCallerIdentity' }, () =>
        sts.send(new GetCallerIdentityCommand({})),
      );
      return { account: Account, arn: Arn };
    },
    progress,
    ...stackReader(config),
    ...iamReader(config),
    ...subscriptionReader(config),
    ...watchReader(config),
    ...keyReader(config),
  };
}

/** The time that STS writes into the head of its answer. */
async function timeOf(config: AwsConfig): Promise<Date | undefined> {
  const sts = new STSClient(config);
  let date: string | undefined;
  sts.middlewareStack.add(
    (next) => async (call) => {
      const answer = await next(call);
      date = (answer.response as { headers?: Record<string, string> }).headers?.date;
      return answer;
    },
    { step: 'deserialize' },
  );
  await callAws({ action: 'sts:GetCallerIdentity' }, () => sts.send(new GetCallerIdentityCommand({})));
  return date === undefined ? undefined : new Date(date);
}

async function fetchAnswer(url: string): Promise<WebAnswer | undefined> {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(WEB_TIMEOUT_MS), redirect: 'manual' });
    return { status: reply.status, headers: reply.headers, body: await reply.text() };
  } catch {
    return undefined;
  }
}
