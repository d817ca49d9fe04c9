import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { findTask } from '#shared/tasks/task-store.ts';
import { startBrowser } from '../../local/person/browser.ts';
import { fillIn, press, pressMain } from '../../local/person/browser-forms.ts';
import { openPage, readForms, submitForm } from '../../local/person/http-forms.ts';
import { answeringServices, type DeployedStack, sharedStack } from '../support/deployed-stack.ts';
import { pathsOf } from '../support/installation.ts';
import { collectTexts, type Texts, whereSecretForms, whereShown } from '../support/secret-search.ts';
import { closePages, heading, startWalk } from '../support/task-pages.ts';

let stack: DeployedStack;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  [stack, browser] = await Promise.all([sharedStack(), startBrowser()]);
  context = await browser.newContext();
});
afterEach(() => closePages(browser));
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

const taskOf = async (appName: string, name: string) => {
  const task = await findTask(answeringServices(stack), appName, name);
  if (!task) throw new Error(`${name} of ${appName} does not wait`);
  return task;
};

describe('a whole walk in the browser', () => {
  const APP = 'safe-walk';
  const texts: Texts = {};
  const secrets: Record<string, string> = {};
  const referers: string[] = [];

  beforeAll(async () => {
    const seen: Record<'addresses' | 'pages' | 'console', string[]> = {
      addresses: [],
      pages: [],
      console: [],
    };
    const watched = await browser.newContext();
    watched.on('request', (request) => {
      seen.addresses.push(request.url());
      const { referer } = request.headers();
      if (referer) referers.push(referer);
    });
    watched.on('console', (message) => seen.console.push(message.text()));
    const walk = await startWalk(stack, APP, { iam: { mode: 'create' } });
    for (const name of ['request-data-access', 'register-application', 'self-authorize-us']) {
      const page = await walk.open(watched, name);
      secrets[`token of ${name}`] = (await taskOf(APP, name)).token;
      const answers = await walk.atAmazon(name);
      const { clientSecret, refreshToken } = answers;
      Object.assign(secrets, clientSecret && { clientSecret }, refreshToken && { refreshToken });
      // First an answer that is refused, so that a page is shown to somebody who has just typed a secret.
      if (name !== 'request-data-access') {
        await fillIn(page, {
          ...answers,
          ...(clientSecret ? { clientId: 'amzn1.application-oa2-client.x' } : {}),
        });
        if (refreshToken) await fillIn(page, { refreshToken: refreshToken.slice(0, -5) });
        await pressMain(page);
        seen.pages.push(await page.content());
        await fillIn(page, answers);
      }
      await pressMain(page);
      if (name === 'request-data-access') await pressMain(page);
      seen.pages.push(await page.content());
      await page.getByRole('link', { name: 'View progress' }).click();
      seen.pages.push(await page.content());
    }
    expect(await walk.untilEnded()).toBe('SUCCEEDED');
    const { iam } = pathsOf(APP);
    const { [iam.secretAccessKey]: key } = await answeringServices(stack).parameters.getSecrets([
      iam.secretAccessKey,
    ]);
    secrets.secretAccessKey = key?.reveal() ?? '';
    Object.assign(texts, await collectTexts(stack, APP, [walk.executionArn]));
    for (const [place, lines] of Object.entries(seen)) texts[`browser ${place}`] = lines.join('\n');
    await watched.close();
  });

  it('has left addresses, pages, logs of both functions behind them, history and messages to search', () => {
    const logOf = (name: string) => texts[`/aws/lambda/${stack.deployment.stackName}-${name}`] ?? '';

    expect(logOf('serve-task-pages').match(/"page served"/g)?.length).toBeGreaterThan(10);
    expect(logOf('handle-task').match(/"call answered"/g)?.length).toBeGreaterThan(10);
    expect(texts['browser addresses']).toContain('/progress');
    expect(texts['browser pages']).toContain('This is done');
    expect(texts.messages).toContain('Open this page');
    expect(Object.keys(secrets).toSorted()).toEqual([
      'clientSecret',
      'refreshToken',
      'secretAccessKey',
      'token of register-application',
      'token of request-data-access',
      'token of self-authorize-us',
    ]);
  });

  it('shows no client secret, refresh token or access key anywhere, nor anything of their form', () => {
    const { clientSecret = '', refreshToken = '', secretAccessKey = '' } = secrets;

    for (const secret of [clientSecret, refreshToken, secretAccessKey]) {
      expect(secret.length).toBeGreaterThan(15);
      expect(whereShown(texts, secret)).toEqual([]);
    }
    expect(whereSecretForms(texts)).toEqual([]);
  });

  it('shows no task token but in the history event in which Step Functions hands it to the function', () => {
    const tokens = Object.entries(secrets).filter(([name]) => name.startsWith('token of'));
    const elsewhere = Object.fromEntries(
      Object.entries(texts).filter(([place]) => !place.startsWith('history')),
    );

    for (const [, token] of tokens) expect(whereShown(elsewhere, token)).toEqual([]);
  });

  it('tells no address of a page to another page: there is no Referer at all', () => {
    expect(referers).toEqual([]);
  });

  it('keeps the id of a link out of every parameter and of the logs of the functions', () => {
    const messages = stack.inbox.all.filter(({ subject }) => subject.startsWith(`[${APP}] `));
    const ids = messages.flatMap(
      ({ body }) => /lambda-url\/[a-z0-9]+\/([A-Za-z0-9_-]{43})/.exec(body)?.[1] ?? [],
    );
    const kept = Object.fromEntries(
      Object.entries(texts).filter(([place]) => /^(String|\/aws\/lambda)/.test(place)),
    );

    expect(ids.length).toBe(3);
    for (const id of ids) expect(whereShown(kept, id)).toEqual([]);
  });
});

