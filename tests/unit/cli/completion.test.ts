import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { COMMANDS } from '../../../cli/commands.ts';
import { bashScript, zshScript } from '../../../cli/completion/bash.ts';
import { fishScript } from '../../../cli/completion/fish.ts';
import { placesOf } from '../../../cli/completion/tree.ts';
import { createProgram } from '../../../cli/program.ts';

const places = placesOf(await createProgram(Object.keys(COMMANDS)));
const placeOf = (path: string) => places.find((place) => place.path === path);

describe('the completion', () => {
  it('knows the commands below commands, with the options of all', () => {
    expect(placeOf('spapi')?.commands.map(({ word }) => word)).toContain('deploy');
    expect(placeOf('spapi task')?.commands.map(({ word }) => word)).toEqual([
      ...['list', 'show', 'complete', 'reject'],
    ]);
    expect(placeOf('spapi task complete')?.options.map(({ word }) => word)).toEqual(
      expect.arrayContaining(['--from-stdin', '--stage', '--help']),
    );
  });

  it('knows choices, targets and operations from the program and its catalogues', () => {
    const valuesOf = (path: string, wanted: string) =>
      placeOf(path)?.values.find(({ option }) => option === wanted)?.words;

    expect(valuesOf('spapi start', '--iam')).toEqual(['create', 'adopt', 'none']);
    expect(valuesOf('spapi start', '--operation')).toContain('getOrders');
    expect(valuesOf('spapi export', '--to')).toEqual(expect.arrayContaining(['list', 'postman']));
    expect(valuesOf('spapi status', '--region')).toEqual([]);
    expect(placeOf('spapi call')?.words).toContain('getMarketplaceParticipations');
  });
});

describe('the script for bash', () => {
  /** What bash offers for the last word. */
  const offered = (...words: string[]) => {
    const script = [
      ...bashScript(places),
      `COMP_WORDS=(spapi ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _spapi`,
      `printf '%s\\n' "\${COMPREPLY[@]}"`,
    ].join('\n');
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout.split('\n').filter(Boolean);
  };

  it.each([
    [['depl'], ['deploy']],
    [['task', 'c'], ['complete']],
    [['--stage', 'prod', 'task', 're'], ['reject']],
    [
      ['start', 'acme-orders', '--iam', ''],
      ['create', 'adopt', 'none'],
    ],
    [['export', 'acme-orders', '--to', 'postm'], ['postman']],
    [['call', 'acme-orders', 'getMarketplaceP'], ['getMarketplaceParticipations']],
    [['status', '--region', ''], []],
    [['completion', ''], expect.arrayContaining(['bash', 'zsh', 'fish'])],
  ])('completes %j', (words, expected) => {
    expect(offered(...words)).toEqual(expected);
  });
});

it('the command prints the script of its shell', () => {
  const { status, stdout } = spawnSync(process.execPath, ['cli/spapi.ts', 'completion', 'bash'], {
    encoding: 'utf8',
  });

  expect([status, stdout]).toEqual([0, `${bashScript(places).join('\n')}\n`]);
});

it('the script for zsh is that for bash, read as such', () => {
  expect(zshScript(places).slice(2)).toEqual(bashScript(places));
  expect(zshScript(places)[1]).toContain('bashcompinit');
});

it('the script for fish offers each word at its place', () => {
  const lines = fishScript(places);

  expect(lines.find((line) => line.includes("-f -a 'reject'"))).toContain(`-n '__spapi_at "spapi task"'`);
  expect(lines).toContain(
    `complete -c spapi -n '__spapi_at "spapi start"' -l iam -r -f -a 'create adopt none' -d 'how IAM is provided'`,
  );
  expect(lines.find((line) => line.includes("-f -a 'deploy'"))).toContain(`-n '__spapi_at "spapi"'`);
});

const has = (shell: string) => spawnSync(shell, ['--version']).status === 0;

(has('zsh') ? it : it.skip)('the script for zsh is one that zsh reads', () => {
  const { status, stderr } = spawnSync('zsh', ['-n'], {
    input: zshScript(places).join('\n'),
    encoding: 'utf8',
  });

  expect([status, stderr]).toEqual([0, '']);
});

(has('fish') ? describe : describe.skip)('the script for fish, read by fish', () => {
  /** What fish offers for the last word, without the descriptions. */
  const offered = (line: string) => {
    const script = [...fishScript(places), `complete -C '${line}'`].join('\n');
    const { stdout, stderr } = spawnSync('fish', ['--no-config', '-c', script], { encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout
      .split('\n')
      .filter(Boolean)
      .map((offer) => offer.split('\t')[0]);
  };

  it.each([
    ['spapi st', ['start', 'status']],
    ['spapi --stage prod st', ['start', 'status']],
    ['spapi --stage prod task re', ['reject']],
    ['spapi start acme-orders --iam ', ['adopt', 'create', 'none']],
    ['spapi start task --ia', ['--iam']],
    ['spapi export acme-orders --to postm', ['postman']],
    ['spapi call acme-orders getMarketplaceP', ['getMarketplaceParticipations']],
  ])('completes "%s"', (line, expected) => {
    expect(offered(line)).toEqual(expected);
  });
});
