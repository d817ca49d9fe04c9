import { readFileSync } from 'node:fs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import ICAL from 'ical.js';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Sensitive } from '#shared/domain/sensitive.ts';
import type { Grant } from '../../local/amazon/authorizations.ts';
import { answerAtOnce } from '../../local/person/answer-at-once.ts';
import { runCli } from '../../local/person/answer-by-cli.ts';
import { startBrowser } from '../../local/person/browser.ts';
import { fillIn, press } from '../../local/person/browser-forms.ts';
import { seedHealth } from '../../local/stack/seeded-health.ts';
import { accessibilityProblems, sidewaysScroll } from '../support/accessibility.ts';
import { answeringServices, type DeployedStack, sharedStack } from '../support/deployed-stack.ts';
import { pathsOf } from '../support/installation.ts';
import { until } from '../support/patience.ts';
import { closePages, heading, startWalk } from '../support/task-pages.ts';
import { setUpThreeAccounts, TWO_MORE_ACCOUNTS } from '../support/three-accounts.ts';

let stack: DeployedStack;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  browser = await startBrowser();
  stack = await sharedStack();
  context = await browser.newContext();
});
afterEach(() => closePages(browser));
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

const REGISTER = 'Try and store them';
const AUTHORIZE = 'Try and store it';
const APPROVED = 'Amazon has approved the profile';
const REJECTED = 'Save the reason and reopen this task';

/** Approves a profile of which nobody said that it was submitted. */
async function approve(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: 'Amazon has approved it' }).check();
  await press(page, APPROVED);
}

const notice = (page: Page) => page.getByRole('alert').innerText();

async function stored(appName: string): Promise<string[]> {
  const { lwa, authorization } = pathsOf(appName);
  const names = [...Object.values(lwa), authorization('us').refreshToken];
  const { parameters } = answeringServices(stack);
  return Object.keys(await parameters.get(names)).map((name) => name.split('/').at(-1) ?? '');
}

describe('a person with a browser', () => {
  it('goes from the first link to SUCCEEDED; axe finds nothing and nothing is cut off on a phone of 360 pixels', async () => {
    const phone = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const walk = await startWalk(stack, 'page-walk', { iam: { mode: 'create' } });
    const findings: unknown[] = [];
    const look = async (page: Page) =>
      findings.push([await heading(page), await accessibilityProblems(page), await sidewaysScroll(page)]);

    const profile = await walk.open(phone, 'request-data-access');
    await look(profile);
    await press(profile, 'I have submitted the profile');
    await look(profile);
    await profile.getByRole('link', { name: 'View progress' }).click();
    await look(profile);
    await profile.getByRole('link', { name: 'your task' }).click();
    await walk.atAmazon('request-data-access');
    await press(profile, APPROVED);
    await look(profile);
    const register = await walk.open(phone, 'register-application');
    await look(register);
    // The browser asks for what is missing, and sends nothing.
    await register.getByRole('button', { name: REGISTER, exact: true }).click();
    await fillIn(register, { applicationId: 'x', clientId: 'y z', clientSecret: 'z' });
    await press(register, REGISTER);
    await look(register);
    await fillIn(register, await walk.atAmazon('register-application'));
    await press(register, REGISTER);
    await look(register);
    const authorize = await walk.open(phone, 'self-authorize-us');
    await look(authorize);
    await fillIn(authorize, await walk.atAmazon('self-authorize-us'));
    await press(authorize, AUTHORIZE);
    await look(authorize);
    const status = await walk.untilEnded();
    await authorize.getByRole('link', { name: 'View progress' }).click();
    await look(authorize);

    expect(status).toBe('SUCCEEDED');
    expect(findings).toEqual(
      [
        'Step 2: Request data access',
        'Step 2: Request data access',
        'Setup progress',
        'This is done',
        'Step 5: Register the application',
        'Step 5: Register the application',
        'This is done',
        'Step 6: Authorize the application: account us',
        'This is done',
        'Setup progress',
      ].map((title) => [title, [], 0]),
    );
    expect(await authorize.innerText('main')).toContain('The application has worked since');
    await phone.close();
  });

  it('whose profile is rejected twice is led back each time, with the reason and the count, and then approved', async () => {
    const walk = await startWalk(stack, 'page-rejected');
    const page = await walk.open(context, 'request-data-access');
    const shown: string[] = [];

    for (const reason of ['No privacy policy', 'Website <b>unreachable</b>']) {
      await page.fill('#reason', reason);
      await press(page, REJECTED);
      await page.getByText('Amazon’s last reason').waitFor();
      shown.push(await page.locator('section.attention').innerText());
    }
    await approve(page);

    expect(await heading(page)).toBe('This is done');
    expect(shown.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      expect.stringContaining('Rejected once Amazon’s last reason: No privacy policy '),
      expect.stringContaining('Rejected 2 times Amazon’s last reason: Website <b>unreachable</b> '),
    ]);
    expect(await walk.link('register-application')).toMatch(/^http/);
    await page.close();
  });

  it('gives up what cannot be done: the execution ends with the reason', async () => {
    const walk = await startWalk(stack, 'page-gives-up');
    await walk.skipTo('register-application');
    const page = await walk.open(context, 'register-application');

    await page.getByText('It cannot be done').first().waitFor();
    await page.fill('#give-up-reason', 'The company sells no more');
    await page
      .locator('form', { has: page.locator('#give-up-reason') })
      .getByRole('button')
      .click();

    expect(await walk.untilEnded()).toBe('FAILED TaskRejected');
    await page.close();
  });

  it('sees the whole IAM branch done while the review still waits', async () => {
    const walk = await startWalk(stack, 'page-progress', { iam: { mode: 'create' } });
    const page = await walk.open(context, 'request-data-access');
    await page.getByRole('link', { name: 'View progress' }).click();
    const step = (text: string) => page.locator('.steps li', { hasText: text }).innerText();

    await until(
      async () => (await step('4. Test AssumeRole')).includes('Done'),
      () => page.getByRole('link', { name: 'Show it again' }).click(),
    );

    expect(await step('4. Test AssumeRole')).toMatch(/Done\s+on 2\d{3}-/);
    expect(await step('2. Request data access')).toMatch(
      /Waits for a person\s+since 2\d{3}-.*, until 2\d{3}-/,
    );
    expect(await step('5. Register the application')).toContain('Comes next');
    expect(await step('6. Authorize the application: us')).toContain('Later');
    await page.close();
  });
});

