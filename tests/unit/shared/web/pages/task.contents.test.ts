import { describe, expect, it } from '@jest/globals';
import { sourcesFor } from '#shared/domain/amazon-pages.ts';
import { TASK_KINDS } from '#shared/domain/human-task.ts';
import { securityControls } from '#shared/domain/security-answers.ts';
import { aTask, QUEUE } from '../../../../support/a-task.ts';
import { aView, taskDocument, textOf } from '../../../../support/pages/views.ts';
import { anAuthorization, aVendorAuthorization, ROLE_ARN } from '../../../../support/subjects.ts';

/** Where the person acts; Amazon's own pages to read come last. */
const atAmazon = (root: ReturnType<typeof taskDocument>) =>
  root
    .querySelectorAll('a[target=_blank]')
    .map(({ attributes }) => attributes.href)
    .filter((href) => !href?.startsWith('https://developer-docs.amazon/'));

describe.each(TASK_KINDS)('the page of %s', (kind) => {
  it("links to Amazon's own pages, and says what comes from each", () => {
    const root = taskDocument(aView(kind));

    const items = root
      .querySelectorAll('details')
      .at(-1)
      ?.querySelectorAll('li')
      .map(({ textContent }) => textContent);
    const expected = sourcesFor(aTask(kind)).map(({ title, says }) => `${title}: ${says}.`);
    expect(items).toEqual(expected);
    for (const { url } of sourcesFor(aTask(kind)))
      expect(root.querySelector(`a[href="${url}"]`)).not.toBeNull();
  });

  it('says what to do first; background is folded and comes last', () => {
    const root = taskDocument(aView(kind));

    expect(root.querySelector('section h2')?.textContent).toBe(FIRST[kind]);
    const parts = root.querySelectorAll('main > section, main > details');
    const folded = parts.map(({ tagName }) => tagName === 'DETAILS');
    expect(folded).toEqual(folded.toSorted());
    expect(root.querySelectorAll('summary').map(({ textContent }) => textContent)).toEqual([
      ...BACKGROUND[kind],
      'Amazon’s own pages',
    ]);
  });
});

const BACKGROUND: Record<(typeof TASK_KINDS)[number], string[]> = {
  'request-data-access': ['Data access roles', 'Text for the security questions'],
  'register-application': [],
  'self-authorize': [],
  'register-queue': ['Why'],
  'confirm-removal': [],
};

const FIRST = {
  'request-data-access': 'What to do',
  'register-application': '1. Fill in Amazon’s form',
  'self-authorize': '1. Authorize',
  'register-queue': '1. Register the queue',
  'confirm-removal': 'What to do',
};

describe('the page of the developer profile, for the security questions', () => {
  it('has one text to copy as a whole, whose statements about the company follow the ticks', () => {
    const root = taskDocument(aView('request-data-access'));
    const boxes = root.querySelectorAll('.checklist input').map(({ id }) => id);
    const text = root.querySelector('#security-text');

    expect(root.querySelector('button[data-copy=security-text]')?.textContent).toBe('Copy the whole text');
    expect(
      text?.querySelectorAll('span[data-when]').map(({ attributes }) => attributes['data-when']),
    ).toEqual(boxes);
    expect(text?.querySelectorAll('span[data-when]').map(({ textContent }) => textContent)).toEqual(
      securityControls(true).map(({ yours }) => yours),
    );
    expect(text?.textContent).toContain('One HTTPS address, for task pages, is reachable from the internet.');
    // Where software cannot answer, nothing is left of a subject without its tick.
    expect(
      text?.querySelectorAll('p[data-when]').map(({ textContent }) => textContent.split(':')[0]),
    ).toEqual(['Incident response', 'Passwords']);
  });
});

describe('the fields to bring back', () => {
  it.each([
    ['register-application', ['applicationId text', 'clientId text', 'clientSecret password']],
    ['self-authorize', ['refreshToken password']],
  ] as const)('of %s are secret or plain', (kind, expected) => {
    const root = taskDocument(aView(kind));

    const fields = root
      .querySelectorAll('[data-field]')
      .map(({ id, attributes }) => `${id} ${attributes.type}`);
    expect(fields).toEqual(expected);
  });

  it('keep what was typed, and never a secret', () => {
    const values = { applicationId: 'typed-1', clientId: 'typed-2', clientSecret: 'FAKE_CLIENT_SECRET' };

    const root = taskDocument(aView('register-application', {}, { values }));

    const shown = root.querySelectorAll('[data-field]').map((field) => field.getAttribute('value'));
    expect(shown).toEqual(['typed-1', 'typed-2', '']);
    expect(root.toString()).not.toContain('FAKE_CLIENT_SECRET');
  });

  it('say below themselves what is wrong with them', () => {
    const problems = { applicationId: 'is missing', clientSecret: 'is odd' };

    const root = taskDocument(aView('register-application', {}, { problems }));

    expect(root.querySelector('[role=alert] h2')?.textContent).toBe('2 fields need a correction');
    expect(root.querySelector('#applicationId-said')?.textContent).toBe('is missing');
    expect(root.querySelectorAll('[data-field]').map((field) => field.getAttribute('aria-invalid'))).toEqual([
      'true',
      'false',
      'true',
    ]);
  });

  it('count one problem as one', () => {
    const root = taskDocument(aView('self-authorize', {}, { problems: { refreshToken: 'is missing' } }));

    expect(root.querySelector('[role=alert] h2')?.textContent).toBe('One field needs a correction');
  });
});

