import { describe, expect, it } from '@jest/globals';
import type { Central } from '#shared/domain/centrals.ts';
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

const SELLER = { name: 'Seller Central', menu: 'Apps and Services > Develop Apps' };
const VENDORS = { name: 'Vendor Central', menu: 'Integration > API Integration' };

describe('the place', () => {
  it.each<[string, Partial<TaskSubject>, Central]>([
    ['a seller', {}, { ...SELLER, url: 'https://sellercentral.amazon.com' }],
    ['a vendor', VENDOR, { ...VENDORS, url: 'https://vendorcentral.amazon.de' }],
    [
      'a vendor without a known Vendor Central',
      { ...VENDOR, marketplace: 'IE' },
      { ...VENDORS, name: 'the Vendor Central of Ireland' },
    ],
    [
      'the account that is authorized, not the first one',
      { kind: 'self-authorize', authorization: aVendorAuthorization() },
      { ...VENDORS, url: 'https://vendorcentral.amazon.de' },
    ],
  ])('is that of %s', (_, changes, central) => {
    expect(instructionsFor(task(changes)).central).toEqual(central);
  });

  it("is the stand-in's when its address is given", () => {
    const { central } = instructionsFor(task({}), 'http://127.0.0.1:9000/{host}');

    expect(central).toEqual({ ...SELLER, url: 'http://127.0.0.1:9000/sellercentral.amazon.com' });
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
    expect(vendor).toContain('Ask for the role Amazon Fulfillment or Inventory and Order Tracking at least');
  });

  it('asks for the roles that all accounts need, each with its reason', () => {
    const both = stepsOf({ kinds: ['seller', 'vendor'] });
    const known = stepsOf({ roleNeeds: ['Product Listing: for getOrders'] });

    expect(both).toMatch(/seller accounts needs one of them\.\n.*vendor accounts needs one of them\./);
    expect(known).toContain('Ask for these roles at least:\nRole Product Listing: for getOrders.');
  });

  it("starts with Amazon's reason when the profile was rejected", () => {
    const [first] = instructionsFor(task({ reason: 'no privacy policy' })).steps;

    expect(first).toBe(
      'Amazon rejected the last submission: no privacy policy. Fix this before you submit again.',
    );
  });
});

describe('registering the queue', () => {
  const queue = { arn: 'arn:aws:sqs:us-east-1:111122223333:q', since: '2027-01-01T00:00:00.000Z' };
  const register = { kind: 'register-queue' as const, queue };

  it('is no step of the tutorial, and brings nothing back', () => {
    const { title, fields } = instructionsFor(task(register));

    expect([title, fields]).toEqual(['Register the queue for client secrets', []]);
  });

  it('names the page, the queue and both notifications as Amazon does, and what the proof brings about', () => {
    expect(instructionsFor(task(register)).steps).toEqual([
      'Sign in as the primary user of the account that has registered the application.',
      'Open "Notification Preferences" there, and on it "Subscription".',
      `Choose "Add new destination", enter the ARN of the queue, ${queue.arn}, and create the destination.`,
      'Subscribe it to "Application Client New Secret" and to "Application Client Secret Expiry".',
      `Then confirm it here. This starts a rotation as a test: the stack requests a new client secret of ${APP}, and sends it to the queue.`,
      'The old secret works for seven more days: anything that stores a copy has to read the new one before that.',
    ]);
  });

  it("starts with Amazon's reason when it made no new secret", () => {
    const [first] = instructionsFor(task({ ...register, reason: 'Not enrolled.' })).steps;

    expect(first).toBe('Amazon made no new secret the last time: Not enrolled. Fix this first.');
  });
});

describe('registering the application', () => {
  const register = { kind: 'register-application' as const };

  it('brings back three values, of which one is secret', () => {
    const { title, fields } = instructionsFor(task(register));

    expect(title).toBe('Step 5: Register the application');
    expect(fields).toEqual([
      { name: 'applicationId', label: 'Application id', looksLike: 'amzn1.sp.solution.…', secret: false },
      {
        name: 'clientId',
        label: 'LWA client id',
        looksLike: 'amzn1.application-oa2-client.…',
        secret: false,
      },
      { name: 'clientSecret', label: 'LWA client secret', looksLike: 'amzn1.oa2-cs.v1.…', secret: true },
    ]);
  });

  it('gives the role ARN to paste, and says when there is none', () => {
    const [withRole, without] = [stepsOf({ ...register, roleArn: ROLE_ARN }), stepsOf(register)];

    expect(withRole).toContain(
      `\nIAM ARN: ${ROLE_ARN} (If the form has this field, paste it; if it has none, go on. This is the ARN of the role (…:role/…). The ARN of the user (…:user/…) is wrong here)\n`,
    );
    expect(without).toContain('\nIAM ARN: leave it empty (If the form has this field at all)\n');
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
    expect(fields).toEqual([
      { name: 'refreshToken', label: 'Refresh token', looksLike: 'Atzr|…', secret: true },
    ]);
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
