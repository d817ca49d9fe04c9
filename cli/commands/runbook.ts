import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { note, print } from '../output.ts';
import { findSection, followable, RUNBOOK_FILES, readRunbook } from '../runbook.ts';

const EXAMPLES = `
It needs no AWS. Without words it lists all headings. The second line of every message has the command.

Examples:
  spapi runbook AwsDenied
  spapi runbook "RegisterApplication waits for you"
  spapi runbook "Before you start"
`;

/** Adds `runbook`. */
export function addRunbook(program: Command): void {
  program
    .command('runbook')
    .description('Prints the section of the runbook for a message or an error.')
    .argument('[words...]', 'words of its heading, as the message has them')
    .addHelpText('after', EXAMPLES)
    .action((words: string[]) => show(words.join(' ').trim()));
}

function show(words: string): void {
  const sections = readRunbook();
  if (words === '') {
    print(...sections.filter(({ file }) => file === RUNBOOK_FILES[0]).map(({ heading }) => heading));
    return;
  }
  const found = findSection(sections, words);
  if (!found)
    throw new UsageError(
      'The runbook has no heading with these words. See all headings with "spapi runbook".',
    );
  print(followable(found, sections));
  if (found.text.includes('$'))
    note('The variables in its commands, such as $APP: spapi runbook "Before you start"');
}
