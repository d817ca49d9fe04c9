import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { LAMBDA_ENVIRONMENT } from '../../../../local/bench/cold-start.ts';

it('the environment of the bench has every setting that a function may read when it starts', () => {
  const source = new URL('../../../../shared/lambda/environment.ts', import.meta.url);
  const settings = [...readFileSync(source, 'utf8').matchAll(/setting\('(\w+)'\)/g)].map(([, name]) => name);

  expect(settings.length).toBeGreaterThan(8);
  expect(settings.filter((name = '') => !(name in LAMBDA_ENVIRONMENT))).toEqual([]);
});