describe('a link', () => {
  it('of one task opens and answers no other', async () => {
    const walk = await startWalk(stack, 'safe-two', { authorizations: [{ marketplace: 'DE' }] });
    await walk.skipTo('self-authorize-us');
    const [us, de] = [await walk.link('self-authorize-us'), await walk.link('self-authorize-de')];
    const token = await walk.atAmazon('self-authorize-de');
    const jar = new Map();
    const page = await openPage(us, jar);
    const [form] = readForms(page.html);
    if (!form) throw new Error('no form');
    // The form of one link, sent to the other, with the cookie of the first.
    const crossed = await submitForm(de, form, token, jar);
    const mixed = {
      ...form,
      fields: form.fields.map((one) =>
        one.name === 'round' ? { ...one, name: 'task', values: ['self-authorize-de'] } : one,
      ),
    };
    const steered = await submitForm(us, mixed, { ...token }, jar);

    expect(page.html).toContain('<strong>us</strong>');
    expect(page.html).not.toContain('<strong>de</strong>');
    expect([crossed.status, steered.status]).toEqual([403, 409]);
    expect((await taskOf('safe-two', 'self-authorize-us')).kind).toBe('self-authorize');
    expect((await taskOf('safe-two', 'self-authorize-de')).kind).toBe('self-authorize');
  });

  it('of an earlier execution does not open the task of a newer one', async () => {
    const first = await startWalk(stack, 'safe-again', { waitSeconds: { dataAccess: 60 } });
    const old = await first.link('request-data-access');
    const sfn = new SFNClient(stack.engine.clientConfig);
    await sfn.send(new StopExecutionCommand({ executionArn: first.executionArn }));
    const second = await startWalk(stack, 'safe-again');
    await second.link('request-data-access');

    const page = await openPage(old);

    expect(page.html).toContain('<h1>This task has ended</h1>');
    expect(readForms(page.html)).toEqual([]);
  });

  it('cannot be guessed: a thousand tries open none and take longer than honest requests', async () => {
    const walk = await startWalk(stack, 'safe-guess');
    const link = await walk.link('request-data-access');
    const base = link.slice(0, link.lastIndexOf('/') + 1);
    const known = link.slice(base.length);
    const timed = async (address: string) => {
      const from = performance.now();
      const { status } = await fetch(address);
      return { status, ms: performance.now() - from };
    };
    // Some wholly random, some near the real one.
    const guesses = Array.from({ length: 1000 }, (_, i) => {
      const random = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
      return i % 2 ? random : `${known.slice(0, i % 40)}${random.slice(i % 40)}`;
    });
    const answers: { status: number; ms: number }[] = [];
    const AT_ONCE = 20;
    const guess = async () => {
      for (let next = guesses.pop(); next !== undefined; next = guesses.pop())
        answers.push(await timed(base + next));
    };

    await Promise.all(Array.from({ length: AT_ONCE }, guess));
    await timed(link);
    const honest = await timed(link);

    expect(answers.length).toBe(1000);
    expect(answers.filter(({ status }) => status !== 404)).toEqual([]);
    expect(Math.min(...answers.map(({ ms }) => ms))).toBeGreaterThanOrEqual(240);
    expect(answers.filter(({ ms }) => ms >= 1000).length).toBeGreaterThan(800);
    expect([honest.status, honest.ms < 500]).toEqual([200, true]);
  });
});

