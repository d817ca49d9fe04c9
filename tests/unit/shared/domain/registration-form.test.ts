import { describe, expect, it } from '@jest/globals';
import type { TaskSubject } from '#shared/domain/human-task.ts';
import { registrationForm } from '#shared/domain/registration-form.ts';
import { APP, ROLE_ARN } from '../../../support/subjects.ts';

const task: TaskSubject = {
  kind: 'register-application',
  appName: APP,
  marketplace: 'US',
  sellingPartner: 'seller',
  sandbox: false,
};

describe('the registration form', () => {
  it('is filled in for a production application of a seller, with the role', () => {
    const entries = registrationForm({ ...task, roleArn: ROLE_ARN });

    expect(entries.map(({ field, value }) => [field, value])).toEqual([
      ['App name', APP],
      ['API type', 'SP-API'],
      ['Application type', 'Production'],
      ['IAM ARN', ROLE_ARN],
      ['Business entity', 'Sellers'],
      ['Roles', 'Product Listing or Selling Partner Insights'],
      ['Restricted data token (delegating access to personal data)', 'No'],
    ]);
  });

  it('is filled in for a sandbox application of a vendor, without IAM', () => {
    const entries = registrationForm({ ...task, sellingPartner: 'vendor', sandbox: true });

    expect(entries.slice(2, 5)).toEqual([
      { field: 'Application type', value: 'Sandbox' },
      { field: 'IAM ARN', value: 'leave it empty', note: 'If the form has this field at all.' },
      {
        field: 'Business entity',
        value: 'Vendors',
        note: 'Tick both if accounts of both kinds will authorize the application later.',
      },
    ]);
  });

  it('names both business entities where sellers and vendors will authorize it', () => {
    const entries = registrationForm({ ...task, kinds: ['seller', 'vendor'] });

    expect(entries.find(({ field }) => field === 'Business entity')).toEqual({
      field: 'Business entity',
      value: 'Sellers and Vendors',
      note: 'Tick both: accounts of both kinds will authorize the application.',
    });
  });

  it('names the roles that step 2 asks for', () => {
    const roleNeeds = [
      'Product Listing: for getOrders',
      'Tax Invoicing (restricted): for getOrder: personal data',
    ];
    const entries = registrationForm({ ...task, roleNeeds });

    expect(entries.find(({ field }) => field === 'Roles')).toEqual({
      field: 'Roles',
      value: 'Product Listing, Tax Invoicing (restricted)',
      note: 'These are the roles of step 2. Choose every other approved role that you will use, too.',
    });
  });

  it('marks what is pasted as it stands: name and role', () => {
    const exact = (changes: Partial<TaskSubject>) =>
      registrationForm({ ...task, ...changes }).flatMap((entry) => (entry.exact ? [entry.value] : []));

    expect([exact({ roleArn: ROLE_ARN }), exact({})]).toEqual([[APP, ROLE_ARN], [APP]]);
  });

  it('says which ARN is wrong beside the right one', () => {
    const entry = registrationForm({ ...task, roleArn: ROLE_ARN }).find(({ field }) => field === 'IAM ARN');

    expect(entry?.note).toBe(
      'If the form has this field, paste it; if it has none, go on. This is the ARN of the role (…:role/…). The ARN of the user (…:user/…) is wrong here.',
    );
  });
});
