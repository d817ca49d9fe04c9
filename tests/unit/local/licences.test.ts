import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LICENCES_FILE, licenceList, productionPackages } from '../../../local/licences.ts';

describe('the licences of what is deployed', () => {
  it('are listed in docs/licences.md, which npm run licences writes', () => {
    expect(readFileSync(LICENCES_FILE, 'utf8')).toBe(licenceList());
  });

  it('are permissive', () => {
    const licences = new Set(productionPackages().map(({ licence }) => licence));

    expect([...licences].toSorted()).toEqual(['0BSD', 'Apache-2.0', 'MIT', 'MIT-0']);
  });
});
