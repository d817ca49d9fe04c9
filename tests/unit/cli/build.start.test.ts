import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { COMMANDS } from '../../../cli/commands.ts';
import { judgeStarts } from '../../../local/bench/start-time.ts';
import { builtCli } from '../../../local/person/built-cli.ts';

const cli = await builtCli();
const read = (file: string) => readFileSync(file, 'utf8');

/** The modules that Node reads for a module before any of it runs. */
function readWith(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file)) return known;
  known.add(file);
  for (const [, path = ''] of read(file).matchAll(/(?:^|[;\n}])import(?:[\w*{}$, ]+from)?"(\.\/[^"]+)"/g))
    readWith(join(dirname(file), path), known);
  return known;
}

const bytesOf = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + Buffer.byteLength(read(file)), 0);

describe('the start of the bundled program', () => {
  const forHelp = readWith(cli);

  it('reads few modules and no client of AWS for --help', () => {
    expect(forHelp.size).toBeLessThanOrEqual(8);
    expect(bytesOf(forHelp)).toBeLessThan(80_000);
    expect([...forHelp].filter((file) => /aws-sdk|SSMClient|X-Amz-Target/.test(read(file)))).toEqual([]);
  });

  const commands = Object.keys(COMMANDS).map((name) => {
    const [file = ''] = read(cli).match(new RegExp(`\\./${name}(-\\w+)*-[A-Z0-9]{8}\\.mjs`)) ?? [];
    return { name, text: [...readWith(join(dirname(cli), file))].map(read).join('\n') };
  });

  it('reads no operation of SP-API for completion', () => {
    const { text = '' } = commands.find(({ name }) => name === 'completion') ?? {};

    expect(text).toContain('bash-completion');
    expect(text).not.toContain('getMarketplaceParticipations');
  });

  it.each(commands)(
    'reads no client of AWS, prompt or rule of the diagnosis for $name --help',
    ({ text }) => {
      expect(text).not.toMatch(/X-Amz-Target|AWSSDK|readline|sts-new-role-propagation/i);
      expect(Buffer.byteLength(text)).toBeLessThan(380_000);
    },
  );
});

describe('the times of starts', () => {
  const judged = (bare: number, help: number, status = 100) =>
    judgeStarts([
      { command: 'node -e 0', ms: bare },
      { command: 'spapi --help', ms: help },
      { command: 'spapi status', ms: status },
    ]);

  it('are as promised within 120 ms and four times a bare Node for --help, and 250 ms for a command', () => {
    expect(judged(40, 120, 250)).toEqual([]);
    expect(judged(40, 121)).toEqual(['spapi --help: 121 ms, at most 120 ms']);
    expect(judged(20, 81)).toEqual(['spapi --help: 81 ms, at most 80 ms']);
    expect(judged(40, 100, 251)).toEqual(['spapi status: 251 ms, at most 250 ms']);
  });

  it('are judged by what a bare Node takes on a busy machine', () => {
    expect(judged(80, 240, 500)).toEqual([]);
    expect(judged(80, 241, 501)).toEqual([
      'spapi --help: 241 ms, at most 240 ms',
      'spapi status: 501 ms, at most 500 ms',
    ]);
  });
});
