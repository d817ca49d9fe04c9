import { globSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { COMMANDS } from '../../../cli/commands.ts';
import { placesOf } from '../../../cli/completion/tree.ts';
import { createProgram } from '../../../cli/program.ts';

const PLACES = new Map(
  placesOf(await createProgram(Object.keys(COMMANDS))).map((place) => [place.path, place]),
);
const GLOBAL = PLACES.get('spapi');
const takesValue = (option: string) => GLOBAL?.values.some((one) => one.option === option) ?? false;

/** What is wrong with a command as it is written; a word in capitals or … stands for anything. */
function wrongIn(command: string): string[] {
  const words = command.split(/\s+/).slice(1);
  const own = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  const named = own.filter((word, i) => !word.startsWith('-') && !takesValue(own[i - 1] ?? ''));
  let path = 'spapi';
  for (const word of named) {
    if (!PLACES.has(`${path} ${word}`)) break;
    path += ` ${word}`;
  }
  const next = named[path.split(' ').length - 1];
  const place = PLACES.get(path);
  const isOpen = next === undefined || /^(…|help$|COMMAND|[^a-z])/.test(next);
  const unknown = own
    .map((word) => /^--[a-z][\w-]*/.exec(word)?.[0])
    .filter((option) => option && option !== '--help' && !place?.options.some(({ word }) => word === option));
  return [...(place?.commands.length && !isOpen ? [next] : []), ...unknown].map(
    (word) => `${command}: ${word}`,
  );
}

/** The commands of a document: in backticks, or a line of a code block. */
const commandsIn = (text: string): string[] =>
  [...text.matchAll(/(?:`|^\s*(?:npx )?)(spapi [^`\n#|>;&]+)/gm)].map(([, command = '']) => command.trim());

const COMMANDS_IN_DOCUMENTS = ['README.md', 'CHANGELOG.md', ...globSync('docs/*.md')].flatMap((file) =>
  commandsIn(readFileSync(file, 'utf8')).map((command) => ({ file, command })),
);

it('every command in the documents exists, with the options that it is given', () => {
  const wrong = COMMANDS_IN_DOCUMENTS.flatMap(({ file, command }) =>
    wrongIn(command).map((what) => `${file}: ${what}`),
  );

  expect(COMMANDS_IN_DOCUMENTS.length).toBeGreaterThan(150);
  expect(wrong).toEqual([]);
});

it('every command in a message, an error or on a page exists, with the options that it is given', () => {
  const found = globSync(['shared/**/*.ts', 'functions/**/*.ts', 'cli/**/*.ts']).flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(
        /\bspapi (?!import|sellingpartnerapi)(?=--|[a-z])[^\n`'"#|>;&·)<\\]+/g,
      ),
    ].map(([command]) => ({
      file,
      // A value that is put on: `status${again}`.
      command: command.replace(/(?<=\w)\$\{.*/, '').trim(),
    })),
  );
  const wrong = found.flatMap(({ file, command }) => wrongIn(command).map((what) => `${file}: ${what}`));

  expect(found.length).toBeGreaterThan(150);
  expect(wrong).toEqual([]);
});

it.each([
  ['spapi task finish acme-orders/register-queue', 'finish'],
  ['spapi --stage prod stauts acme-orders', 'stauts'],
  ['spapi status --pages', '--pages'],
  ['spapi exec acme-orders --region us-east-1 --until 3 -- app --port 1', '--until'],
])('%s is found to be wrong', (command, word) => {
  expect(wrongIn(command)).toEqual([`${command}: ${word}`]);
});