describe('one person with three accounts, sellers and a vendor', () => {
  it('goes on a phone from the first message to Ready without the terminal, with all mistakes made on the way', async () => {
    const phone = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const walk = await startWalk(stack, 'page-mixed', {
      iam: { mode: 'create' },
      authorizations: TWO_MORE_ACCOUNTS,
    });

    const { refusals, wandered, end } = await setUpThreeAccounts(walk, phone);
    const text = await end.innerText('main');
    await stack.messages();
    const told = stack.inbox.all.filter(({ subject }) => subject.startsWith('[page-mixed] '));

    expect(await walk.untilEnded()).toBe('SUCCEEDED');
    expect(refusals).toEqual([
      expect.stringMatching(/^2 fields need a correction Nothing was stored\. .*this is the client id/),
      'This was answered already',
      expect.stringMatching(
        /^Not accepted, and nothing was stored This refresh token works in the region NA, /,
      ),
      expect.stringMatching(/^Not accepted, and nothing was stored .*seller/),
      expect.stringContaining('is not registered for vendors'),
    ]);
    expect(wandered).toEqual(Array.from({ length: 3 }, () => 'Step 5: Register the application'));
    expect(text).toContain('Stored: authorizations/supply/refresh-token.');
    expect(text).toContain('below /sp-api/page-mixed/.');
    expect([await accessibilityProblems(end), await sidewaysScroll(end)]).toEqual([[], 0]);
    expect(
      told.map(({ subject }) => subject).filter((subject) => !subject.includes(' waits for you')),
    ).toEqual(['[page-mixed] Ready: the application works']);
    await phone.close();
  });
});

