import { filesIn, stepNames } from '../../../local/bench/bundles.ts';
import { productionPackages } from '../../../local/licences.ts';

/** The package that a file below node_modules is of. */
const packageOf = (path: string) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];

it('the bundles are made of functions, shared code and production dependencies alone', async () => {
  const production = new Set(productionPackages().map(({ name }) => name));
  const files = await filesIn(stepNames());

  const foreign = files.filter((path) => {
    const name = packageOf(path);
    return name ? !production.has(name) : !/^(functions|shared)\//.test(path);
  });
  expect(files.length).toBeGreaterThan(300);
  expect(foreign).toEqual([]);
});
