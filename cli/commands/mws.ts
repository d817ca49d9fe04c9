import type { Command } from 'commander';
import { findMwsOperations, MWS_OPERATIONS } from '#shared/mws/mws.ts';
import { MWS_TYPE, typeToday } from '#shared/mws/mws-types.ts';
import { scanSource } from '#shared/mws/scan-source.ts';
import { UsageError } from '../errors.ts';
import { asMarkdown, linesOf, migrationsOf, type Place } from '../mws/migration.ts';
import { sourceFiles } from '../mws/source-files.ts';
import { note, print, printJson } from '../output.ts';

interface Options {
  json?: boolean;
}

const EXAMPLES = `
It needs no AWS. Without an operation it lists all of them.

Examples:
  spapi mws ListOrders
  spapi mws Products/GetServiceStatus
  spapi mws _GET_ORDERS_DATA_
  spapi mws scan ./src > migration.md
  spapi mws scan ./src --json
`;

/** Adds `mws` and `mws scan`. */
export function addMws(program: Command): void {
  const mws = program
    .command('mws')
    .description('Says what to call in place of an operation, report type or feed type of Amazon MWS.')
    .argument('[operation]', 'operation or type of MWS, for example ListOrders')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((operation: string | undefined, _options, command: Command) =>
      show(operation, command.optsWithGlobals<Options>()),
    );
  mws
    .command('scan')
    .description('Finds what belongs to MWS in a source tree, and prints what to call instead as Markdown.')
    .argument('<dir>', 'folder, or one file')
    .option('--json', 'print one JSON document')
    .action((dir: string, _options, command: Command) => scan(dir, command.optsWithGlobals<Options>()));
}

function show(text: string | undefined, { json }: Options): void {
  if (text && MWS_TYPE.test(text.toUpperCase())) showType(text, json);
  else showOperations(text, json);
}

function showOperations(text: string | undefined, json: boolean | undefined): void {
  const found = text ? findMwsOperations(text) : MWS_OPERATIONS;
  if (found.length === 0) throw unknown(text ?? '');
  if (json) printJson({ operations: found });
  else print(...found.flatMap((one, i) => [...(i > 0 ? [''] : []), ...linesOf(one)]));
}

function showType(type: string, json: boolean | undefined): void {
  const { now, note: about } = typeToday(type);
  if (json) printJson({ type, now, ...(about && { note: about }) });
  else
    print(
      `MWS ${type}: ${now.length > 0 ? now.join(', ') : 'nothing replaces it'}`,
      ...(about ? [`  What differs: ${about}`] : []),
    );
}

function unknown(text: string): UsageError {
  const part = text.toLowerCase().slice(0, 40);
  const near = MWS_OPERATIONS.filter(({ operation }) => operation.toLowerCase().includes(part));
  const names = [...new Set(near.map(({ operation }) => operation))].slice(0, 8);
  return new UsageError(
    `MWS had no operation of this name.${names.length > 0 ? ` Did you mean ${names.join(', ')}?` : ' See all with "spapi mws".'}`,
  );
}

function scan(dir: string, { json }: Options): void {
  const places: Place[] = [];
  let files = 0;
  const unread: string[] = [];
  for (const { path, text } of sourceFiles(dir, (path) => unread.push(path))) {
    files += 1;
    places.push(...scanSource(path, text).map((found) => ({ file: path, ...found })));
  }
  const migrations = migrationsOf(places);
  if (json) printJson({ files, migrations, places });
  else print(...asMarkdown(dir, migrations));
  note(`${files} source files read.`, ...unread.map((path) => `Not read, for want of rights: ${path}`));
}
