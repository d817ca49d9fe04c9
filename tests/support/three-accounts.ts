import type { BrowserContext, Page } from 'playwright-core';
import { fillIn, press } from '../../local/person/browser-forms.ts';
import { alertOf, expectOurs, heading, type Walk } from './task-pages.ts';

/** Three accounts of one company: these two, and the seller in the US that has the developer profile. */
export const TWO_MORE_ACCOUNTS = [
  { name: 'de', marketplace: 'DE' },
  { name: 'supply', marketplace: 'DE', sellingPartner: 'vendor' },
];

/** Opens Seller or Vendor Central from the page of a task, in a tab of its own. */
async function openCentral(page: Page): Promise<Page> {
  const [central] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: /^Open (Seller|Vendor) Central$/ }).click(),
  ]);
  await central.waitForLoadState();
  return central;
}

/** Back, forward and reload: none of them ends in an error page of the browser, and none sends anything. */
async function wander(page: Page): Promise<string[]> {
  const seen: string[] = [];
  const look = async () => {
    expectOurs(page);
    seen.push(await heading(page));
  };
  await page.reload().then(look);
  await page.goto(`${page.url()}/progress`);
  await page.goBack().then(look);
  await page.goForward();
  await page.goBack().then(look);
  return seen;
}

/** The link to the next task, once the page that was answered shows it by itself. */
const next = (page: Page, title: string) =>
  page.getByRole('link', { name: title, exact: true }).click({ timeout: 30_000 });

/** What a person saw on the way. */
export interface Seen {
  /** What the error summaries said, in order. */
  refusals: string[];
  /** Headings after reload, back and forward, on the page of a form that was refused. */
  wandered: string[];
  /** The page at the end. */
  end: Page;
}

/**
 * One person sets up an application of three accounts in a browser, from the link of the first message on, with the
 * mistakes that people make on the way.
 */
export async function setUpThreeAccounts(walk: Walk, context: BrowserContext): Promise<Seen> {
  const refusals: string[] = [];
  const page = await walk.open(context, 'request-data-access');
  await requestAccess(walk, page);

  await next(page, 'Step 5: Register the application');
  const apps = await registerForSellersOnly(walk, page);
  const credentials = await copyCredentials(apps);
  // The fields swapped, then each value wrapped as people paste it, and two clicks at once.
  await fillIn(page, {
    ...credentials,
    applicationId: credentials.clientId,
    clientId: credentials.applicationId,
  });
  await press(page, 'Try and store them');
  refusals.push(await alertOf(page));
  const wandered = await wander(page);
  await fillIn(page, {
    applicationId: `  ${credentials.applicationId}\u200b`,
    clientId: `LWA_CLIENT_ID="${credentials.clientId}"`,
    clientSecret: `'${credentials.clientSecret}',`,
  });
  await page.getByRole('button', { name: 'Try and store them' }).dblclick();
  await page.getByText('Stored: lwa/application-id, lwa/client-id, lwa/client-secret.').waitFor();

  await next(page, 'Step 6: Authorize the application: account us');
  const us = await authorize(page, walk.appName);
  const other = await page.context().newPage();
  await other.goto(page.url());
  // Quotes, a name and URL encoding around the token.
  await fillIn(page, { refreshToken: `SP_API_REFRESH_TOKEN="${encodeURIComponent(us)}"` });
  await press(page, 'Try and store it');
  await page.getByText('Stored: authorizations/us/refresh-token.').waitFor();
  // A second tab that still shows the form.
  await fillIn(other, { refreshToken: us });
  await press(other, 'Try and store it');
  expectOurs(other);
  refusals.push(await heading(other));
  await other.close();

  await next(page, 'Step 6: Authorize the application: account de');
  await fillIn(page, { refreshToken: us });
  await press(page, 'Try and store it');
  refusals.push(await alertOf(page));
  const de = await authorize(page, walk.appName);
  // A line that a shell continues; the browser drops the line break. Before n, r or t it could be another wrapping.
  const at = 40 + de.slice(40).search(/[^nrt]/);
  await fillIn(page, { refreshToken: `${de.slice(0, at)}\\\n${de.slice(at)}` });
  await press(page, 'Try and store it');

  await next(page, 'Step 6: Authorize the application: account supply');
  await fillIn(page, { refreshToken: de });
  await press(page, 'Try and store it');
  refusals.push(await alertOf(page));
  const central = await openCentral(page);
  refusals.push(await authorizeWhereItCannotBe(central));
  await addVendors(central);
  await fillIn(page, { refreshToken: await tokenOf(central) });
  await press(page, 'Try and store it');
  await page.getByRole('heading', { name: 'Ready' }).waitFor({ timeout: 30_000 });
  return { refusals, wandered, end: page };
}

