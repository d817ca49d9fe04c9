import { taskName } from '#shared/domain/human-task.ts';
import type { ReceivedMessage } from '../stack/inbox.ts';
import type { LocalStack } from '../stack/local-stack.ts';
import { type CookieJar, openPage, readForms, submitForm } from './http-forms.ts';
import type { Answer } from './person.ts';

/**
 * Answers on the page that the message about the task links to, as a browser without JavaScript does.
 * @param onLink is told the link before it is opened
 */
export const answerByPage =
  (onLink: (appName: string, link: string) => void = () => {}): Answer =>
  async (stack, task, answers) => {
    const link = await findLink(stack, `${task.appName}/${taskName(task)}`, task.execution);
    onLink(task.appName, link);
    const jar: CookieJar = new Map();
    const page = await openPage(link, jar);
    const form = readForms(page.html).find(({ fields }) =>
      fields.some(({ name, values }) => name === 'action' && values.includes('complete')),
    );
    if (!form)
      throw new Error(`The page of ${taskName(task)} has no form to complete it (status ${page.status})`);
    // Who tells an approval without a submission says twice that it is so.
    const confirmed = form.fields.some(({ name }) => name === 'confirmed') && { confirmed: 'yes' };
    const done = await submitForm(page.url, form, { ...answers, ...confirmed }, jar);
    if (done.status !== 200) throw new Error(`The page of ${taskName(task)} answered ${done.status}`);
  };

/** The link in the newest message about a task of an execution; waits until it has come. */
export async function findLink(
  stack: Pick<LocalStack, 'inbox'>,
  task: string,
  execution: string,
): Promise<string> {
  const link = linkIn(await findMessage(stack, task, execution));
  if (link) return link;
  throw new Error(`The message about ${task} has no link`);
}

/** The newest message about a task of an execution; waits until it has come. */
export async function findMessage(
  { inbox }: Pick<LocalStack, 'inbox'>,
  task: string,
  execution: string,
  deadlineMs = 60_000,
): Promise<ReceivedMessage> {
  const deadline = Date.now() + deadlineMs;
  for (let waitSeconds = 0; ; waitSeconds = 1) {
    await inbox.receive(waitSeconds);
    const found = inbox.all.findLast(
      ({ body }) => body.includes(`task show ${task}\n`) && body.includes(execution),
    );
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`No message about ${task} came within ${deadlineMs / 1000} s`);
  }
}

/** The link to the task's page in a message, where it has one. */
export const linkIn = (message: ReceivedMessage | undefined): string | undefined =>
  message?.body.match(/enter the result there: (\S+)/)?.[1];
