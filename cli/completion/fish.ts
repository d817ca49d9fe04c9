import type { Place } from './tree.ts';

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;

/** Completion for fish. */
export const fishScript = (places: Place[]): string[] => places.flatMap(linesOf);

function linesOf({ path, commands, options, values, words }: Place): string[] {
  const start = `complete -c spapi -n ${quoted(conditionFor(path, commands))}`;
  const valuesOf = new Map(values.map(({ option, words }) => [option, words]));
  return [
    ...commands.map(({ word, about }) => `${start} -f -a ${quoted(word)} -d ${quoted(about)}`),
    ...options.map(({ word, about }) => {
      const known = valuesOf.get(word);
      const value = known ? ` -r${known.length > 0 ? ` -f -a ${quoted(known.join(' '))}` : ''}` : '';
      return `${start} -l ${word.replace(/^--/, '')}${value} -d ${quoted(about)}`;
    }),
    ...(words.length > 0 ? [`${start} -f -a ${quoted(words.join(' '))}`] : []),
  ];
}

/** Where the cursor is in a command: its own words are there, and none of the commands below it. */
function conditionFor(path: string, below: Place['commands']): string {
  const words = path.split(' ').slice(1);
  if (words.length === 0) return '__fish_use_subcommand';
  const seen = words.map((word) => `__fish_seen_subcommand_from ${word}`);
  const none =
    below.length > 0 ? [`not __fish_seen_subcommand_from ${below.map(({ word }) => word).join(' ')}`] : [];
  return [...seen, ...none].join('; and ');
}
