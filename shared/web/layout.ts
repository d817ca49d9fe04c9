import { createHash } from 'node:crypto';
import type { StepState } from '../domain/tutorial.ts';
import { Html, html } from './html.ts';
import script from './page.client.js';
import { stepper } from './stepper.ts';
import style from './style.css';

/** A whole page. */
export interface Page {
  title: string;
  /** What stands above the heading: which application this is about. */
  about?: string;
  /** Where this is among the steps of the tutorial. */
  steps?: readonly StepState[] | undefined;
  body: Html;
}

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Headers of every page: nothing but its own style and script runs, nothing is kept, nobody frames it, no address of it
 * is told to others.
 * Source: owasp.org/www-project-secure-headers
 */
export const PAGE_HEADERS: Record<string, string> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src ${hash(style)}`,
    `script-src ${hash(script)}`,
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
};

/** Renders a page with its style and script. */
export function renderPage({ title, about, steps, body }: Page): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}${about && ` – ${about}`}</title>
<style>${new Html(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header>SP-API private application${about && html` <strong>${about}</strong>`}</header>
<main id="main">
${steps && stepper(steps)}
<h1>${title}</h1>
${body}
</main>
<footer><p>Nothing of this page is kept in the browser, and secrets are never shown back.</p></footer>
<script>${new Html(script)}</script>
</body>
</html>`;
}
