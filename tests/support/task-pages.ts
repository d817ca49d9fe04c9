import type { Browser, BrowserContext, Page } from 'playwright-core';
import { taskName } from '#shared/domain/human-task.ts';
import { findTask } from '#shared/tasks/task-store.ts';
import { findLink } from '../../local/person/answer-by-page.ts';
import { doAtAmazon } from '../../local/person/person.ts';
import { createVisitor } from '../../local/seller-central/visitor.ts';
import { answeringServices, type DeployedStack } from './deployed-stack.ts';
import { PATIENCE_MS } from './patience.ts';

/** An execution whose person works in a browser. */
export interface Walk {
  executionArn: string;
  appName: string;
  /** The link in the newest message about a task, once it has come. */
  link(task: string): Promise<string>;
  /** What Amazon's pages give for the task that waits. */
  atAmazon(task: string): Promise<Record<string, string>>;
  /** Opens the page of a task. */
  open(context: BrowserContext, task: string): Promise<Page>;
  /** Answers tasks until this one waits, without a browser. */
  skipTo(task: string): Promise<void>;
  untilEnded(): Promise<string>;
}

const PLAIN = { marketplace: 'US', iam: { mode: 'none' } };

/** Starts an execution, without IAM unless the input says otherwise. */
export async function startWalk(
  stack: DeployedStack,
  appName: string,
  input: Record<string, unknown> = {},
): Promise<Walk> {
  const executionArn = await stack.executions.start(
    { ...PLAIN, ...input, appName },
    `${appName}-${Date.now()}`,
  );
  const services = answeringServices(stack);
  const visitor = createVisitor();
  const link = (task: string) => findLink(stack, `${appName}/${task}`, executionArn);
  const waiting = async (name: string) => {
    await link(name);
    const task = await findTask(services, appName, name);
    if (!task) throw new Error(`${name} does not wait`);
    return task;
  };
  return {
    executionArn,
    appName,
    link,
    atAmazon: async (task) => doAtAmazon(stack, visitor, await waiting(task)),
    open: async (context, task) => {
      const page = await context.newPage();
      await page.goto(await link(task));
      return page;
    },
    skipTo: async (task) => {
      for (const before of ORDER.slice(0, ORDER.indexOf(task))) {
        const found = await waiting(before);
        await stack.answer(stack, found, await doAtAmazon(stack, visitor, found));
      }
      await link(task);
    },
    untilEnded: async () => {
      const { status, error } = await stack.executions.untilEnded(executionArn, { deadlineMs: PATIENCE_MS });
      return error ? `${status} ${error}` : status;
    },
  };
}

const ORDER = [
  taskName({ kind: 'request-data-access' }),
  taskName({ kind: 'register-application' }),
  'self-authorize-us',
];

/** Closes what a test has opened: a page that waits for news asks for it as long as it is open. */
export async function closePages(browser: Browser): Promise<void> {
  for (const page of browser.contexts().flatMap((context) => context.pages())) await page.close();
}

/** The first heading of a page. */
export const heading = (page: Page): Promise<string> => page.innerText('h1');

/** What a page says of what is wrong; fails where it is an error page of the browser. */
export async function alertOf(page: Page): Promise<string> {
  expectOurs(page);
  return (await page.getByRole('alert').innerText()).replaceAll(/\s+/g, ' ');
}

/** Fails where the browser shows an error page of its own, as it does in place of a form that would be sent again. */
export function expectOurs(page: Page): void {
  if (!page.url().startsWith('http')) throw new Error(`The browser shows ${page.url()}`);
}
