import { expect, it } from '@jest/globals';
import { howToName, rolesOfApplication } from '../../../cli/application-roles.ts';
import { anApplication, aVendorAuthorization } from '../../support/subjects.ts';

const addedAt = '2026-01-01T00:00:00.000Z';

it('the roles of an application are those that were named', () => {
  const roles = ['Pricing', 'Direct to Consumer Shipping (Restricted)'].map((name) => ({ name, addedAt }));

  expect(rolesOfApplication(anApplication({ roles }))).toEqual({
    names: ['Pricing', 'Direct to Consumer Shipping'],
    named: true,
  });
});

it('the roles of an application without named ones are those that step 2 asks for', () => {
  const vendor = anApplication({ authorizations: [aVendorAuthorization()] });

  expect(rolesOfApplication(anApplication())).toEqual({ names: ['Product Listing'], named: false });
  expect(rolesOfApplication(anApplication({ operations: ['listTransactions'] })).names).toContain(
    'Finance and Accounting',
  );
  expect(rolesOfApplication(vendor)).toEqual({ names: ['Amazon Fulfillment'], named: false });
});

it('who names roles later is told that each account must be authorized again', () => {
  expect(howToName(anApplication(), ' --local')).toMatch(
    /spapi start acme-orders --marketplace US --role "Product Listing" --local\. Each account must then be authorized again/,
  );
});