describe('the button of a form', () => {
  it('shows that it works until the answer is there, and the form is sent once', async () => {
    const walk = await startWalk(stack, 'page-busy');
    await walk.skipTo('register-application');
    const page = await walk.open(context, 'register-application');
    const posts: string[] = [];
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route(page.url(), async (route) => {
      const { method, body } = { method: route.request().method(), body: route.request().postData() ?? '' };
      if (method !== 'POST' || body.includes('action=check')) return route.continue();
      posts.push(method);
      await held;
      return route.continue();
    });
    await fillIn(page, await walk.atAmazon('register-application'));

    const shown = await page.evaluate<unknown>(`(() => {
      const button = document.querySelector('button.main');
      button.click();
      button.click();
      return [button.textContent, button.getAttribute('aria-busy')];
    })()`);
    answer();
    await page.getByRole('heading', { name: 'This is done' }).waitFor();

    expect(shown).toEqual(['Checking with Amazon…', 'true']);
    expect(posts).toEqual(['POST']);
    await page.close();
  });

  it('that copies the text for the security questions leaves out what is not ticked', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const walk = await startWalk(stack, 'page-security-text');
    const page = await walk.open(context, 'request-data-access');

    await page.getByText('Text for the security questions', { exact: true }).click();
    await page.getByLabel('Incident response').check();
    await page.getByRole('button', { name: 'Copy the whole text' }).click();
    await page.getByText('Copied', { exact: true }).waitFor();
    const lines = (await page.evaluate<string>('navigator.clipboard.readText()')).split('\n').filter(Boolean);

    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'Network protection',
      'Access to data and credentials',
      'Encryption in transit and at rest',
      'Rotation of credentials',
      'Logging and monitoring',
      'Incident response',
      'Keeping and deleting personal data',
      'Vulnerabilities',
    ]);
    expect(lines[5]).toBe(
      'Incident response: We have an incident response plan with a named contact, and inform Amazon of a security incident within 24 hours.',
    );
    expect(lines.at(-1)).toMatch(/AWS patches the runtime\.$/);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.close();
  });
});

describe('an approval', () => {
  it('that comes before a submission is asked twice, and one click alone changes nothing', async () => {
    const walk = await startWalk(stack, 'page-hasty');
    const page = await walk.open(context, 'request-data-access');

    await page.getByRole('button', { name: APPROVED, exact: true }).click();
    const stopped = await page.evaluate<string>(
      'document.querySelector("#confirmed:invalid").validationMessage',
    );
    // A browser that minds no "required".
    await page.$eval('#confirmed', (box) => box.removeAttribute('required'));
    await press(page, APPROVED);
    const asked = [await heading(page), await page.innerText('#confirmed-said')];
    await approve(page);

    expect(stopped).toMatch(/check this box/);
    expect(asked).toEqual([
      'Step 2: Request data access',
      'Tick this if it is so: the approval cannot be taken back.',
    ]);
    expect(await heading(page)).toBe('This is done');
    await page.close();
  });
});

describe('the registration', () => {
  it('names each wrong value, keeps what is no secret, stores nothing, and takes the right ones at last', async () => {
    const walk = await startWalk(stack, 'page-register');
    await walk.skipTo('register-application');
    const right = await walk.atAmazon('register-application');
    const other = stack.amazon.world.registerApplication({ name: 'other' });
    const page = await walk.open(context, 'register-application');
    const attempt = async (changes: Record<string, string>) => {
      await fillIn(page, { ...right, ...changes });
      await press(page, REGISTER);
      return `${await notice(page)} ${await page.innerText('#clientId-said')}`;
    };

    const applicationId = await attempt({ clientId: right.applicationId ?? '' });
    const wrongId = await attempt({ clientId: other.clientId });
    const wrongSecret = await attempt({ clientSecret: other.clientSecret });
    const kept = await Promise.all(
      ['applicationId', 'clientId', 'clientSecret'].map((id) => page.inputValue(`#${id}`)),
    );
    const nothing = await stored('page-register');
    await fillIn(page, right);
    await press(page, REGISTER);

    expect(applicationId).toMatch(
      /One field needs a correction[\s\S]*this is the application id; the client id is behind "View"/,
    );
    for (const said of [wrongId, wrongSecret]) {
      expect(said).toContain('Login with Amazon answered 401 invalid_client: Client authentication failed');
      expect(said).toMatch(
        /What to do: Copy client id and client secret again from "LWA credentials > View"/,
      );
    }
    expect(kept).toEqual([right.applicationId, right.clientId, '']);
    expect(nothing).toEqual([]);
    expect(await heading(page)).toBe('This is done');
    expect(await stored('page-register')).toEqual([
      'application-id',
      'client-id',
      'client-secret',
      'secret-dates',
    ]);
    await page.close();
  });

  it('checks a field while it is typed, and copies the role ARN with one click', async () => {
    const walk = await startWalk(stack, 'page-typing', { iam: { mode: 'create' } });
    await walk.skipTo('register-application');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await walk.open(context, 'register-application');

    await page.fill('#clientId', 'amzn1.sp.solution.12345678-1234-1234-1234-123456789012');
    await page.getByText('this is the application id').waitFor();
    const invalid = await page.getAttribute('#clientId', 'aria-invalid');
    await page.fill('#clientId', `amzn1.application-oa2-client.${'a'.repeat(32)}`);
    await page.locator('#clientId-said:empty').waitFor({ state: 'attached' });
    const arn = page.locator('dd', { hasText: ':role/' }).first();
    await arn.getByRole('button', { name: 'Copy' }).click();
    await arn.getByText('Copied').waitFor();

    expect(invalid).toBe('true');
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(
      /^arn:aws:iam::\d{12}:role\/sp-api\/.*page-typing$/,
    );
    expect(await page.innerText('dl')).toContain('The ARN of the user (…:user/…) is wrong here.');
    await page.close();
  });

  it('is answered with the keyboard alone', async () => {
    const walk = await startWalk(stack, 'page-keys');
    await walk.skipTo('register-application');
    const page = await walk.open(context, 'register-application');
    const answers = await walk.atAmazon('register-application');
    const focused = () => page.evaluate<string>('document.activeElement.id');

    for (let i = 0; i < 40 && (await focused()) !== 'applicationId'; i++) await page.keyboard.press('Tab');
    for (const name of ['applicationId', 'clientId', 'clientSecret']) {
      expect(await focused()).toBe(name);
      await page.keyboard.insertText(answers[name] ?? '');
      await page.keyboard.press(name === 'clientSecret' ? 'Enter' : 'Tab');
    }
    await page.getByText('It cannot be answered again').waitFor();

    expect(await heading(page)).toBe('This is done');
    await page.close();
  });

  it('works without JavaScript, mistakes included', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const walk = await startWalk(stack, 'page-plain');
    await walk.skipTo('register-application');
    const page = await walk.open(plain, 'register-application');
    const answers = await walk.atAmazon('register-application');

    await fillIn(page, { ...answers, clientId: answers.applicationId ?? '' });
    await press(page, REGISTER);
    const said = await page.innerText('#clientId-said');
    const buttons = await page.getByRole('button', { name: 'Copy' }).count();
    await fillIn(page, answers);
    await press(page, REGISTER);

    expect(said).toMatch(/^this is the application id;/);
    expect(buttons).toBe(0);
    expect(await heading(page)).toBe('This is done');
    await plain.close();
  });
});

