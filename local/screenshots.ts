import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { findTask } from '#shared/tasks/task-store.ts';
import { projectRoot } from './engine/project-root.ts';
import { createExecutions } from './execution/execution.ts';
import { runCli } from './person/answer-by-cli.ts';
import { findLink } from './person/answer-by-page.ts';
import { startBrowser } from './person/browser.ts';
import { fillIn, press, pressMain } from './person/browser-forms.ts';
import { doAtAmazon } from './person/person.ts';
import { createVisitor } from './seller-central/visitor.ts';
import { onInterrupt } from './stack/interrupt.ts';
import { type LocalStack, startLocalStack } from './stack/local-stack.ts';
import { seedHealth } from './stack/seeded-health.ts';
import { terminalPage } from './terminal-picture.ts';

/** Takes the pictures of docs/screenshots: every page of the tasks, as it is served by the local stack. */
const FOLDER = join(projectRoot, 'docs', 'screenshots');
const APP_NAME = 'acme-orders';
const WIDTH = 720;

const interruption = onInterrupt();
const stack = await startLocalStack({ stage: 'screenshots', onProgress: console.log }, interruption.signal);
const browser = await startBrowser();
try {
  mkdirSync(FOLDER, { recursive: true });
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 400 } });
  await takeHealth(stack, browser, page);
  await takeAll(stack, page);
} finally {
  await browser.close();
  await stack.close();
  interruption.done();
}

async function takeAll(stack: LocalStack, page: Page): Promise<void> {
  const execution = await createExecutions(stack).start({ appName: APP_NAME, marketplace: 'US' });
  const { parameters } = stack;
  const visitor = createVisitor();
  const open = async (name: string, by = execution) =>
    page.goto(await findLink(stack, `${APP_NAME}/${name}`, by));
  const answers = async (name: string) => {
    const task = await findTask({ parameters }, APP_NAME, name);
    if (!task) throw new Error(`${name} does not wait`);
    return doAtAmazon(stack, visitor, task);
  };

  await open('request-data-access');
  await take(page, 'request-data-access');
  await page.fill('#reason', 'The website of the company has no privacy policy.');
  await press(page, 'Save the reason and reopen this task');
  await press(page, 'I have submitted the profile');
  await take(page, 'request-data-access-rejected');
  await page.getByRole('link', { name: 'View progress' }).click();
  await take(page, 'progress');
  await page.goBack();
  await answers('request-data-access');
  await pressMain(page);
  await take(page, 'done');

  await open('register-application');
  await take(page, 'register-application');
  const registered = await answers('register-application');
  await fillIn(page, { ...registered, clientId: registered.applicationId ?? '' });
  await pressMain(page);
  await take(page, 'register-application-refused');
  await fillIn(page, registered);
  await pressMain(page);

  await open('self-authorize-us');
  await take(page, 'self-authorize');

  const stateMachineArn = stack.deployment.outputs.RotateClientSecretArn ?? '';
  const rotations = createExecutions({ engine: stack.engine, stateMachineArn });
  await open('register-queue', await rotations.start({ appName: APP_NAME, register: true }));
  await take(page, 'register-queue');
  await page.goto(`${page.url().slice(0, -1)}.`);
  await take(page, 'unknown-link');
}

/** The health of all applications: the page, and the command line. */
async function takeHealth(stack: LocalStack, browser: Browser, page: Page): Promise<void> {
  await seedHealth(stack.parameters, new Date());
  const { url } = JSON.parse(await runCli(stack, ['status', '--link', '--json']));
  await page.goto(url);
  await take(page, 'health');
  const printed = await runCli(stack, ['status'], { colours: true });
  // A separate page: the security policy of ours allows no other style.
  const terminal = await browser.newPage({ viewport: { width: 1200, height: 400 } });
  await terminal.setContent(terminalPage('spapi status', printed.split('\n\nDetails of one')[0] ?? ''));
  const path = join(FOLDER, 'status.png');
  await terminal.locator('pre').screenshot({ path });
  await terminal.close();
  console.log(path);
}

async function take(page: Page, name: string): Promise<void> {
  const path = join(FOLDER, `${name}.jpg`);
  await page.screenshot({
    path,
    fullPage: true,
    type: 'jpeg',
    quality: 60,
    animations: 'disabled',
    caret: 'hide',
  });
  console.log(path);
}
