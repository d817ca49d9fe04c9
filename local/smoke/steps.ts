import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { findTask } from '#shared/tasks/task-store.ts';
import { TUTORIAL_STEPS } from '../execution/tutorial-steps.ts';
import { findMessage, linkIn } from '../person/answer-by-page.ts';
import { openInbox } from '../stack/inbox.ts';
import { executionOf, follow, untilEnded } from './follow.ts';
import { openWaitingPage } from './open-page.ts';
import { type Outcome, type Step, until } from './run-steps.ts';
import { runSpapi, type SmokeSession } from './session.ts';
import { readStack } from './stack.ts';
import { known, type Trial } from './trial.ts';

const TASK = 'request-data-access';

/** The steps of a trial, in their order; each needs what those before it have found. */
export function smokeSteps(session: SmokeSession, trial: Trial): Step[] {
  const { appName } = session;
  return [
    { name: 'Deploy the stack', run: () => deployStack(session, trial) },
    { name: 'Subscribe a queue to the messages', run: () => subscribe(session, trial) },
    { name: 'Start the application', run: () => start(session, trial) },
    ...TUTORIAL_STEPS.filter(({ step }) => step <= 4).map(({ step, title }) => ({
      name: `Tutorial step ${step}: ${title}`,
      run: () => follow(session, trial, step),
    })),
    { name: 'Receive the message about the task', run: () => receive(session, trial) },
    { name: 'Open the page of the task', run: () => openWaitingPage(session, trial) },
    { name: 'Give up the task', run: () => giveUp(session, trial) },
    { name: 'Receive the message about the failure', run: () => receiveFailure(session, trial) },
    { name: `Remove the application ${appName}`, run: () => remove(session, trial) },
  ];
}

async function deployStack(session: SmokeSession, trial: Trial): Promise<Outcome> {
  trial.begun = true;
  const printed = await session.deploy(session);
  const { outputs, resourceIds } = known(await readStack(session), 'The stack');
  Object.assign(trial, { outputs, resourceIds });
  if (!printed.includes(`--topic-arn ${outputs.TopicArn} `))
    throw new Error('The deployment did not end with its next steps.');
  return { detail: `${session.stackName}, ${resourceIds.length} resources` };
}

async function subscribe({ aws }: SmokeSession, trial: Trial): Promise<undefined> {
  trial.inbox = await openInbox({ clientConfig: aws }, trial.outputs.TopicArn ?? '');
}

async function start(session: SmokeSession, trial: Trial): Promise<Outcome> {
  const words = ['start', session.appName, '--marketplace', 'US'];
  trial.execution = executionOf(await runSpapi(session, words));
  return { detail: trial.execution };
}

async function receive(session: SmokeSession, trial: Trial): Promise<Outcome> {
  const { aws, installation, appName } = session;
  const parameters = createParameterStore({ ...aws, installation });
  const execution = known(trial.execution, 'The execution');
  trial.task = await until(session, 'The task', 5, () => findTask({ parameters }, appName, TASK));
  const inbox = known(trial.inbox, 'The queue');
  const message = await findMessage({ inbox }, `${appName}/${TASK}`, execution, 120_000);
  trial.link = linkIn(message);
  return { detail: message.subject };
}

async function giveUp(session: SmokeSession, trial: Trial): Promise<Outcome> {
  const reason = ['--reason', 'The smoke test gives up.', '--give-up'];
  await runSpapi(session, ['task', 'reject', `${session.appName}/${TASK}`, ...reason]);
  const { status, error } = await untilEnded(session, known(trial.execution, 'The execution'), 5);
  if (status !== 'FAILED' || error !== 'TaskRejected')
    throw new Error(`The execution ended as ${status} (${error}), not as FAILED (TaskRejected).`);
  return { detail: 'the execution ended with TaskRejected, as it should' };
}

async function receiveFailure(session: SmokeSession, trial: Trial): Promise<Outcome> {
  const inbox = known(trial.inbox, 'The queue');
  const message = await until(session, 'The message about the failure', 2, async () => {
    await inbox.receive();
    return inbox.all.find(({ subject }) => subject.includes('TaskRejected'));
  });
  return { detail: message.subject };
}

async function remove(session: SmokeSession, trial: Trial): Promise<Outcome> {
  const { aws, installation, appName } = session;
  const parameters = createParameterStore({ ...aws, installation });
  const execution = executionOf(await runSpapi(session, ['remove', appName, '--grace-days', '0']));
  await until(session, 'The task to confirm the removal', 5, () =>
    findTask({ parameters }, appName, 'confirm-removal'),
  );
  await runSpapi(session, ['task', 'complete', `${appName}/confirm-removal`, '--from-stdin'], { appName });
  const { status, error } = await untilEnded(session, execution, 15);
  if (status !== 'SUCCEEDED') throw new Error(`The removal ended as ${status} (${error}).`);
  trial.removed = true;
  return { detail: 'its user, role, policy and parameters are deleted' };
}