describe('answers that are sent at once', () => {
  it('store one client, whole, in the place of a refused one; all others are told what was stored by whom', async () => {
    const { parameters } = answeringServices(stack);
    const { lwa } = pathsOf('page-race');
    const refused = stack.amazon.world.registerApplication({ name: 'refused' });
    await parameters.put('page-race', lwa.clientId, refused.clientId);
    await parameters.put('page-race', lwa.clientSecret, new Sensitive('amzn1.oa2-cs.v1.revoked'));
    const walk = await startWalk(stack, 'page-race');
    await walk.skipTo('register-application');
    const clients = Array.from({ length: 5 }, (_, i) => {
      const { applicationId, clientId, clientSecret } = stack.amazon.world.registerApplication({
        name: `rival ${i}`,
      });
      return { applicationId, clientId, clientSecret };
    });

    const told = await answerAtOnce(await walk.link('register-application'), clients);

    const [winner] = clients.filter((_, i) => told[i]?.status === 200);
    const found = await parameters.getSecrets([lwa.applicationId, lwa.clientId, lwa.clientSecret]);
    expect(told.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409]);
    expect(Object.values(found).map((value) => value?.reveal())).toEqual(Object.values(winner ?? {}));
    for (const { html } of told.filter(({ status }) => status === 409))
      expect(html).toMatch(
        /completed on \d{4}-\S+ \S+ UTC by the page of the task\. Stored: lwa\/application-id, lwa\/client-id, lwa\/client-secret\. Your answer was not stored\./,
      );
    expect(await walk.link('self-authorize-us')).toMatch(/^http/);
  });
});

