import { describe, expect, it } from '@jest/globals';
import { escapeHtml, Html, html } from '#shared/web/html.ts';

const HOSTILE = `"><script>alert('1')</script>&amp;`;
const ESCAPED = '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;';

describe('a value in a template', () => {
  it('is escaped as content', () => {
    const made = html`<p>${HOSTILE}</p>`;

    expect(made.toString()).toBe(`<p>${ESCAPED}</p>`);
  });

  it('is escaped in a quoted attribute', () => {
    const made = html`<input value="${HOSTILE}">`;

    expect(made.toString()).toBe(`<input value="${ESCAPED}">`);
  });

  it('is kept when it is HTML already, however deep', () => {
    const made = html`<ul>${html`<li>${html`<b>${HOSTILE}</b>`}</li>`}</ul>`;

    expect(made.toString()).toBe(`<ul><li><b>${ESCAPED}</b></li></ul>`);
  });

  it('is joined when it is a list, of lists too', () => {
    const made = html`<p>${['<', html`<br>`, [1, ['>']], undefined, false]}</p>`;

    expect(made.toString()).toBe('<p>&lt;<br>1&gt;</p>');
  });

  it.each<[string | number | false | undefined, string]>([
    [undefined, ''],
    [false, ''],
    ['', ''],
    [0, '0'],
    [42, '42'],
  ])('gives what stands for %j: %j', (value, expected) => {
    const made = html`${value}`;

    expect(made.toString()).toBe(expected);
  });

  it('is not HTML because it looks like it: an object with a markup of its own is text', () => {
    const forged = { toString: () => '<b>forged</b>' } as unknown as string;

    const made = html`${forged}`;

    expect(made.toString()).toBe('&lt;b&gt;forged&lt;/b&gt;');
  });

  it('is not interpreted as a template', () => {
    const made = html`${'$&$1\\n'}`;

    expect(made.toString()).toBe('$&amp;$1\\n');
  });
});

describe('escaping', () => {
  it('changes five signs and nothing else that can be seen', () => {
    const codes = Array.from({ length: 0x250 }, (_, code) => String.fromCharCode(code));
    const text = codes.filter((sign) => !/[\p{Cc}\p{Cf}]/u.test(sign)).join('');

    const changed = [...text].filter((sign) => escapeHtml(sign) !== sign).join('');

    expect(changed).toBe(`"&'<>`);
  });

  it('leaves out what nobody sees: control characters, direction marks, zero-width characters', () => {
    expect(escapeHtml('a\u0007b\u202ec\u200bd\ne')).toBe('a bcd\ne');
  });
});

describe('HTML', () => {
  it('gives its markup', () => {
    const text = `${new Html('<p>a & b</p>')}`;

    expect(text).toBe('<p>a & b</p>');
  });
});
