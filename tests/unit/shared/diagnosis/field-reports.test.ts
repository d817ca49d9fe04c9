import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type ScoredCase, scoreCase } from '../../../../local/diagnosis-score/score.ts';

const casesOf = (name: string): ScoredCase[] =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/diagnosis/${name}.json`, import.meta.url), 'utf8'));

describe.each(['field-reports', 'public-reports'])(
  'every case of %s has its family, in all spellings',
  (name) => {
    it.each(casesOf(name))('$id: $rootCause', (one) => {
      const { verdict, answered } = scoreCase(one);

      expect([verdict, answered]).toEqual(['family right', answered]);
    });
  },
);