describe('the authorization', () => {
  it('names a token of another region, of another application, of a vendor, and a revoked one; then takes the right one', async () => {
    const walk = await startWalk(stack, 'page-token');
    await walk.skipTo('self-authorize-us');
    const { world } = stack.amazon;
    const { lwa } = pathsOf('page-token');
    const { [lwa.clientId]: clientId = '' } = await answeringServices(stack).parameters.get([lwa.clientId]);
    const other = world.registerApplication({ name: 'other' });
    const us: Omit<Grant, 'clientId'> = {
      region: 'NA',
      sellingPartner: 'seller',
      marketplaces: ['ATVPDKIKX0DER'],
    };
    const revoked = world.authorize({ clientId, ...us });
    world.revokeAuthorization(revoked);
    const page = await walk.open(context, 'self-authorize-us');
    const attempt = async (refreshToken: string) => {
      await fillIn(page, { refreshToken });
      await press(page, AUTHORIZE);
      return notice(page);
    };

    const said = {
      region: await attempt(
        world.authorize({ clientId, ...us, region: 'EU', marketplaces: ['A1PA6795UKMFR9'] }),
      ),
      application: await attempt(world.authorize({ clientId: other.clientId, ...us })),
      vendor: await attempt(world.authorize({ clientId, ...us, sellingPartner: 'vendor' })),
      revoked: await attempt(revoked),
    };
    const before = await stored('page-token');
    await fillIn(page, { refreshToken: world.authorize({ clientId, ...us }) });
    await press(page, AUTHORIZE);

    expect(said.region).toContain(
      'This refresh token works in the region EU, but the account us (US) is in NA.',
    );
    expect(said.application).toMatch(
      /unauthorized_client[\s\S]*What to do: Enter the refresh token that was made for this application/,
    );
    expect(said.vendor).toContain('This refresh token is one of a vendor, but the account us is a seller.');
    expect(said.revoked).toMatch(/invalid_grant[\s\S]*What to do: Authorize the application again/);
    expect(before).not.toContain('refresh-token');
    expect(await heading(page)).toBe('This is done');
    expect(await walk.untilEnded()).toBe('SUCCEEDED');
    await page.close();
  });
});

describe('a link', () => {
  it('opens twice, but is submitted once: a second tab and the back button change nothing', async () => {
    const walk = await startWalk(stack, 'page-twice');
    const [first, second] = [
      await walk.open(context, 'request-data-access'),
      await walk.open(context, 'request-data-access'),
    ];

    await approve(first);
    await approve(second);
    const late = [await heading(second), await second.innerText('main')];
    await first.goBack();
    await first.waitForLoadState();
    const back = await heading(first);
    await second.goto(await walk.link('request-data-access'));

    expect(late[0]).toBe('This is done');
    expect(late[1]).toContain('It cannot be answered again');
    expect(back).toBe('This is done');
    expect(await second.innerText('main')).toMatch(
      /This task was completed on 2\d{3}-\d\d-\d\d \d\d:\d\d UTC/,
    );
    await Promise.all([first.close(), second.close()]);
  });

  it('expires with a page that says what to do, and the execution fails clearly', async () => {
    const walk = await startWalk(stack, 'page-expired', { waitSeconds: { dataAccess: 3 } });
    const page = await walk.open(context, 'request-data-access');

    const ended = await walk.untilEnded();
    await until(
      async () => (await heading(page)) === 'This link has expired',
      () => page.reload(),
    );

    expect(ended).toBe('FAILED StepTimedOut');
    expect(await heading(page)).toBe('This link has expired');
    expect(await page.innerText('main')).toContain('use the link in the newest message');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.close();
  });

  it('that timed out is asked for again by a new execution, which asks for nothing that was answered', async () => {
    const late = await startWalk(stack, 'page-resumed', { waitSeconds: { authorization: 1 } });
    await late.skipTo('self-authorize-us');
    const ended = await late.untilEnded();
    const before = await stored('page-resumed');

    const again = await startWalk(stack, 'page-resumed');
    const page = await again.open(context, 'self-authorize-us');
    await fillIn(page, await again.atAmazon('self-authorize-us'));
    await press(page, AUTHORIZE);

    expect(ended).toBe('FAILED StepTimedOut');
    expect(before).toEqual(['application-id', 'client-id', 'client-secret', 'secret-dates']);
    expect(await again.untilEnded()).toBe('SUCCEEDED');
    const asked = stack.inbox.all.filter(
      ({ subject, body }) => body.includes(again.executionArn) && subject.includes('waits for you'),
    );
    expect(asked.map(({ subject }) => subject)).toEqual([
      '[page-resumed] SelfAuthorize waits for you: Authorize the application (account us)',
    ]);
    await page.close();
  });

  it('that was tampered with opens nothing and tells nothing', async () => {
    const walk = await startWalk(stack, 'page-tampered');
    const link = await walk.link('request-data-access');
    const page = await context.newPage();
    const changed = `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`;

    const statuses = [];
    for (const address of [changed, `${link}x`, link.slice(0, -1), `${link}/other`, `${link}%00`])
      statuses.push((await page.goto(address))?.status());
    await page.goto(changed);

    expect(statuses).toEqual([404, 404, 404, 404, 404]);
    expect(await heading(page)).toBe('This link does not work');
    expect(await page.innerText('body')).not.toContain('page-tampered');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.close();
  });

  it('comes again with each reminder; the older one works too, and the answer reaches the execution', async () => {
    const walk = await startWalk(stack, 'page-reminded', { reminderSeconds: [2, 4] });
    const first = await walk.link('request-data-access');
    const reminders = () =>
      stack.inbox.all.filter(({ subject }) => subject.startsWith('[page-reminded] Reminder'));
    await until(() => reminders().length >= 2, stack.inbox.receive);
    const newest = await walk.link('request-data-access');
    const page = await context.newPage();

    await page.goto(first);
    await approve(page);
    const older = await heading(page);
    await page.goto(newest);

    expect(reminders().map(({ subject }) => subject)).toEqual([
      '[page-reminded] Reminder 1: RequestDataAccess waits for you: Request data access',
      '[page-reminded] Reminder 2: RequestDataAccess waits for you: Request data access',
    ]);
    expect(newest).not.toBe(first);
    expect([older, await heading(page)]).toEqual(['This is done', 'This is done']);
    expect(await walk.link('register-application')).toMatch(/^http/);
    await page.close();
  });
});

