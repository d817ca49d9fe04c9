import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { html } from '#shared/web/html.ts';
import { PAGE_HEADERS, renderPage } from '#shared/web/layout.ts';
import { documentOf, HOSTILE, textOf } from '../../../support/pages/views.ts';

const PAGE = { title: 'A title', about: 'acme-orders', body: html`<p>Body</p>` };

/** What stands between the tags, to the letter. */
const inside = (tag: string) =>
  [
    ...renderPage(PAGE)
      .toString()
      .matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs')),
  ].map(([, text = '']) => text);
const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('the policy of a page', () => {
  it('lets its own style and script run by their hashes, and nothing else', () => {
    const [style = '', ...otherStyles] = inside('style');
    const [script = '', ...otherScripts] = inside('script');

    expect([otherStyles, otherScripts]).toEqual([[], []]);
    expect([style.length > 100, script.length > 100]).toEqual([true, true]);
    expect(PAGE_HEADERS['content-security-policy']).toBe(
      [
        "default-src 'none'",
        `style-src ${sha256(style)}`,
        `script-src ${sha256(script)}`,
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ].join('; '),
    );
  });
});

describe('the headers of a page', () => {
  it('keep it out of caches, frames, search engines and referrers', () => {
    const { 'content-security-policy': _, ...others } = PAGE_HEADERS;

    expect(others).toEqual({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-robots-tag': 'noindex, nofollow',
    });
  });
});

describe('a page', () => {
  it('is a whole document with title, heading, language and landmarks', () => {
    const root = documentOf(PAGE);

    expect(renderPage(PAGE).toString()).toMatch(/^<!doctype html>\n<html lang="en">\n/);
    expect(root.querySelector('title')?.textContent).toBe('A title – acme-orders');
    expect(root.querySelector('header')?.textContent).toBe('SP-API private application acme-orders');
    expect(textOf(root)).toBe('A title Body');
    expect(root.querySelectorAll('h1')).toHaveLength(1);
    expect(root.querySelector('a.skip')?.getAttribute('href')).toBe('#main');
  });

  it('needs no application', () => {
    const root = documentOf({ title: 'A title', body: html`` });

    expect(root.querySelector('title')?.textContent).toBe('A title');
    expect(root.querySelector('header')?.textContent).toBe('SP-API private application');
  });

  it('shows a hostile title and name as text', () => {
    const root = documentOf({ title: HOSTILE, about: HOSTILE, body: html`` });

    expect(root.querySelector('h1')?.textContent).toBe(HOSTILE);
    expect(root.querySelector('header strong')?.textContent).toBe(HOSTILE);
    expect(root.querySelectorAll('script')).toHaveLength(1);
  });

  it('loads nothing from elsewhere', () => {
    const root = documentOf(PAGE);

    expect(root.querySelectorAll('link, img, [src], iframe')).toEqual([]);
  });
});
