import { describe, expect, it } from '@jest/globals';
import { fullName } from '#shared/operations/named-operations.ts';
import { OPERATIONS } from '#shared/operations/operations.ts';
import { searchOperations } from '#shared/operations/search-operations.ts';

const names = (...words: string[]) => searchOperations(words).map(fullName);

describe('the search for operations', () => {
  it('finds each of them alone by its full name, and by method and path', () => {
    const byName = OPERATIONS.filter((one) => searchOperations([fullName(one)]).length !== 1).map(fullName);
    const byPath = OPERATIONS.filter(
      (one) => !searchOperations([one.method, one.path.replaceAll(/[{}]/g, '')]).includes(one),
    );

    // This name has two methods.
    expect([...new Set(byName)]).toEqual(['shipping/v2/linkCarrierAccount']);
    expect(byPath).toEqual([]);
  });

  it('finds what contains all words, in any case, and everything without words', () => {
    expect(names('Orders', 'SEARCH')).toEqual(['orders/2026-01-01/searchOrders']);
    expect(names('reports get document')).toContain('reports/2021-06-30/getReportDocument');
    expect(names('no-such-thing')).toEqual([]);
    expect(names()).toHaveLength(OPERATIONS.length);
  });
});
