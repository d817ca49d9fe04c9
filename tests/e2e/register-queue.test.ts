import type { Browser, BrowserContext, Page } from 'playwright-core';
import { taskName } from '#shared/domain/human-task.ts';
import { findTask } from '#shared/tasks/task-store.ts';
import { poll } from '../../local/engine/processes.ts';
import { createExecutions, type Executions } from '../../local/execution/execution.ts';
import { findLink } from '../../local/person/answer-by-page.ts';
import { startBrowser } from '../../local/person/browser.ts';
import { press } from '../../local/person/browser-forms.ts';
import { sendToClientSecretQueue } from '../../local/stack/client-secrets.ts';
import { type Seed, seedApplication } from '../../local/stack/seeded-application.ts';
import { accessibilityProblems, sidewaysScroll } from '../support/accessibility.ts';
import { newSecretMessage } from '../support/client-secrets.ts';
import { answeringServices, type DeployedStack, sharedStack } from '../support/deployed-stack.ts';
import { inOrder } from '../support/in-order.ts';
import { pathsOf } from '../support/installation.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import { closePages, heading } from '../support/task-pages.ts';

/* Nobody has registered the queue when this begins; the last but one test does, for all applications of the company. */

let stack: DeployedStack;
let browser: Browser;
let context: BrowserContext;
let rotations: Executions;
let checks: Executions;

beforeAll(async () => {
  [stack, browser] = await Promise.all([sharedStack(), startBrowser()]);
  context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const of = (output: string) =>
    createExecutions({ engine: stack.engine, stateMachineArn: stack.deployment.outputs[output] ?? '' });
  rotations = of('RotateClientSecretArn');
  checks = of('CheckCredentialsArn');
});
afterEach(() => closePages(browser));
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

const TASK = taskName({ kind: 'register-queue' });
const ASKED = 'RegisterQueue waits for you: Register the queue for client secrets';
const ROTATED = 'The client secret was rotated';
const TITLE = 'Register the queue for client secrets';
const RESTART = 'The queue is registered: rotate the secret';

/** An application that was ready once, whose secret a person has entered. */
const seed = (appName: string, more: Seed = {}) =>
  seedApplication(stack, appName, { secretByQueue: false, ...more });

async function storedSecret(appName: string): Promise<string> {
  const { clientSecret } = pathsOf(appName).lwa;
  const { [clientSecret]: secret } = await answeringServices(stack).parameters.getSecrets([clientSecret]);
  return secret?.reveal() ?? '';
}

const start = (input: { appName: string; [more: string]: unknown }) =>
  rotations.start(input, `${input.appName}-${Date.now()}`);
const waiting = (appName: string) => findTask(answeringServices(stack), appName, TASK);
const open = async (appName: string, execution: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(await findLink(stack, `${appName}/${TASK}`, execution));
  return page;
};
/** Subjects of all messages about an application so far. */
async function subjects(appName: string): Promise<string[]> {
  await stack.messages();
  const found = stack.inbox.all.filter(({ subject }) => subject.startsWith(`[${appName}] `));
  return found.map(({ subject }) => subject.slice(appName.length + 3));
}

const timesAsked = (appName: string) =>
  stack.amazon.requests.filter(
    ({ operation, userAgent }) =>
      operation === 'rotateApplicationClientSecret' && userAgent?.startsWith(`${appName}/`),
  ).length;

/** Waits until a page shows the task again with a reason; it looks by itself. */
const untilBack = (page: Page) =>
  page.getByText('Amazon made no new secret:').waitFor({ timeout: PATIENCE_MS });

async function check(appName: string): Promise<void> {
  const { status } = await checks.untilEnded(await checks.start({ appName }, `check-${Date.now()}`), {
    deadlineMs: PATIENCE_MS,
  });
  expect(status).toBe('SUCCEEDED');
}

