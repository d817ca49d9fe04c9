import { expect, it } from '@jest/globals';
import { healthLinkMessage } from '#shared/domain/health-link-message.ts';
import type { Overview } from '#shared/domain/overview.ts';

const LINK = { url: 'https://pages.example/x', expiresAt: '2027-01-15T00:00:00.000Z' };
const an = (appName: string, changes: Partial<Overview> = {}): Overview => ({
  ...{ appName, state: 'ready', causes: [], credentials: [], history: [] },
  ...changes,
});
const linesOf = (overviews: Overview[]) => healthLinkMessage(overviews, LINK).body.split('\n');

it('the regular message says who has to do what, and gives the link', () => {
  const next = { who: 'the primary user', what: 'Register the application', task: 'register-application' };
  const failed = { who: 'whoever administers the AWS account', what: 'ProvisionIamUser failed: AwsDenied.' };
  const overviews = [an('a', { next }), an('b', { next: failed }), an('c')];

  expect(healthLinkMessage(overviews, LINK).subject).toBe(
    '[all-applications] Health: 2 of 3 applications wait for someone',
  );
  expect(linesOf(overviews)).toEqual([
    '2 of 3 applications wait for someone.',
    'Runbook: spapi runbook "Health:" (or search docs/runbook.md of sp-api-private-app for these words)',
    'a: primary user: register the application',
    'b: whoever administers the AWS account: ProvisionIamUser failed: AwsDenied.',
    'See days left, the last 90 days and all due dates: https://pages.example/x',
    'The link works until 2027-01-15 00:00 UTC; the next message brings a new one. Anyone with this link can read the page, which shows no secret.',
    'The same on a terminal: spapi status · Withdraw all such links: spapi status --withdraw-links',
  ]);
});

it('the regular message begins with the applications whose calls Amazon refuses', () => {
  const causes = [{ check: 'CheckClient', error: 'ClientSecretRejected', remedy: 'Do.' }];
  const next = { who: 'x', what: 'y' };

  expect(linesOf([an('a', { causes, next }), an('b')])[0]).toBe(
    'Calls fail now: a. 1 of 2 applications waits for someone.',
  );
  expect(linesOf([an('a', { causes: [{ check: 'x', error: 'AwsDenied', remedy: 'y' }] })])[0]).toBe(
    'No application waits for anyone.',
  );
});

it('the regular message names four at most', () => {
  const next = { who: 'x', what: 'y' };
  const lines = linesOf(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => an(name, { next })));

  expect(lines.slice(2, 7)).toEqual(['a: x: y', 'b: x: y', 'c: x: y', 'd: x: y', 'And 2 more.']);
});