describe('the page of the developer profile', () => {
  const actionsOf = (root: ReturnType<typeof taskDocument>) =>
    root.querySelectorAll('input[name=action]').map(({ attributes }) => attributes.value);

  it('takes that it was submitted, approved, rejected or given up', () => {
    const root = taskDocument(aView('request-data-access'));

    expect(actionsOf(root)).toEqual(['submitted', 'complete', 'reject', 'give-up']);
    expect(textOf(root)).not.toContain('Rejected');
  });

  it('says when it was submitted, and takes that no second time', () => {
    const submittedAt = '2027-01-03T10:20:00.000Z';

    const root = taskDocument({ ...aView('request-data-access'), submittedAt });

    expect(actionsOf(root)).toEqual(['complete', 'reject', 'give-up']);
    expect(root.querySelector('section.good h2')?.textContent).toBe('Submitted on 2027-01-03 10:20 UTC');
  });

  it.each([
    [1, 'Rejected once'],
    [2, 'Rejected 2 times'],
  ])('counts %d rejection(s) and quotes the last reason', (rejections, heading) => {
    const root = taskDocument(aView('request-data-access', { rejections, reason: 'no policy' }));

    expect(root.querySelector('section.attention h2')?.textContent).toBe(heading);
    expect(root.querySelector('section.attention q')?.textContent).toBe('no policy');
  });
});

describe('the page of the registration', () => {
  it('gives the exact values to copy', () => {
    const root = taskDocument(aView('register-application'));

    const copied = root.querySelectorAll('button[data-copy]').map((button) => {
      const id = button.getAttribute('data-copy');
      return [root.querySelector(`#${id}`)?.textContent, 'hidden' in button.attributes];
    });
    expect(copied).toEqual([
      ['acme-orders', true],
      [ROLE_ARN, true],
    ]);
  });
});

describe('the page of an authorization', () => {
  it.each([
    [
      anAuthorization(),
      'https://sellercentral.amazon.com',
      'us: the seller account in United States, region NA.',
    ],
    [
      aVendorAuthorization(),
      'https://vendorcentral.amazon.de',
      'vendor-de: the vendor account in Germany, region EU.',
    ],
  ])('names account and place: $name', (authorization, address, words) => {
    const root = taskDocument(aView('self-authorize', { authorization }));

    expect(root.querySelector('h1')?.textContent).toBe(
      `Step 6: Authorize the application: account ${authorization.name}`,
    );
    expect(textOf(root)).toContain(words);
    expect(atAmazon(root)).toEqual([address, 'https://solutionproviderportal.amazon.com']);
  });

  it('opens other sites in a tab of their own that knows nothing of this one', () => {
    const root = taskDocument(aView('self-authorize'));

    const rels = root.querySelectorAll('a[target=_blank]').map(({ attributes }) => attributes.rel);
    expect(new Set(rels)).toEqual(new Set(['noopener noreferrer']));
  });
});

describe('the page of the queue', () => {
  const secretEnds = '2027-05-01T08:00:00.000Z';

  it('gives the ARN to copy, both places of Amazon, and takes the answer without a field', () => {
    const root = taskDocument(aView('register-queue'));

    expect(root.querySelector('#queue-arn')?.textContent).toBe(QUEUE.arn);
    expect(root.querySelector('button[data-copy]')?.getAttribute('data-copy')).toBe('queue-arn');
    expect(atAmazon(root)).toEqual([
      'https://sellercentral.amazon.com',
      'https://solutionproviderportal.amazon.com',
    ]);
    const actions = root.querySelectorAll('input[name=action]').map(({ attributes }) => attributes.value);
    expect([actions, root.querySelectorAll('[data-field]')]).toEqual([['complete', 'give-up'], []]);
    expect(textOf(root)).not.toMatch(/Refused|The stored one ends/);
  });

  it('says when the stored secret ends', () => {
    const root = taskDocument(aView('register-queue', { queue: { ...QUEUE, secretEnds } }));

    expect(textOf(root)).toContain('The stored secret expires on 2027-05-01 08:00 UTC.');
  });

  it('counts the refusals and quotes Amazon', () => {
    const root = taskDocument(aView('register-queue', { rejections: 2, reason: 'Not enrolled.' }));

    expect(root.querySelector('section.attention h2')?.textContent).toBe('Refused 2 times');
    expect(root.querySelector('section.attention q')?.textContent).toBe('Not enrolled.');
  });
});
