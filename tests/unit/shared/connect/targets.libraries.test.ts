import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseSync } from '@swc/core';
import { ENVIRONMENTS } from '#shared/connect/environments.ts';
import { TARGETS } from '#shared/connect/targets/index.ts';
import { anExport } from '../../../support/export-context.ts';

/** The packages with the program of one of these names are a library. */
const PROGRAM = /^(first-call\.(mjs|php)|first_call\.py|FirstCall\.(java|cs))$/;
const programOf = (name: string, account: 'seller' | 'vendor') =>
  TARGETS.find((one) => one.name === name)
    ?.files(anExport(account))
    .find(({ path }) => PROGRAM.test(path));
const manifestOf = (name: string) =>
  TARGETS.find((one) => one.name === name)
    ?.files(anExport('seller'))
    .find(({ path }) => !PROGRAM.test(path));
const LIBRARIES = TARGETS.map(({ name }) => name).filter((name) => programOf(name, 'seller'));

/** What Python parses of these texts; it is there, as the embedded AWS is written in it. */
function refusedByPython(parse: string, texts: string[]): string {
  const program = `import ast, json, sys, xml.etree.ElementTree as xml\nfor text in json.load(sys.stdin): ${parse}(text)`;
  const { status, stderr } = spawnSync('python3', ['-c', program], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
  });
  return status === 0 ? '' : stderr;
}
const endOf = (path = '') => path.split('.').at(-1) ?? '';

it('has the libraries of Amazon for its five languages, and the five of others that are used most', () => {
  expect(LIBRARIES.toSorted()).toEqual([
    'amazon-sp-api',
    'amazon-sp-api-sdk-js',
    'amzn-sp-api',
    'amzn-spapi-php',
    'csharp-amazon-sp-api',
    'jlevers-selling-partner-api',
    'python-amazon-sp-api',
    'software.amzn.spapi',
    'sp-api-sdk',
    'spapi-sdk',
  ]);
});

describe.each(LIBRARIES)('the program for %s', (name) => {
  const variables = Object.keys(ENVIRONMENTS[name]?.variables ?? {});

  it('reads only variables that exec sets for this library', () => {
    const texts = (['seller', 'vendor'] as const).map((account) => programOf(name, account)?.text ?? '');
    const named = texts.flatMap((text) => text.match(/\b(SP_API|LWA|SELLING_PARTNER)_[A-Z_]+\b/g) ?? []);
    const settings = texts.flatMap((text) => text.match(/(?<=setting\(")\w+/g) ?? []);

    const read = [...named, ...settings.map((setting) => `FikaAmazonAPI__${setting}`)];
    expect(read.length).toBeGreaterThan(0);
    expect(read.filter((variable) => !variables.includes(variable))).toEqual([]);
  });

  it.each(['seller', 'vendor'] as const)(
    'for a %s says how to run it where exec was forgotten',
    (account) => {
      const { text = '' } = programOf(name, account) ?? {};

      expect(text).toContain(`Run this with: spapi exec APP/AUTHORIZATION --for ${name} -- `);
    },
  );

  it('names its packages in exact versions', () => {
    const { path = '', text = '' } = manifestOf(name) ?? {};
    const versions: Record<string, () => string[]> = {
      json: () => Object.values(JSON.parse(text).dependencies ?? JSON.parse(text).require),
      txt: () =>
        text
          .trim()
          .split('\n')
          .map((line) => line.split('==')[1] ?? line),
      xml: () => [...text.matchAll(/<\/artifactId>\s*<version>(.+)<\/version>/g)].map(([, one = '']) => one),
      csproj: () => [...text.matchAll(/PackageReference .*Version="(.+)"/g)].map(([, one = '']) => one),
    };

    const found = versions[endOf(path)]?.() ?? [];
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('is installed and run by one line', () => {
    const [line = '', ...more] = TARGETS.find((one) => one.name === name)?.next(anExport('seller')) ?? [];

    expect(more).toEqual([]);
    expect(line).toContain(` && spapi exec acme-orders/us --for ${name} -- `);
    // The installation runs code of others: it does not get the credentials.
    expect(line.split(' exec ')[1]).not.toMatch(/install|compile| build /);
  });
});

it('exports the versions that npm run test:clients tries', () => {
  const tried = (file: string) =>
    readFileSync(join(import.meta.dirname, '../../../clients/packages', file), 'utf8');
  const { dependencies } = JSON.parse(tried('package.json'));
  const ofNpm = LIBRARIES.map((name) => manifestOf(name)).filter((one) => one?.path === 'package.json');
  const ofPython = LIBRARIES.map((name) => manifestOf(name)).filter(
    (one) => one?.path === 'requirements.txt',
  );

  expect([ofNpm.length, ofPython.length]).toEqual([3, 2]);
  for (const one of ofNpm) expect(dependencies).toMatchObject(JSON.parse(one?.text ?? '').dependencies);
  for (const one of ofPython) expect(tried('requirements.txt')).toContain(`${one?.text.trim()} `);
});

describe('the files', () => {
  const texts = LIBRARIES.flatMap((name) =>
    (['seller', 'vendor'] as const).flatMap(
      (account) => TARGETS.find((one) => one.name === name)?.files(anExport(account)) ?? [],
    ),
  );
  const endingWith = (pattern: RegExp) =>
    texts.filter(({ path }) => pattern.test(endOf(path))).map(({ text }) => text);

  it('for JavaScript are modules', () => {
    const programs = endingWith(/^mjs$/);

    expect(programs).toHaveLength(6);
    for (const program of programs)
      expect(parseSync(program, { syntax: 'ecmascript', target: 'es2022' }).type).toBe('Module');
  });

  it('for Python are taken by its parser', () => {
    const programs = endingWith(/^py$/);

    expect(programs).toHaveLength(4);
    expect(refusedByPython('ast.parse', programs)).toBe('');
  });

  it('for Java and C# have projects in XML', () => {
    const projects = endingWith(/^(xml|csproj)$/);

    expect(projects).toHaveLength(6);
    expect(refusedByPython('xml.fromstring', projects)).toBe('');
  });
});

it('quotes a folder with a blank in the commands', () => {
  const next = TARGETS.find(({ name }) => name === 'amazon-sp-api')?.next({
    ...anExport('seller'),
    out: "./Tim's tools/",
  });

  expect(next?.[0]).toContain(`npm install --prefix './Tim'\\''s tools/' && `);
  expect(next?.[0]).toContain(`node './Tim'\\''s tools/first-call.mjs'`);
});
