import { type HTMLElement, parse } from 'node-html-parser';
import { type Amazon, startAmazon } from '../../../local/amazon/amazon.ts';
import { openPage, type Page, readForms, submitForm, type Values } from '../../../local/person/http-forms.ts';
import { type SellerCentral, startSellerCentral } from '../../../local/seller-central/seller-central.ts';
import { createVisitor, type NewApp, type Visitor } from '../../../local/seller-central/visitor.ts';

/** Amazon and its pages, with a visitor who has done nothing yet. */
export interface Stage {
  amazon: Amazon;
  pages: SellerCentral;
  /** What was sent to destinations. */
  delivered: { queueArn: string; message: unknown }[];
  visitor: Visitor;
  seller: string;
  vendor: string;
  central(host: string): string;
  close(): Promise<void>;
}

export async function setStage(): Promise<Stage> {
  const amazon = await startAmazon();
  const delivered: Stage['delivered'] = [];
  const pages = await startSellerCentral(amazon.world, async (queueArn, message) => {
    delivered.push({ queueArn, message });
  });
  const central = (host: string) => pages.endpoint.replace('{host}', host);
  return {
    amazon,
    pages,
    delivered,
    visitor: createVisitor(),
    seller: central('sellercentral.amazon.com'),
    vendor: central('vendorcentral.amazon.de'),
    central,
    async close() {
      await pages.close();
      await amazon.close();
    },
  };
}

export const ROLES = ['Selling Partner Insights', 'Amazon Fulfillment'];

export const APP: NewApp = { name: 'acme-orders', sandbox: false, sellingPartner: 'both', roles: ROLES };

/** A stage whose developer profile is approved. */
export async function setApprovedStage(): Promise<Stage> {
  const stage = await setStage();
  await stage.visitor.submitProfile(stage.seller, ROLES);
  await stage.visitor.approveProfile(stage.seller);
  return stage;
}

export const dom = (page: Page): HTMLElement => parse(page.html);

/** The texts of all elements that match, without the spaces around. */
export function texts(page: Page, selector: string): string[] {
  return dom(page)
    .querySelectorAll(selector)
    .map((one) => one.text.trim());
}

/** Opens a page, fills in its only form and sends it. */
export async function fillIn(url: string, values: Values): Promise<Page> {
  const page = await openPage(url);
  const [form] = readForms(page.html);
  if (!form) throw new Error(`${url} has no form`);

  return submitForm(url, form, values);
}

/** Posts without a form, as another site or a program does. */
export function post(url: string, body: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(url, { method: 'POST', headers, body: new URLSearchParams(body), redirect: 'manual' });
}

/** Exchanges the refresh token at Login with Amazon. */
export async function exchange({ amazon }: Stage, refreshToken: string, clientId: string, secret: string) {
  const response = await post(amazon.lwaEndpoint, {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: clientId,
    client_secret: secret,
  });
  return { status: response.status, body: (await response.json()) as { access_token: string } };
}

/** Calls SP-API at the host of a region. */
export function callSpApi({ amazon }: Stage, host: string, path: string, accessToken: string) {
  const url = amazon.spApiEndpoint.replace('{host}', host) + path;
  const headers = { 'x-amz-access-token': accessToken, 'user-agent': 'acme-app/1.0 (Language=JavaScript)' };
  return fetch(url, { headers });
}
