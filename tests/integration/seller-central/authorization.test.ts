import { openPage, type Page, readForms, submitForm } from '../../../local/person/http-forms.ts';
import type { CopiedCredentials } from '../../../local/seller-central/visitor.ts';
import { APP, callSpApi, exchange, type Stage, setApprovedStage, texts } from './support.ts';

const PARTICIPATIONS = '/sellers/v1/marketplaceParticipations';
const ORDERS = '/vendor/orders/v1/purchaseOrders';

let stage: Stage;
let app: CopiedCredentials;

beforeEach(async () => {
  stage = await setApprovedStage();
  app = await stage.visitor.registerApplication(stage.seller, APP);
});
afterEach(() => stage.close());

const pageAt = (central: string) => `${central}/apps/${app.applicationId}/authorize`;

async function authorizeAt(central: string): Promise<Page> {
  const page = await openPage(pageAt(central));
  const [form] = readForms(page.html);
  if (!form) throw new Error('There is nothing to authorize');

  return submitForm(page.url, form);
}

async function accessToken(refreshToken: string): Promise<string> {
  const { body } = await exchange(stage, refreshToken, app.clientId, app.clientSecret);
  return body.access_token;
}

it('shows the account, what it covers and how often the application was authorized', async () => {
  const page = await openPage(pageAt(stage.seller));

  expect(texts(page, 'tbody th')).toEqual([expect.stringMatching(/^A[0-9A-F]{13} \(seller\)$/)]);
  expect(texts(page, 'tbody td')).toEqual(['NA', 'Canada, United States, Mexico, Brazil', 'Authorize app']);
  expect(texts(page, '#authorizations')).toEqual(['0']);
});

it('keeps one account for a region', async () => {
  const [first] = texts(await openPage(pageAt(stage.seller)), 'tbody th');

  const [second] = texts(await openPage(pageAt(stage.central('sellercentral.amazon.ca'))), 'tbody th');

  expect(second).toBe(first);
});

it('issues a refresh token that works for every marketplace of the region', async () => {
  const refreshToken = await stage.visitor.authorize(stage.seller, APP.name);

  const reply = await callSpApi(
    stage,
    'sellingpartnerapi-na',
    PARTICIPATIONS,
    await accessToken(refreshToken),
  );

  const { payload } = (await reply.json()) as { payload: { marketplace: { countryCode: string } }[] };
  expect(reply.status).toBe(200);
  expect(payload.map(({ marketplace }) => marketplace.countryCode).toSorted()).toEqual([
    'BR',
    'CA',
    'MX',
    'US',
  ]);
});

it('covers all of Europe at the Central that five marketplaces share', async () => {
  const europe = stage.central('sellercentral-europe.amazon.com');
  const refreshToken = await stage.visitor.authorize(europe, APP.name);

  const reply = await callSpApi(
    stage,
    'sellingpartnerapi-eu',
    PARTICIPATIONS,
    await accessToken(refreshToken),
  );

  const { payload } = (await reply.json()) as { payload: unknown[] };
  expect(payload).toHaveLength(16);
});

it('issues the refresh token of a vendor group at a Vendor Central', async () => {
  const page = await openPage(pageAt(stage.vendor));
  const refreshToken = await stage.visitor.authorize(stage.vendor, APP.name);

  const window = new URLSearchParams({ createdAfter: new Date(Date.now() - 3_600_000).toISOString() });

  const reply = await callSpApi(
    stage,
    'sellingpartnerapi-eu',
    `${ORDERS}?${window}`,
    await accessToken(refreshToken),
  );

  expect(texts(page, 'tbody td')).toEqual(['EU', 'Germany', 'Generate refresh token']);
  expect(reply.status).toBe(200);
});

it('shows the refresh token once, in the answer to the click', async () => {
  const shown = await authorizeAt(stage.seller);
  const again = await openPage(shown.url);

  const [refreshToken = ''] = texts(shown, '#refresh-token');
  expect(shown.status).toBe(200);
  expect(shown.url).toBe(pageAt(stage.seller));
  expect(refreshToken).toMatch(/^Atzr\|/);
  expect(texts(shown, 'main strong')).toEqual(['Copy it now, it is not shown again.']);
  expect(again.html).not.toContain(refreshToken);
  expect(texts(again, '#authorizations')).toEqual(['1']);
});

it('issues another refresh token with each click and keeps those before', async () => {
  const first = await stage.visitor.authorize(stage.seller, APP.name);
  const second = await stage.visitor.authorize(stage.seller, APP.name);

  const { status } = await exchange(stage, first, app.clientId, app.clientSecret);

  expect(second).not.toBe(first);
  expect(status).toBe(200);
});

it('refuses the eleventh authorization for sellers, not the first for vendors', async () => {
  for (let count = 0; count < 10; count += 1) await authorizeAt(stage.seller);

  const eleventh = await authorizeAt(stage.seller);
  const vendor = await authorizeAt(stage.vendor);

  expect(eleventh.status).toBe(409);
  expect(texts(eleventh, '[role=alert]')).toEqual([
    "acme-orders has ten self-authorizations for sellers already, which is Amazon's limit. Revoke one before you authorize again.",
  ]);
  expect(texts(await openPage(pageAt(stage.seller)), '#authorizations')).toEqual(['10']);
  expect(vendor.status).toBe(200);
});

it('refuses an application that is not registered for this kind of selling partner', async () => {
  app = await stage.visitor.registerApplication(stage.seller, { ...APP, sellingPartner: 'seller' });

  const page = await openPage(pageAt(stage.vendor));

  expect(page.status).toBe(409);
  expect(texts(page, '[role=alert]')).toEqual([
    'acme-orders is not registered for vendors, so no account of this Vendor Central can authorize it.',
  ]);
  expect(readForms(page.html)).toEqual([]);
  await expect(stage.visitor.authorize(stage.vendor, APP.name)).rejects.toThrow(
    'is not registered for vendors',
  );
});

it('refuses to authorize by a forged form what is not registered for it', async () => {
  app = await stage.visitor.registerApplication(stage.seller, { ...APP, sellingPartner: 'vendor' });

  const reply = await fetch(pageAt(stage.seller), { method: 'POST' });

  expect(reply.status).toBe(409);
});

it('tells a visitor who looks for an application that is not there', async () => {
  await expect(stage.visitor.authorize(stage.seller, 'other')).rejects.toThrow('has no row other');
});
