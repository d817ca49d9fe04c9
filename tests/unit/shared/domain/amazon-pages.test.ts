import { describe, expect, it } from '@jest/globals';
import { AMAZON_PAGES, sourcesFor } from '#shared/domain/amazon-pages.ts';
import { TASK_KINDS, TASK_STATES } from '#shared/domain/human-task.ts';
import { aTask } from '../../../support/a-task.ts';
import { sourcesIn } from '../../../support/sources.ts';
import { aVendorAuthorization } from '../../../support/subjects.ts';

const titles = (...[kind, changes]: Parameters<typeof aTask>) =>
  sourcesFor(aTask(kind, changes)).map(({ title }) => title);

describe("Amazon's own pages", () => {
  it.each(TASK_KINDS)('are named for %s, each with what comes from it', (kind) => {
    const sources = sourcesFor(aTask(kind));

    expect(sources.length).toBeGreaterThan(0);
    for (const { url, says } of sources) {
      expect(url).toMatch(/^https:\/\/developer-docs\.amazon\/sp-api\/docs\/[a-z0-9-]+$/);
      expect(says).toMatch(/^[a-z].*[^.]$/);
    }
    expect(sources.some(({ url }) => url === AMAZON_PAGES.tutorial.url)).toBe(
      TASK_STATES[kind].tutorialStep !== undefined,
    );
  });

  it('fit the kind of account, and the sandbox', () => {
    const authorization = aVendorAuthorization();

    expect(sourcesFor(aTask('self-authorize', { authorization }))[0]?.says).toMatch(
      /^how a vendor authorizes/,
    );
    expect(titles('register-application')).not.toContain(AMAZON_PAGES.sandbox.title);
    expect(titles('register-application', { sandbox: true })).toContain(AMAZON_PAGES.sandbox.title);
  });

  it('have their addresses in one place, as far as people get them for a task', () => {
    const elsewhere = ['shared/web', 'shared/domain', 'shared/tasks', 'functions', 'cli']
      .flatMap(sourcesIn)
      .filter(({ path, text }) => !path.endsWith('/amazon-pages.ts') && /https:\/\/developer-docs/.test(text))
      .map(({ path }) => path);

    expect(elsewhere).toEqual([]);
  });
});
