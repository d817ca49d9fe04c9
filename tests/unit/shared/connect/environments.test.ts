import { expect, it } from '@jest/globals';
import { ENVIRONMENTS, worksOnLocalStack } from '#shared/connect/environments.ts';
import { TARGETS } from '#shared/connect/targets/index.ts';

it('the libraries that reach only api.amazon.com are known, by exec and by export', () => {
  const only = ['amazon-sp-api', 'sp-api-sdk', 'python-amazon-sp-api', 'jlevers-selling-partner-api'];

  expect(Object.keys(ENVIRONMENTS).filter((name) => !worksOnLocalStack(name))).toEqual([
    ...only,
    'csharp-amazon-sp-api',
    'peddler',
  ]);
  expect(TARGETS.filter(({ needsAmazon }) => needsAmazon).map(({ name }) => name)).toEqual([
    ...only,
    'csharp-amazon-sp-api',
    'external-secrets',
    'terraform',
    'github-actions',
    'airbyte',
    'fivetran',
    'n8n',
  ]);
});

it('the targets that offer operations are those whose files change with them', () => {
  expect(TARGETS.filter(({ offersOperations }) => offersOperations).map(({ name }) => name)).toEqual([
    'postman',
    'bruno',
    'rest-client',
    'jetbrains',
  ]);
});
