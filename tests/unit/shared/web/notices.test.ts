import { describe, expect, it } from '@jest/globals';
import { AwsDenied } from '#shared/errors/refused.ts';
import {
  answeredMeanwhilePage,
  askedAgainPage,
  crossSitePage,
  donePage,
  expiredPage,
  failurePage,
  notServedPage,
  overPage,
  queueTriedPage,
  unknownPage,
} from '#shared/web/pages/notices.ts';
import { progressPage } from '#shared/web/pages/progress.ts';
import { documentOf, HOSTILE, textOf, unsafeIn } from './views.ts';

const AT = '2027-01-03T10:20:30.000Z';
const DENIED = new AwsDenied({ what: `${HOSTILE} what`, remedy: `${HOSTILE} remedy` });
const PAGES = {
  done: donePage(HOSTILE, HOSTILE, { outcome: 'done', at: HOSTILE }, HOSTILE),
  'given up': donePage(HOSTILE, HOSTILE, { outcome: 'given-up', at: HOSTILE }, HOSTILE),
  'asked again': askedAgainPage(HOSTILE, HOSTILE, HOSTILE, true),
  'the queue tried': queueTriedPage(HOSTILE, HOSTILE, HOSTILE, true),
  over: overPage(HOSTILE, HOSTILE, HOSTILE),
  expired: expiredPage(HOSTILE, HOSTILE),
  unknown: unknownPage(),
  'of another site': crossSitePage(),
  'answered meanwhile': answeredMeanwhilePage(HOSTILE, { what: HOSTILE, remedy: HOSTILE }),
  'not served': notServedPage(),
  'a failure of ours': failurePage(HOSTILE, DENIED),
  'a foreign failure': failurePage(HOSTILE, new Error(HOSTILE)),
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
  it.each([
    ['done', 'This is done The task was completed on 2027-01-03 10:20 UTC.'],
    ['given-up', 'This was given up The task was ended with a reason on 2027-01-03 10:20 UTC.'],
  ] as const)('says when: %s', (outcome, words) => {
    const root = documentOf(donePage('acme', 'self-authorize-us', { outcome, at: AT }, 'id/progress'));

    expect(textOf(root)).toContain(words);
    expect(root.querySelector('main a')?.getAttribute('href')).toBe('id/progress');
  });

  it('with a rejection shows itself again', () => {
    const root = documentOf(askedAgainPage('acme', AT, 'id/progress', true));

    expect(root.querySelectorAll('[data-reload]')).toHaveLength(1);
    expect(textOf(root)).toContain('The reason was kept on 2027-01-03 10:20 UTC');
  });
});

describe('the page of a task', () => {
  it.each([
    ['self-authorize-us', 'start create-private-app again with the same input'],
    ['register-queue', 'start rotate-client-secret again with the same input'],
  ])('that nobody waits for names the machine that asks again: %s', (task, words) => {
    const givenUp = donePage('acme', task, { outcome: 'given-up', at: AT }, 'id/progress');

    expect(textOf(documentOf(overPage('acme', task, 'id/progress')))).toContain(words);
    expect(textOf(documentOf(givenUp))).toContain(words);
  });

  it.each([
    [true, 1],
    [false, 0],
  ])('that tries the queue looks again by itself while the answer may come: %s', (soon, times) => {
    const root = documentOf(queueTriedPage('acme', AT, 'id/progress', soon));

    expect(root.querySelectorAll('[data-reload]')).toHaveLength(times);
    expect(textOf(root)).toContain('Since 2027-01-03 10:20 UTC Amazon is asked for a new client secret.');
  });
});

describe('a link that is not known', () => {
  it('tells of nothing that exists', () => {
    const root = documentOf(unknownPage());

    expect(root.querySelector('title')?.textContent).toBe('This link is not known');
    expect(root.querySelector('header strong')).toBeNull();
  });
});

describe('a failure', () => {
  it('of ours explains itself', () => {
    const root = documentOf(failurePage('req-1', DENIED));

    expect(textOf(root)).toBe(`This did not work ${HOSTILE} whatWhat to do: ${HOSTILE} remedyRequest req-1`);
  });

  it.each([new Error('FAKE_CLIENT_SECRET'), 'FAKE_CLIENT_SECRET', undefined])(
    'that is not ours keeps its message to itself: %p',
    (error) => {
      const root = documentOf(failurePage('req-1', error));

      expect(textOf(root)).toContain('Something unforeseen happened.');
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

    expect(root.querySelectorAll('li').map((line) => line.textContent.trim())).toEqual([
      '0. t: Done\non 2027-01-03 10:20 UTC',
      '1. t: Waits for a person\nsince 2027-01-03 10:20 UTC',
      '2. t: Comes next\non 2027-01-03 10:20 UTC',
      '3. t: Later\non 2027-01-03 10:20 UTC',
      '4. t: Not used\non 2027-01-03 10:20 UTC',
    ]);
  });

  it('leads back to the task', () => {
    const root = documentOf(progressPage(view));

    expect(root.querySelectorAll('main a').map(({ attributes }) => attributes.href)).toEqual(['', '../id']);
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