describe('a post', () => {
  let elsewhere: Server;
  let attack = '';
  beforeAll(async () => {
    elsewhere = createServer((_, response) => response.setHeader('content-type', 'text/html').end(attack));
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => elsewhere.close(resolve)));

  it('from another site is refused, even with the right link and the right token', async () => {
    const walk = await startWalk(stack, 'safe-cross');
    const page = await walk.open(context, 'request-data-access');
    const csrf = await page.locator('input[name=csrf]').first().inputValue();
    const fields = Object.entries({ csrf, action: 'complete', round: '0', confirmed: 'yes' });
    attack = `<form method="post" action="${page.url()}">${fields.map(([name, value]) => `<input name="${name}" value="${value}">`).join('')}</form><script>document.forms[0].submit()</script>`;

    // localhost is another site than 127.0.0.1, for the browser.
    const other = await context.newPage();
    await other.goto(`http://localhost:${(elsewhere.address() as AddressInfo).port}/`);
    await other.getByText('This was not sent by this page').waitFor();

    expect((await taskOf('safe-cross', 'request-data-access')).kind).toBe('request-data-access');
    await Promise.all([page.close(), other.close()]);
  });

  it('without the cookie, with another token, or from a neighbour on the same host is refused', async () => {
    const walk = await startWalk(stack, 'safe-forged');
    const link = await walk.link('request-data-access');
    const jar = new Map();
    const page = await openPage(link, jar);
    const form = readForms(page.html)[1];
    if (!form) throw new Error('no form');
    const cookie = [...jar].map(([key, value]) => `${String(key).split(' ')[1]}=${value}`).join('; ');
    const body = new URLSearchParams(
      form.fields.map(({ name, values }): [string, string] => [name, values[0] ?? '']),
    );
    body.set('confirmed', 'yes');
    const forged = new URLSearchParams(body);
    forged.set('csrf', 'f'.repeat(64));
    const id = link.slice(link.lastIndexOf('/') + 1);
    const post = async (headers: Record<string, string>, text = body) => {
      const reply = await fetch(link, { method: 'POST', headers, body: text, redirect: 'manual' });
      return [reply.status, reply.headers.get('location'), reply.headers.getSetCookie()];
    };
    const refused = [303, `${id}?said=not-ours`, []];

    expect(await post({})).toEqual(refused);
    expect(await post({ cookie }, forged)).toEqual(refused);
    expect(await post({ cookie, 'sec-fetch-site': 'same-site' })).toEqual(refused);
    expect(await post({ cookie, 'sec-fetch-site': 'cross-site' })).toEqual(refused);
    expect(await post({ cookie, origin: 'https://evil.example' })).toEqual(refused);
    expect((await openPage(`${link}?said=not-ours`)).html).toContain('This was not sent by this page');
    expect((await taskOf('safe-forged', 'request-data-access')).kind).toBe('request-data-access');
    expect(await post({ cookie, 'sec-fetch-site': 'same-origin' })).toEqual([303, id, []]);
  });

  it('cannot be lured from a frame: no other site can show the page', async () => {
    const walk = await startWalk(stack, 'safe-frame');
    const link = await walk.link('request-data-access');
    attack = `<iframe src="${link}"></iframe>`;
    const page = await context.newPage();

    await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
    await page.waitForLoadState('networkidle');
    const texts = await Promise.all(
      page
        .frames()
        .slice(1)
        .map((frame) => frame.locator('body').innerText()),
    );

    expect(texts.join('')).not.toContain('safe-frame');
    await page.close();
  });
});

describe('HTML', () => {
  const HOSTILE = '"><img src=x onerror="document.title=\'hacked\'"><script>document.title="hacked"</script>';

  async function expectText(page: Page, text: string): Promise<void> {
    expect(await page.innerText('main')).toContain(text);
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(await page.title()).not.toContain('hacked');
  }

  it('in a reason, kept and shown again, is text', async () => {
    const walk = await startWalk(stack, 'safe-reason');
    const page = await walk.open(context, 'request-data-access');

    await page.fill('#reason', HOSTILE);
    await press(page, 'Save the reason and reopen this task');
    await page.getByText('Amazon’s last reason').waitFor();

    await expectText(page, HOSTILE);
    await page.close();
  });

  it('in a field for an id does not come back, and in the answer of Login with Amazon is text', async () => {
    const walk = await startWalk(stack, 'safe-field');
    await walk.skipTo('register-application');
    const page = await walk.open(context, 'register-application');
    const answers = await walk.atAmazon('register-application');

    await fillIn(page, { ...answers, applicationId: HOSTILE });
    await pressMain(page);
    const typed = await page.inputValue('#applicationId');
    await expectText(page, 'contains a space, a line break or a quotation mark');
    const body = { error: 'invalid_client', error_description: HOSTILE };
    const fault = stack.amazon.world.fail({ target: 'lwa', times: 1, answer: { status: 401, body } });
    await fillIn(page, answers);
    await pressMain(page);
    fault.stop();

    expect(typed).toBe('');
    await expectText(page, HOSTILE);
    expect(await heading(page)).toBe('Step 5: Register the application');
    await page.close();
  });
});
