import { describe, expect, it } from '@jest/globals';
import { AMAZON_PAGES } from '#shared/domain/amazon-pages.ts';
import type { Lead } from '#shared/domain/lead.ts';
import { AwsDenied } from '#shared/errors/refused.ts';
import { answeredPage } from '#shared/web/pages/answered.ts';
import {
  answeredMeanwhilePage,
  askedAgainPage,
  expiredPage,
  failurePage,
  givenUpPage,
  notServedPage,
  overPage,
  queueTriedPage,
  sayFailure,
  unknownPage,
} from '#shared/web/pages/notices.ts';
import { progressPage } from '#shared/web/pages/progress.ts';
import { documentOf, HOSTILE, textOf, unsafeIn } from '../../../../support/pages/views.ts';

const AT = '2027-01-03T10:20:30.000Z';
const DENIED = new AwsDenied({ what: `${HOSTILE} what`, remedy: `${HOSTILE} remedy` });
const ANSWERED = { appName: HOSTILE, said: HOSTILE, soon: true, progress: HOSTILE };
const PAGES = {
  done: answeredPage({
    ...ANSWERED,
    lead: { tasks: [{ kind: 'self-authorize', account: HOSTILE, id: HOSTILE }] },
  }),
  'done and failed': answeredPage({
    ...ANSWERED,
    lead: { tasks: [], failed: { step: HOSTILE, error: HOSTILE, since: HOSTILE } },
  }),
  'done and ready': answeredPage({
    ...ANSWERED,
    lead: {
      tasks: [],
      ready: { since: HOSTILE, results: HOSTILE, account: { name: HOSTILE, sellingPartner: 'seller' } },
    },
  }),
  'given up': givenUpPage(HOSTILE, HOSTILE, HOSTILE, HOSTILE),
  'asked again': askedAgainPage(HOSTILE, HOSTILE, HOSTILE, true),
  'the queue tried': queueTriedPage(HOSTILE, HOSTILE, HOSTILE, true),
  over: overPage(HOSTILE, HOSTILE, HOSTILE),
  expired: expiredPage(HOSTILE, HOSTILE),
  unknown: unknownPage(),
  'answered meanwhile': answeredMeanwhilePage(HOSTILE, { what: HOSTILE, remedy: HOSTILE }),
  'not served': notServedPage(),
  'a failure of ours': failurePage(sayFailure(HOSTILE, DENIED)),
  'a foreign failure': failurePage(sayFailure(HOSTILE, new Error(HOSTILE))),
  progress: progressPage({
    appName: HOSTILE,
    lines: [
      {
        step: HOSTILE,
        title: HOSTILE,
        state: 'waits',
        since: HOSTILE,
        until: HOSTILE,
        rejections: 2,
        submittedAt: HOSTILE,
      },
    ],
    failed: { step: HOSTILE, error: HOSTILE, since: HOSTILE },
    readySince: HOSTILE,
    results: HOSTILE,
    task: HOSTILE,
  }),
};

describe.each(Object.entries(PAGES))('the page that is %s', (_, page) => {
  it('shows hostile values as text, without style or handler in an attribute', () => {
    const root = documentOf(page);

    expect(unsafeIn(root)).toEqual([]);
    expect(root.querySelectorAll('script')).toHaveLength(1);
    expect(root.toString()).not.toContain('<script>alert');
  });

  it('asks for nothing', () => {
    const root = documentOf(page);

    expect(root.querySelectorAll('form, input, textarea')).toEqual([]);
  });
});