/** The profile exists from another application: one role more, and Amazon's review again. */
async function requestAccess(walk: Walk, page: Page): Promise<void> {
  await walk.atAmazon('request-data-access');
  const central = await openCentral(page);
  await central.getByRole('link', { name: 'Developer profile', exact: true }).click();
  await central.getByRole('link', { name: 'Edit profile' }).click();
  await central.getByLabel('Finance and Accounting').check();
  await press(central, 'Register');
  await press(page, 'I have submitted the profile');
  await page.goBack();
  expectOurs(page);
  await press(central, 'Approve');
  await page.reload();
  await press(page, 'Amazon has approved the profile');
  await central.close();
}

/** Forgets to tick that vendors will authorize the application, too. */
async function registerForSellersOnly(walk: Walk, page: Page): Promise<Page> {
  const central = await openCentral(page);
  await central.getByRole('link', { name: 'Develop Apps' }).first().click();
  await central.getByRole('link', { name: 'Add new app client' }).click();
  await central.fill('[name=name]', walk.appName);
  await central.getByLabel('Production').check();
  await central.getByLabel('Sellers').check();
  for (const role of ['Selling Partner Insights', 'Amazon Fulfillment'])
    await central.getByLabel(role).check();
  await press(central, 'Save and exit');
  return central;
}

async function copyCredentials(
  central: Page,
): Promise<Record<'applicationId' | 'clientId' | 'clientSecret', string>> {
  await central.getByRole('link', { name: 'View' }).first().click();
  const [applicationId, clientId, clientSecret] = await Promise.all(
    ['application-id', 'client-identifier', 'client-secret'].map((id) => central.innerText(`#${id}`)),
  );
  await central.close();
  return { applicationId: applicationId ?? '', clientId: clientId ?? '', clientSecret: clientSecret ?? '' };
}

const rowOf = (central: Page) => central.locator('tbody tr').first();

/** What the arrow beside "Edit App" hides. */
const openMore = (central: Page) => rowOf(central).locator('summary').click();

/** A new refresh token, from the Central of the account that the page names. */
async function authorize(page: Page, appName: string): Promise<string> {
  const central = await openCentral(page);
  await central.getByRole('link', { name: 'Develop Apps' }).first().click();
  await openMore(central);
  await rowOf(central)
    .getByRole('link', { name: `Authorize ${appName}` })
    .click();
  await press(central, 'Authorize app');
  const token = await central.innerText('#refresh-token');
  await central.close();
  return token;
}

async function authorizeWhereItCannotBe(central: Page): Promise<string> {
  await central.getByRole('link', { name: 'API Integration' }).first().click();
  await openMore(central);
  await rowOf(central)
    .getByRole('link', { name: /^Authorize/ })
    .click();
  return central.innerText('main');
}

/** The application was registered for sellers only. */
async function addVendors(central: Page): Promise<void> {
  await central.getByRole('link', { name: 'API Integration' }).first().click();
  await rowOf(central)
    .getByRole('link', { name: /^Edit App/ })
    .click();
  await central.getByLabel('Vendors').check();
  await press(central, 'Save and exit');
}

async function tokenOf(central: Page): Promise<string> {
  await openMore(central);
  await rowOf(central)
    .getByRole('link', { name: /^Authorize/ })
    .click();
  await press(central, 'Generate refresh token');
  const token = await central.innerText('#refresh-token');
  await central.close();
  return token;
}
