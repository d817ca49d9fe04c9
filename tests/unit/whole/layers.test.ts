import { describe, expect, it } from '@jest/globals';
import { type Import, type Source, sourcesIn, violations } from '../../support/sources.ts';

const SHARED = sourcesIn('shared');
const FUNCTIONS = sourcesIn('functions');
const below = (folder: string) => SHARED.filter(({ path }) => path.startsWith(`${folder}/`));

/** Our own code starts with a folder of the project; everything else is a package. */
const isOurs = ({ target }: Import) => /^(shared|functions|cli|local|tests)\//.test(target);
const isIn =
  (...folders: string[]) =>
  ({ target }: Import) =>
    folders.some((folder) => target.startsWith(`shared/${folder}/`) || target === `shared/${folder}`);
const folderOf = (path: string) => path.split('/').slice(0, 2).join('/');
const stepFiles = FUNCTIONS.filter(({ path }) => !path.endsWith('/handler.ts'));

const containing = (sources: Source[], pattern: RegExp) =>
  sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

describe('the sources', () => {
  it('are found with their imports', () => {
    const counted = [SHARED, FUNCTIONS].map((sources) => [
      sources.length > 30,
      sources.flatMap(({ imports }) => imports).length > 60,
    ]);

    expect(counted).toEqual([
      [true, true],
      [true, true],
    ]);
  });
});

describe('dependencies point one way', () => {
  it('shared/errors imports nothing but itself', () => {
    const found = violations(below('shared/errors'), isIn('errors'));

    expect(found).toEqual([]);
  });

  it('shared/domain imports domain, errors, zod and Node only', () => {
    const allowed = (one: Import) =>
      isIn('domain', 'errors')(one) || /^zod(\/|$)/.test(one.target) || one.target.startsWith('node:');

    const found = violations(below('shared/domain'), allowed);

    expect(found).toEqual([]);
  });

  it('shared/clients imports domain, errors, clients and packages only', () => {
    const found = violations(
      below('shared/clients'),
      (one) => !isOurs(one) || isIn('domain', 'errors', 'clients')(one),
    );

    expect(found).toEqual([]);
  });

  it('shared/web imports web, domain, errors and Node only', () => {
    const allowed = (one: Import) => isIn('web', 'domain', 'errors')(one) || one.target.startsWith('node:');

    const found = violations(below('shared/web'), allowed);

    expect(found).toEqual([]);
  });

  it('shared/tasks knows no page', () => {
    const found = violations(below('shared/tasks'), (one) => !isIn('web')(one));

    expect(found).toEqual([]);
  });

  it('shared/services is types of clients and domain alone', () => {
    const services = SHARED.filter(({ path }) => path === 'shared/services.ts');

    const found = violations(services, (one) => one.typeOnly && isIn('clients', 'domain')(one));

    expect(found).toEqual([]);
  });

  it('shared imports no function, command, stand-in or test', () => {
    const found = violations(SHARED, ({ target }) => !/^(functions|cli|local|tests)\//.test(target));

    expect(found).toEqual([]);
  });

  it('shared knows Lambda in shared/lambda only', () => {
    const others = SHARED.filter(({ path }) => !path.startsWith('shared/lambda/'));

    const found = violations(others, (one) => !isIn('lambda')(one));

    expect(found).toEqual([]);
  });
});

describe('a function', () => {
  it('imports no other function', () => {
    const found = violations(
      FUNCTIONS,
      ({ target }, { path }) => !target.startsWith('functions/') || folderOf(target) === folderOf(path),
    );

    expect(found).toEqual([]);
  });

  it('gets its clients and its Lambda from the handler: the step knows their types only', () => {
    const found = violations(stepFiles, (one) => one.typeOnly || !isIn('clients', 'lambda')(one));

    expect(found).toEqual([]);
  });

  it('shows no page, except the one that serves them', () => {
    const others = FUNCTIONS.filter(({ path }) => !path.startsWith('functions/serve-task-pages/'));

    const found = violations(others, (one) => !isIn('web')(one));

    expect(found).toEqual([]);
  });

  it('uses no AWS SDK and no Node network itself', () => {
    const found = violations(
      FUNCTIONS,
      ({ target }) => !/^(@aws-sdk\/|node:https?$|aws4fetch$)/.test(target),
    );

    expect(found).toEqual([]);
  });
});

describe('one file alone', () => {
  it('reads the environment', () => {
    const found = containing(
      [...SHARED, ...FUNCTIONS],
      /\bprocess\s*(\.\s*env|\[)|\benv\b.*from 'node:process'/,
    );

    // Files for Bruno have these words in them.
    const readers = found.filter((path) => !path.startsWith('shared/connect/targets/'));
    expect(readers).toEqual(['shared/lambda/environment.ts']);
  });

  it('for each kind of function imports middy and Powertools', () => {
    const users = [...SHARED, ...FUNCTIONS].filter(({ imports }) =>
      imports.some(({ target }) => /^@(middy|aws-lambda-powertools)\//.test(target)),
    );

    expect(users.map(({ path }) => path)).toEqual([
      'shared/lambda/define-call.ts',
      'shared/lambda/define-event.ts',
      'shared/lambda/define-page.ts',
      'shared/lambda/define-queue.ts',
      'shared/lambda/define-request.ts',
      'shared/lambda/define-step.ts',
      'shared/lambda/metrics.ts',
    ]);
  });
});
