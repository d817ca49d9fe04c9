import { describe, expect, it } from '@jest/globals';
import { openPage, PAGE } from '../../../support/pages/a-browser.ts';
import { CSRF } from '../../../support/pages/views.ts';
import { APP, ROLE_ARN } from '../../../support/subjects.ts';

describe('a field that is typed into', () => {
  it('is checked by its own page', async () => {
    const browser = openPage('register-application');

    await browser.type('clientId', 'typed');
    await browser.passTime();

    expect(browser.sent.map(({ url }) => url)).toEqual([PAGE]);
  });

  it('is sent with the token, in the body alone', async () => {
    const browser = openPage('register-application');

    await browser.type('clientSecret', 'a&b');
    await browser.passTime();

    expect(browser.sent.map(({ method, body }) => [method, body])).toEqual([
      ['POST', `action=check&csrf=${CSRF}&field=clientSecret&value=a%26b`],
    ]);
  });

  it('is checked once, after the last letter', async () => {
    const browser = openPage('self-authorize');

    await browser.type('refreshToken', 'A');
    await browser.type('refreshToken', 'At');
    await browser.passTime();

    expect(browser.sent.map(({ body }) => new URLSearchParams(body).get('value'))).toEqual(['At']);
  });

  it('is not checked while it is empty', async () => {
    const browser = openPage('self-authorize');

    await browser.type('refreshToken', '');
    await browser.passTime();

    expect(browser.sent).toEqual([]);
  });

  it.each([
    [{ problem: 'is odd' }, 'is odd', 'problem', 'true'],
    [{ doubt: 'looks odd' }, 'looks odd', 'doubt', 'false'],
    [{}, '', 'doubt', 'false'],
  ])('shows what was found: %j', async (answer, words, className, invalid) => {
    const browser = openPage('self-authorize', answer);

    await browser.type('refreshToken', 'x');
    await browser.passTime();

    const said = browser.byId['refreshToken-said'];
    expect([said?.textContent, said?.className]).toEqual([words, className]);
    expect(browser.byId.refreshToken?.attributes).toEqual({ 'aria-invalid': invalid });
  });
});

describe('a form', () => {
  it('is sent once, however often it is clicked', async () => {
    const [form] = openPage('request-data-access').forms;
    let prevented = 0;
    const preventDefault = () => {
      prevented += 1;
    };
    const click = () => form?.fire('submit', { preventDefault });

    await click();
    const first = prevented;
    await click();

    expect([first, prevented]).toEqual([0, 1]);
  });
});

describe('a value to copy', () => {
  it('has a button where scripts run, which copies it', async () => {
    const copied: string[] = [];
    const { buttons } = openPage('register-application', {}, (text) => copied.push(text));

    for (const button of buttons) await button.fire('click');

    expect(buttons.map(({ hidden }) => hidden)).toEqual([false, false]);
    expect(copied).toEqual([APP, ROLE_ARN]);
    expect(buttons.map(({ nextElementSibling: said }) => said.textContent)).toEqual([' Copied', ' Copied']);
  });

  it('is left to the hand where the browser does not let scripts copy', async () => {
    const { buttons } = openPage('register-application', {}, () => Promise.reject(new Error('denied')));

    await buttons[0]?.fire('click');

    expect(buttons[0]?.nextElementSibling.textContent).toBe(' Select the text and copy it by hand');
  });
});

describe('a text that follows what is ticked', () => {
  it('shows a part while its box is ticked, and hides the others', async () => {
    const { byId, parts } = openPage('request-data-access');
    const hidden = () => parts.filter((part) => part.dataset.when === 'control-0').map((part) => part.hidden);
    const tick = async (checked: boolean) => {
      Object.assign(byId['control-0'] ?? {}, { checked });
      await byId['control-0']?.fire('change');
      return hidden();
    };

    expect([hidden(), await tick(true), await tick(false)]).toEqual([[true], [false], [true]]);
    expect(parts.length).toBeGreaterThan(8);
  });
});

describe('a page that the browser kept', () => {
  it.each([
    [true, 1],
    [false, 0],
  ])('is loaded again: %s', async (persisted, expected) => {
    const browser = openPage('request-data-access');

    await browser.page.fire('pageshow', { persisted });

    expect(browser.reloads()).toBe(expected);
  });
});