describe('a task that was answered', () => {
  const answered = (lead: Partial<Lead>, soon = true) =>
    documentOf(
      answeredPage({
        appName: 'acme',
        said: 'Completed. Stored: x.',
        lead: { tasks: [], ...lead },
        soon,
        progress: 'id/progress',
      }),
    );
  const hrefs = (root: ReturnType<typeof documentOf>) =>
    root.querySelectorAll('main a').map(({ attributes }) => attributes.href);
  const ready = {
    since: AT,
    results: '/sp-api/acme/',
    account: { name: 'us', sellingPartner: 'seller' } as const,
  };

  it('with its end says when', () => {
    const root = documentOf(givenUpPage('acme', 'self-authorize-us', AT, 'id/progress'));

    expect(textOf(root)).toContain(
      'This was given up The task was ended with a reason on 2027-01-03 10:20 UTC.',
    );
    expect(hrefs(root)).toEqual(['id/progress']);
  });

  it('says what was stored, and leads to the next task', () => {
    const root = answered({ tasks: [{ kind: 'register-application', id: 'next-id' }] });

    root.querySelector('nav')?.remove();
    expect(textOf(root)).toBe(
      'This is done What comes next Your next task: Step 5: Register the application Your answer Completed. Stored: x. It cannot be answered again. View progress.',
    );
    expect(hrefs(root)).toEqual(['next-id', 'id/progress']);
  });

  it('leads to each of several tasks, and names those whose link is in a message', () => {
    const root = answered({
      tasks: [
        { kind: 'self-authorize', account: 'us', id: 'a' },
        { kind: 'self-authorize', account: 'de' },
      ],
    });

    expect(textOf(root)).toContain(
      '2 tasks wait for you. You can do them in any order: Step 6: Authorize the application: account us Step 6: Authorize the application: account de. The message about it has its link.',
    );
    expect(hrefs(root)).toEqual(['a', 'id/progress']);
    expect(root.querySelectorAll('[data-reload]')).toHaveLength(1);
  });

  it.each([
    [true, 1, 'Your next task, or that the application works, appears here within a minute.'],
    [false, 0, 'A message tells you when your next task is due, and when the application works.'],
  ])('waits for what comes next while that may come any moment: %s', (soon, times, words) => {
    const root = answered({}, soon);

    expect(textOf(root)).toContain(words);
    expect(root.querySelectorAll('[data-reload]')).toHaveLength(times);
  });

  it('says how to use the application once it works, and looks no further', () => {
    const root = answered({ ready });

    expect(textOf(root)).toContain('ReadyThe application has worked since 2027-01-03 10:20 UTC.');
    expect(root.querySelectorAll('main dd .value').map(({ textContent }) => textContent)).toEqual([
      'spapi call acme/us getMarketplaceParticipations',
      'spapi exec acme/us -- node app.js',
      'spapi export acme/us --to postman --out ./postman',
    ]);
    const buttons = root.querySelectorAll('button.copy').map(({ attributes }) => attributes['data-copy']);
    expect(buttons.map((id) => root.querySelectorAll(`#${id}`).length)).toEqual([1, 1, 1]);
    expect(root.querySelectorAll('[data-reload]')).toEqual([]);
  });

  it('says what failed since, and looks no further', () => {
    const root = answered({ failed: { step: 'TestAssumeRole', error: 'RoleNotReady', since: AT } });

    expect(textOf(root)).toContain('TestAssumeRole failed: RoleNotReady On 2027-01-03 10:20 UTC.');
    expect(root.querySelectorAll('[data-reload]')).toEqual([]);
  });

  it('with a rejection shows itself again', () => {
    const root = documentOf(askedAgainPage('acme', AT, 'id/progress', true));

    expect(root.querySelectorAll('[data-reload]')).toHaveLength(1);
    expect(textOf(root)).toContain('The reason was saved on 2027-01-03 10:20 UTC');
  });
});

