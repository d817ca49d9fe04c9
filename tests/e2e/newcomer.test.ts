import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { poll } from '../../local/engine/processes.ts';
import { projectRoot } from '../../local/engine/project-root.ts';
import { startBrowser } from '../../local/person/browser.ts';
import { press } from '../../local/person/browser-forms.ts';
import { accessibilityProblems, sidewaysScroll } from '../support/accessibility.ts';
import { PATIENCE_MS, until } from '../support/patience.ts';

/** What a newcomer types, and what stands on the terminal. */
interface Terminal {
  shown: string;
  child: ChildProcess;
  ended: Promise<number | null>;
}

const home = mkdtempSync(join(tmpdir(), 'newcomer-'));

function type(...words: string[]): Terminal {
  // The folder stays, so that the calls of its roles are judged.
  const env = { PATH: process.env.PATH, HOME: home, KEEP_RUN_FOLDER: '1' };
  const child = spawn('npm', ['run', ...words], { cwd: projectRoot, env, detached: true });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const terminal = { shown: '', child, ended };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      terminal.shown += chunk.toString();
    });
  return terminal;
}

async function waitFor<T>(what: string, look: () => T | undefined): Promise<T> {
  const found = await poll(look, { deadlineMs: PATIENCE_MS });
  if (found === undefined) throw new Error(`${what} did not come within ${PATIENCE_MS / 1000} s`);
  return found;
}

let local: Terminal;
let browser: Browser;
let context: BrowserContext;
const started = Date.now();

beforeAll(async () => {
  local = type('local');
  browser = await startBrowser();
  context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  await waitFor('the local stack', () => (local.shown.includes('is up') ? true : undefined));
});
afterAll(async () => {
  await browser?.close();
  if (local?.child.pid) process.kill(-local.child.pid, 'SIGINT');
  await local?.ended;
  rmSync(home, { recursive: true, force: true });
});

const findings: string[] = [];

/** Notes what axe finds on a page, and what a phone cuts off. */
async function look(page: Page): Promise<void> {
  const title = await page.title();
  findings.push(...(await accessibilityProblems(page)).map((problem) => `${title}: ${problem}`));
  const cut = await sidewaysScroll(page);
  if (cut > 0) findings.push(`${title}: ${cut} pixels are cut off`);
}

/** Opens the page of a task from the message on the terminal, and Seller Central in a second tab from there. */
async function openTask(task: string): Promise<{ page: Page; central: Page }> {
  const link = await waitFor(`the message about ${task}`, () => {
    const message = local.shown.split('--- ').find((text) => text.includes(`task show acme-orders/${task}`));
    return message?.match(/enter the result there: (\S+)/)?.[1];
  });
  const page = await context.newPage();
  await page.goto(link);
  await look(page);
  const [central] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'Open Seller Central' }).click(),
  ]);
  await central.waitForLoadState();
  await look(central);
  return { page, central };
}

it('a newcomer walks from the first command to SUCCEEDED in two browser tabs, within ten minutes', async () => {
  const start = type('-s', 'spapi', '--', '--local', 'start', 'acme-orders', '--marketplace', 'US');
  expect([await start.ended, start.shown]).toEqual([0, expect.stringContaining('acme-orders')]);

  const profile = await openTask('request-data-access');
  await profile.central.getByRole('link', { name: 'Developer profile', exact: true }).click();
  await look(profile.central);
  await profile.central.fill('[name=organisation]', 'Acme');
  await profile.central.getByLabel('Private developer').check();
  await profile.central.getByLabel('Selling Partner Insights').check();
  await press(profile.central, 'Register');
  await look(profile.central);
  await press(profile.page, 'I have submitted the profile');
  await press(profile.central, 'Approve');
  await look(profile.central);
  await press(profile.page, 'Amazon has approved the profile');

  const register = await openTask('register-application');
  await register.central.getByRole('link', { name: 'Develop Apps' }).first().click();
  await look(register.central);
  await register.central.getByRole('link', { name: 'Add new app client' }).click();
  await look(register.central);
  await register.central.fill('[name=name]', 'acme-orders');
  await register.central.getByLabel('Production').check();
  await register.central.getByLabel('Sellers').check();
  await register.central.getByLabel('Selling Partner Insights').check();
  await register.central.fill(
    '[name=roleArn]',
    await register.page.locator('.value', { hasText: ':role/' }).first().innerText(),
  );
  await press(register.central, 'Save and exit');
  await register.central.getByRole('link', { name: 'View' }).click();
  await look(register.central);
  const copy = async (field: string, id: string) =>
    register.page.fill(`#${field}`, await register.central.innerText(`#${id}`));
  await copy('applicationId', 'application-id');
  await copy('clientId', 'client-identifier');
  await copy('clientSecret', 'client-secret');
  await press(register.page, 'Try and store them');
  await register.page.getByRole('heading', { name: 'This is done' }).waitFor();

  const authorize = await openTask('self-authorize-us');
  await authorize.central.getByRole('link', { name: 'Develop Apps' }).first().click();
  await authorize.central.locator('tbody summary').click();
  await authorize.central.getByRole('link', { name: 'Authorize' }).click();
  await look(authorize.central);
  await press(authorize.central, 'Authorize app');
  await look(authorize.central);
  await authorize.page.fill('#refreshToken', await authorize.central.innerText('#refresh-token'));
  await press(authorize.page, 'Try and store it');
  await authorize.page.getByRole('link', { name: 'View progress' }).click();
  await until(
    async () => (await authorize.page.innerText('main')).includes('The application has worked since'),
    () => authorize.page.getByRole('link', { name: 'Show it again' }).click(),
  );
  const seconds = Math.round((Date.now() - started) / 1000);
  const status = type('-s', 'spapi', '--', '--local', 'status', 'acme-orders');

  expect([await status.ended, status.shown]).toEqual([0, expect.stringContaining('ready')]);
  expect(findings).toEqual([]);
  expect(seconds).toBeLessThan(600);
});
