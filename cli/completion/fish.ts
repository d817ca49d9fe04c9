import type { Place } from './tree.ts';

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;

/** Completion for fish. The helpers that come with fish mistake the value of an option for a command, so `__spapi_at` finds it. */
export function fishScript(places: Place[]): string[] {
  const paths = places.map(({ path }) => path).filter((path) => path.includes(' '));
  return [
    'function __spapi_at',
    '  set -l path spapi',
    '  for word in (commandline -opc)[2..]',
    `    contains -- "$path $word" ${paths.map(quoted).join(' ')}; and set path "$path $word"`,
    '  end',
    '  test "$path" = "$argv[1]"',
    'end',
    ...places.flatMap(linesOf),
  ];
}

function linesOf({ path, commands, options, values, words }: Place): string[] {
  const start = `complete -c spapi -n ${quoted(`__spapi_at "${path}"`)}`;
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
