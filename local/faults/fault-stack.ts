import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createExecutions, type ExecutionState } from '../execution/execution.ts';
import { answerByPage } from '../person/answer-by-page.ts';
import { type Answer, createPerson } from '../person/person.ts';
import type { Inbox, ReceivedMessage } from '../stack/inbox.ts';
import { type LocalStack, type LocalStackOptions, startLocalStack } from '../stack/local-stack.ts';
import { startVirtualTime, type VirtualTime } from '../stack/virtual-time.ts';
import { type FaultProxy, startFaultProxy } from './proxy.ts';
import { type TwoAnswerers, twoAnswerers } from './two-answerers.ts';

/** The deployed stack with the proxy between its functions and the world. */
export interface FaultStack extends LocalStack {
  proxy: FaultProxy;
  time: VirtualTime;
  /** ARNs of the state machines, and the other outputs. */
  machines: Record<string, string>;
  /** All messages that came so far. SNS has delivered those of an execution when it has ended. */
  messages(): Promise<readonly ReceivedMessage[]>;
  /** Runs a state machine to its end while the person of the application answers what waits, on its pages. */
  run(stateMachineArn: string, input: unknown, appName: string, answer?: Answer): Promise<ExecutionState>;
  /** Two people who answer every task at once, in place of the one. */
  twoAnswerers(): TwoAnswerers;
}

/** Waits of the state machines take a fiftieth of their time. */
const RATE = 50;
/** Between two looks at an execution: six run side by side, and each look asks for the tasks that wait too. */
const POLL_MS = 250;
/** Longer than the longest wait, an hour and a half, takes at that rate. */
const DEADLINE_MS = 200_000;
const PRELOAD = fileURLToPath(new URL('lambda-preload.mjs', import.meta.url));

/** Deploys the stack so that every call of its functions can be broken. */
export async function startFaultStack(
  stage: string,
  options: Pick<LocalStackOptions, 'kmsKeyArn' | 'onProgress'> = {},
): Promise<FaultStack> {
  const time = startVirtualTime(RATE);
  let proxy: FaultProxy | undefined;
  const stack = await startLocalStack({
    stage,
    waitScale: 1 / RATE,
    time,
    interpose: async (ways) => {
      proxy = await startFaultProxy(ways, time);
      return { url: proxy.url, functionEnvironment: environment(proxy.url, time), close: proxy.close };
    },
    ...options,
  });
  if (!proxy) throw new Error('The stack was started without its proxy.');
  await shortenRedelivery(stack);
  const { alsoWatch } = proxy;
  const shared = { ...stack, inbox: sharedInbox(stack.inbox) };
  const watchLink = (appName: string, link: string) => alsoWatch(appName, linkId(link));
  const onPages = answerByPage(watchLink);
  return {
    ...shared,
    proxy,
    time,
    machines: stack.deployment.outputs,
    twoAnswerers: () => twoAnswerers(watchLink),
    messages: async () => {
      while ((await shared.inbox.receive(0)).length > 0);
      return shared.inbox.all;
    },
    run: async (stateMachineArn, input, appName, answer = onPages) => {
      const executions = createExecutions({ engine: stack.engine, stateMachineArn });
      const person = createPerson(shared, appName, answer);
      const arn = await executions.start(input, `${appName}-${Math.random().toString(36).slice(2)}`);
      let refusal = 'none';
      // A page that is broken is opened again, as a person does.
      const onPoll = async () => {
        try {
          await person.answerWaiting();
        } catch (error) {
          refusal = (error as Error).message;
        }
      };
      return executions
        .untilEnded(arn, { deadlineMs: DEADLINE_MS, pollMs: POLL_MS, onPoll })
        .catch((error: Error) => {
          throw new Error(`${error.message} What the person was refused with last: ${refusal}`);
        });
    },
  };
}

const linkId = (link: string) => new URL(link).pathname.split('/').at(-1) ?? '';

/** Calls wait for those before them: what one has taken out of the queue and not kept yet, no other would see. */
function sharedInbox(inbox: Inbox): Inbox {
  let last: Promise<unknown> = Promise.resolve();
  const receiveInTurn = () => {
    const received = last.then(() => inbox.receive(0));
    last = received.catch(() => undefined);
    return received;
  };
  return {
    ...inbox,
    receive: async (waitSeconds = 1) => {
      const received = await receiveInTurn();
      if (received.length > 0 || waitSeconds === 0) return received;
      // Nobody else shall wait with it.
      await pause(100);
      return receiveInTurn();
    },
  };
}

const environment = (url: string, time: VirtualTime) => ({
  ...Object.fromEntries(
    ['IAM', 'LAMBDA', 'SSM', 'SNS', 'SFN', 'STS'].map((name) => [`AWS_ENDPOINT_URL_${name}`, url]),
  ),
  NODE_OPTIONS: `--import ${PRELOAD}`,
  VIRTUAL_TIME: time.setting,
});

/** A message whose function has failed comes again after the queue's time-out, which is real time otherwise. */
async function shortenRedelivery({ engine, deployment }: LocalStack): Promise<void> {
  const sqs = new SQSClient(engine.clientConfig);
  const QueueUrl = deployment.outputs.ClientSecretQueueUrl;
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: '3' } }));
}
