import { describe, expect, it } from '@jest/globals';
import { namedOperations } from '#shared/operations/named-operations.ts';
import type { Operation } from '#shared/operations/operation.ts';
import { smallestRoles } from '#shared/operations/smallest-roles.ts';

const the = (...names: string[]) => names.flatMap((name) => namedOperations(name));
const needing = (...roles: string[]) =>
  ({ roles, parameters: [], path: '/x', method: 'GET' }) as never as Operation;

describe('the smallest set of roles', () => {
  it('is one that all operations share, where there is one', () => {
    expect(smallestRoles(the('orders/v0/getOrders', 'createReport')).roles).toEqual(['Amazon Fulfillment']);
    expect(
      smallestRoles(the('orders/2026-01-01/searchOrders', 'reports/2021-06-30/createReport', 'getPricing'))
        .roles,
    ).toEqual(['Pricing']);
  });

  it('is found where the most common role is in none of the best sets', () => {
    const found = smallestRoles([needing('A', 'X'), needing('A', 'Y'), needing('X'), needing('Y')]);

    expect(found.roles).toEqual(['X', 'Y']);
  });

  it('of two sets of the same size is the one with fewer restricted roles', () => {
    expect(smallestRoles([needing('A (Restricted)', 'B')]).roles).toEqual(['B']);
  });

  it('counts only roles that are valid in the region', () => {
    const probe = the('getMarketplaceParticipations', 'getPrepInstructions');

    expect(smallestRoles(probe, 'FE').roles).toEqual(['Amazon Fulfillment']);
    expect(smallestRoles(probe, 'NA').roles).toHaveLength(2);
  });

  it('names what needs no role, what Amazon lists none for, and what no role allows', () => {
    const found = smallestRoles(the('getDestinations', 'awd/x', 'getPayslip', 'createOutbound'), 'NA');

    expect([found.grantless.length, found.unknown.length, found.impossible]).toEqual([1, 1, []]);
    expect(found.roles).toEqual([]);
  });
});
