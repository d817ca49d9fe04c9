import { describe, expect, it } from '@jest/globals';
import type { TaskSubject } from '#shared/domain/human-task.ts';
import { taskName } from '#shared/domain/human-task.ts';
import { instructionsFor } from '#shared/domain/instructions.ts';
import { APP, anAuthorization, aVendorAuthorization, ROLE_ARN } from '../../../support/subjects.ts';

const task = (changes: Partial<TaskSubject>): TaskSubject => ({
  kind: 'request-data-access',
  appName: APP,
  marketplace: 'US',
  sellingPartner: 'seller',
  sandbox: false,
  ...changes,
});
const VENDOR = { sellingPartner: 'vendor' as const, marketplace: 'DE' };
const stepsOf = (changes: Partial<TaskSubject>) => instructionsFor(task(changes)).steps.join('\n');

describe('the place', () => {
  it.each<[string, Partial<TaskSubject>, string, string]>([
    ['a seller', {}, 'https://sellercentral.amazon.com', 'Apps and Services > Develop Apps'],
    ['a vendor', VENDOR, 'https://vendorcentral.amazon.de', 'Integration > API Integration'],
    [
      'a vendor without a known Vendor Central',
      { ...VENDOR, marketplace: 'IE' },
      'the Vendor Central of Ireland',
      'Integration > API Integration',
    ],
    [
      'the account that is authorized, not the first one',
      { kind: 'self-authorize', authorization: aVendorAuthorization() },
      'https://vendorcentral.amazon.de',
      'Integration > API Integration',
    ],
  ])('is that of %s', (_, changes, page, menu) => {
    const instructions = instructionsFor(task(changes));

    expect([instructions.page, instructions.menu]).toEqual([page, menu]);
  });
});

describe('requesting data access', () => {
  it('brings nothing back', () => {
    const { title, fields } = instructionsFor(task({}));

    expect(title).toBe('Step 2: Request data access');
    expect(fields).toEqual([]);
  });

  it('asks sellers and vendors for the role that their connection test needs', () => {
    const [seller, vendor] = [stepsOf({}), stepsOf(VENDOR)];

    expect(seller).toContain('Product Listing or Selling Partner Insights');
    expect(vendor).toContain('Amazon Fulfillment or Inventory and Order Tracking');
  });

  it("starts with Amazon's reason when the profile was rejected", () => {
    const [first] = instructionsFor(task({ reason: 'no privacy policy' })).steps;

    expect(first).toBe('Amazon rejected the profile the last time: no privacy policy. Mend that first.');
  });
});

describe('registering the application', () => {
  const register = { kind: 'register-application' as const };

  it('brings back three values, of which one is secret', () => {
    const { title, fields } = instructionsFor(task(register));

    expect(title).toBe('Step 5: Register the application');
    expect(fields.map(({ name, secret }) => [name, secret])).toEqual([
      ['applicationId', false],
      ['clientId', false],
      ['clientSecret', true],
    ]);
  });

  it('gives the role ARN to paste, and says when there is none', () => {
    const [withRole, without] = [stepsOf({ ...register, roleArn: ROLE_ARN }), stepsOf(register)];

    expect(withRole).toContain(`${ROLE_ARN} (the role, not the user)`);
    expect(without).toContain('IAM ARN, if the form still asks for it: leave it empty.');
  });

  it.each<[Partial<TaskSubject>, string]>([
    [{}, 'Application type: Production'],
    [{ sandbox: true }, 'Application type: Sandbox'],
    [{}, 'Business entity: Sellers'],
    [VENDOR, 'Business entity: Vendors'],
  ])('names what to choose for %j', (changes, text) => {
    const steps = stepsOf({ ...register, ...changes });

    expect(steps).toContain(text);
  });
});

describe('authorizing the application', () => {
  it('names the account and brings back the refresh token, which is secret', () => {
    const authorize = task({ kind: 'self-authorize', authorization: anAuthorization() });

    const { title, steps, fields } = instructionsFor(authorize);

    expect(title).toBe('Step 6: Authorize the application');
    expect(steps[0]).toBe('Sign in with the seller account that sells in US (region NA).');
    expect(fields).toEqual([{ name: 'refreshToken', label: 'Refresh token (Atzr|…)', secret: true }]);
  });

  it.each([
    [anAuthorization(), 'Choose "Authorize app"'],
    [aVendorAuthorization(), 'Choose "Generate refresh token"'],
  ])('names the button of $sellingPartner', (authorization, button) => {
    const steps = stepsOf({ kind: 'self-authorize', authorization });

    expect(steps).toContain(button);
  });
});

describe('the name of a task', () => {
  it('is its kind, with the account it is for', () => {
    const names = [
      taskName(task({})),
      taskName({ kind: 'self-authorize', authorization: aVendorAuthorization() }),
    ];

    expect(names).toEqual(['request-data-access', 'self-authorize-vendor-de']);
  });
});