describe('the queue for client secrets', () => {
  const step = inOrder();

  step('is asked for once by the checks of an application that works, and Amazon is not asked', async () => {
    await seed('queue-checked');

    await check('queue-checked');
    await poll(async () => (await waiting('queue-checked')) ?? undefined, { deadlineMs: PATIENCE_MS });
    await check('queue-checked');
    const execution = (await waiting('queue-checked'))?.execution ?? '';
    const by = await rotations.untilEnded(await start({ appName: 'queue-checked' }), {
      deadlineMs: PATIENCE_MS,
    });

    expect(execution.split(':').at(-1)).toBe('register-queue-queue-checked');
    // A rotation that finds no queue leaves the person alone who is asked already.
    expect([by.status, timesAsked('queue-checked')]).toEqual(['SUCCEEDED', 1]);
    expect(await subjects('queue-checked')).toEqual([ASKED]);
  });

  step('is not asked for where Amazon has used it, or the application is for the sandbox', async () => {
    await seedApplication(stack, 'queue-used');
    await seedApplication(stack, 'queue-sandbox', { sandbox: true, secretByQueue: false });

    await check('queue-used');
    await check('queue-sandbox');
    const registered = await rotations.untilEnded(await start({ appName: 'queue-used', register: true }), {
      deadlineMs: PATIENCE_MS,
    });

    expect(registered.status).toBe('SUCCEEDED');
    expect([await subjects('queue-used'), await subjects('queue-sandbox')]).toEqual([[], []]);
    expect(timesAsked('queue-used')).toBe(0);
  });

  step('that nobody registers in time is told as a failure, and no task is left', async () => {
    await seed('queue-late');

    const input = { appName: 'queue-late', registerSeconds: 2 };
    const ended = await rotations.untilEnded(await start(input), { deadlineMs: PATIENCE_MS });

    expect([ended.status, ended.error]).toEqual(['FAILED', 'StepTimedOut']);
    expect(await subjects('queue-late')).toEqual([ASKED, 'RegisterQueue failed: StepTimedOut']);
    expect(await waiting('queue-late')).toBeUndefined();
  });

  step('that is given up ends the rotation with the reason', async () => {
    await seed('queue-given-up');
    const execution = await start({ appName: 'queue-given-up', register: true });
    const page = await open('queue-given-up', execution);

    await page.fill('#give-up-reason', 'The primary user has left');
    await press(page, 'End this task with the reason');
    const ended = await rotations.untilEnded(execution, { deadlineMs: PATIENCE_MS });

    expect([ended.status, ended.error]).toEqual(['FAILED', 'TaskRejected']);
    expect(await heading(page)).toBe('This was given up');
    await page.close();
  });

  step('closes its task by itself at the next reminder when a secret has come by it', async () => {
    const { clientId } = await seed('queue-mended', { reminderSeconds: [8] });
    const execution = await start({ appName: 'queue-mended', register: true });
    await findLink(stack, `queue-mended/${TASK}`, execution);
    const secret = stack.amazon.world.rotateClientSecret(clientId);

    await sendToClientSecretQueue(stack, newSecretMessage({ clientId, secret }));
    const ended = await rotations.untilEnded(execution, { deadlineMs: PATIENCE_MS });

    expect(ended.status).toBe('SUCCEEDED');
    expect(await storedSecret('queue-mended')).toBe(secret);
    expect((await subjects('queue-mended')).toSorted()).toEqual([ASKED, ROTATED].toSorted());
  });

  step(
    'comes back with the reason until it is registered on Amazon’s page; then the new secret is proved',
    async () => {
      await seed('queue-walk');
      const before = await storedSecret('queue-walk');
      const execution = await start({ appName: 'queue-walk', register: true });
      const findings: unknown[] = [];
      const look = async (page: Page) =>
        findings.push([await heading(page), await accessibilityProblems(page), await sidewaysScroll(page)]);
      const page = await open('queue-walk', execution);
      await look(page);
      expect(timesAsked('queue-walk')).toBe(0);

      await press(page, RESTART);
      await untilBack(page);
      await look(page);
      const [central] = await Promise.all([
        context.waitForEvent('page'),
        page.getByRole('link', { name: 'Open Seller Central' }).click(),
      ]);
      await central.getByRole('link', { name: 'Notification preferences' }).click();
      await look(central);
      await press(central, 'Create destination');
      await look(central);
      await central.fill('[name=name]', 'client-secrets');
      await central.fill('[name=arn]', await page.innerText('#queue-arn'));
      await press(central, 'Create destination');
      await press(central, 'Subscribe to Application Client New Secret');
      await press(central, 'Subscribe to Application Client Secret Expiry');
      await look(central);
      stack.amazon.world.refillRateLimits();
      await press(page, RESTART);
      await look(page);
      const ended = await rotations.untilEnded(execution, { deadlineMs: PATIENCE_MS });

      expect([ended.status, ended.error]).toEqual(['SUCCEEDED', undefined]);
      expect(JSON.parse(ended.output ?? '')).toMatchObject({ appName: 'queue-walk', authorizations: ['us'] });
      const after = await storedSecret('queue-walk');
      expect([after === before, timesAsked('queue-walk')]).toEqual([false, 2]);
      expect(await subjects('queue-walk')).toEqual([ASKED, ASKED, ROTATED]);
      expect(findings).toEqual(
        [
          ...[TITLE, TITLE],
          ...['Notification preferences', 'Notification preferences', 'Notification preferences'],
          'The queue is being tested',
        ].map((title) => [title, [], 0]),
      );
      await page.close();
      await central.close();
    },
  );

  step('is asked for nobody any more by the checks once a secret has come by it', async () => {
    const before = await subjects('queue-walk');

    await check('queue-walk');

    expect(await subjects('queue-walk')).toEqual(before);
  });
});