describe('the page of a task', () => {
  it.each([
    ['self-authorize-us', 'start create-private-app again with the same input'],
    ['register-queue', 'start rotate-client-secret again with the same input'],
  ])('that nobody waits for names the machine that asks again: %s', (task, words) => {
    const givenUp = givenUpPage('acme', task, AT, 'id/progress');

    expect(textOf(documentOf(overPage('acme', task, 'id/progress')))).toContain(words);
    expect(textOf(documentOf(givenUp))).toContain(words);
  });

  it.each([
    [true, 1],
    [false, 0],
  ])('that tries the queue looks again by itself while the answer may come: %s', (soon, times) => {
    const root = documentOf(queueTriedPage('acme', AT, 'id/progress', soon));

    expect(root.querySelectorAll('[data-reload]')).toHaveLength(times);
    expect(textOf(root)).toContain(
      'Since 2027-01-03 10:20 UTC the stack waits for a new client secret from Amazon.',
    );
  });
});

describe('a link that is not known', () => {
  it('tells of nothing that exists', () => {
    const root = documentOf(unknownPage());

    expect(root.querySelector('title')?.textContent).toBe('This link does not work');
    expect(root.querySelector('header strong')).toBeNull();
  });
});

describe('a failure', () => {
  it('of ours explains itself', () => {
    const root = documentOf(failurePage(sayFailure('req-1', DENIED)));

    expect(textOf(root)).toBe(`This did not work ${HOSTILE} whatWhat to do: ${HOSTILE} remedyRequest req-1`);
  });

  it.each([new Error('FAKE_CLIENT_SECRET'), 'FAKE_CLIENT_SECRET', undefined])(
    'that is not ours keeps its message to itself: %p',
    (error) => {
      const root = documentOf(failurePage(sayFailure('req-1', error)));

      expect(textOf(root)).toContain('Something unexpected happened.');
      expect(root.toString()).not.toContain('FAKE_CLIENT_SECRET');
    },
  );
});

describe('the progress', () => {
  const view = { appName: 'acme', task: '../id', lines: [] };

  it('says of each step how it stands', () => {
    const lines = (['done', 'waits', 'next', 'later', 'skipped'] as const).map((state, n) => ({
      step: String(n),
      title: 't',
      state,
      since: AT,
    }));

    const root = documentOf(progressPage({ ...view, lines }));

    expect(root.querySelectorAll('.steps li').map((line) => line.textContent.trim())).toEqual([
      '0. t: Done\non 2027-01-03 10:20 UTC',
      '1. t: Waits for a person\nsince 2027-01-03 10:20 UTC',
      '2. t: Comes next\non 2027-01-03 10:20 UTC',
      '3. t: Later\non 2027-01-03 10:20 UTC',
      '4. t: Not used\non 2027-01-03 10:20 UTC',
    ]);
  });

  it('leads back to the task', () => {
    const root = documentOf(progressPage(view));

    expect(root.querySelectorAll('main a').map(({ attributes }) => attributes.href)).toEqual([
      AMAZON_PAGES.tutorial.url,
      '',
      '../id',
    ]);
  });

  it('says that the application works, or what failed', () => {
    const failed = { step: 'TestAssumeRole', error: 'RoleNotReady', since: AT };

    const [ready, broken] = [{ readySince: AT, results: '/sp-api-dev/acme/' }, { failed }].map((more) =>
      textOf(documentOf(progressPage({ ...view, ...more }))),
    );

    expect(ready).toContain('ReadyThe application has worked since 2027-01-03 10:20 UTC.');
    expect(ready).toContain('Parameter Store, below /sp-api-dev/acme/.');
    expect(broken).toContain('TestAssumeRole failed: RoleNotReady On 2027-01-03 10:20 UTC.');
  });

  it('counts what Amazon rejected, and says when the profile was submitted', () => {
    const line = { step: '2', title: 't', state: 'waits' as const, rejections: 2, submittedAt: AT };

    const root = documentOf(progressPage({ ...view, lines: [line] }));

    expect(textOf(root)).toContain('Rejected by Amazon 2 times.');
    expect(textOf(root)).toContain('Submitted to Amazon on 2027-01-03 10:20 UTC; the review decides.');
  });
});