describe('the page of the health of all applications', () => {
  /** EventBridge calls the function once a week. */
  async function weekly(): Promise<string> {
    const lambda = new LambdaClient(stack.engine.clientConfig);
    const FunctionName = `${stack.deployment.stackName}-send-health-link`;
    const Payload = JSON.stringify({ id: 'scheduled', 'detail-type': 'Scheduled Event', detail: {} });
    const reply = await lambda.send(new InvokeCommand({ FunctionName, Payload }));
    return reply.Payload?.transformToString() ?? '';
  }

  /** The message, once it has come; executions of other tests tell of themselves at any moment. */
  async function messageAboutAll() {
    const found = () =>
      stack.inbox.all.find(({ subject }) => subject.startsWith('[all-applications] Health: '));
    await until(() => found() !== undefined, stack.inbox.receive);
    return found();
  }

  const seed = () => seedHealth(answeringServices(stack).parameters, new Date());

  it('comes with the weekly message, and axe finds nothing on it, in both colour schemes, on a phone of 360 pixels', async () => {
    await seed();
    const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, acceptDownloads: true });

    const answer = await weekly();
    const told = await messageAboutAll();
    const [, link = ''] = told?.body.match(/due dates: (\S+)/) ?? [];
    const page = await phone.newPage();
    const shown = await page.goto(link);
    const found = [
      shown?.status(),
      await heading(page),
      await accessibilityProblems(page),
      await sidewaysScroll(page),
    ];
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Add the due dates to your calendar' }).click(),
    ]);
    const calendar = readFileSync(await download.path(), 'utf8');

    expect(JSON.parse(answer)).toEqual({ sent: true });
    expect(told?.subject).toMatch(
      /^\[all-applications\] Health: \d+ of \d+ applications waits? for someone$/,
    );
    expect(found).toEqual([200, 'Health of the applications', [], 0]);
    expect(await page.innerText('main')).toMatch(
      /acme-supply: the primary user .* CheckClient: ClientSecretRejected/,
    );
    expect(download.suggestedFilename()).toBe('sp-api-due-dates.ics');
    const events = new ICAL.Component(ICAL.parse(calendar)).getAllSubcomponents('vevent');
    expect(events.map((one) => one.getFirstPropertyValue('summary'))).toEqual(
      expect.arrayContaining(['acme-supply: client secret is due', 'acme-retail: authorization us is due']),
    );
    await phone.close();
  });

  it('comes from the command line, and ends when its links are withdrawn', async () => {
    await seed();
    const { url } = JSON.parse(await runCli(stack, ['status', '--link', '--days', '2', '--json']));
    const page = await context.newPage();

    await page.goto(url);
    const before = await page.locator('section', { hasText: 'acme-supply' }).count();
    const said = await runCli(stack, ['status', '--withdraw-links']);
    const after = await page.goto(url);

    expect(before).toBeGreaterThan(0);
    expect(said).toMatch(/^Withdrawn: \d+ links? to the health page\./);
    expect([after?.status(), await heading(page)]).toEqual([404, 'This link does not work']);
    await page.close();
  });
});
