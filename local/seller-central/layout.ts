import { createHash } from 'node:crypto';
import { Html, html, type Part } from '#shared/web/html.ts';
import type { Answer } from '../amazon/http.ts';
import type { Central } from './centrals.ts';
import { STYLE } from './style.ts';

const styleHash = createHash('sha256').update(STYLE).digest('base64');

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/** What a page shows. */
export interface Content {
  heading: string;
  body: Part;
  status?: number;
  /** absent where no Central is known, so that there is no menu */
  central?: Central;
}

/** The menu entry that leads to the applications, as Amazon words it for sellers and for vendors. */
export function appsMenu({ sellingPartner }: Central): string {
  return sellingPartner === 'seller' ? 'Apps and Services > Develop Apps' : 'Integration > API Integration';
}

function menu(central: Central): Html {
  const { host, name } = central;
  return html`<nav aria-label="Main">
  <ul>
    <li><a href="/${host}/">${name}</a></li>
    <li><a href="/${host}/apps">${appsMenu(central)}</a></li>
    <li><a href="/${host}/profile">Developer profile</a></li>
    <li><a href="/${host}/notifications">Notification preferences</a></li>
  </ul>
</nav>`;
}

function head(title: string): Html {
  return html`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>`;
}

/** A whole page, with the banner and the menu. */
export function showPage({ heading, body, status = 200, central }: Content): Answer {
  const site = central ? `${central.name} ${central.host} (stand-in)` : 'Seller Central (stand-in)';
  const page = html`<!DOCTYPE html>
<html lang="en">
${head(`${heading} - ${site}`)}
<body>
<header>
<p class="banner"><strong>This is a stand-in, not Amazon.</strong> It runs on your machine and issues worthless credentials. The page of your task is in the other tab.</p>
${central && menu(central)}
</header>
<main>
<h1>${heading}</h1>
${body}
</main>
</body>
</html>
`;
  return { status, headers: HEADERS, body: page.toString() };
}

/** A page that says why something cannot be done. */
export function refuse(central: Central, status: number, heading: string, why: Part): Answer {
  return showPage({ central, status, heading, body: html`<p role="alert">${why}</p>` });
}

/** Leads to another page after a form was sent. */
export function redirect(location: string): Answer {
  return { status: 303, headers: { location, 'cache-control': 'no-store' } };
}
