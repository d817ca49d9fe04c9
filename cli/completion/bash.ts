import type { Place } from './tree.ts';

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
const line = (pattern: string, words: string[]) =>
  `    ${quoted(pattern)}) words=${quoted(words.join(' '))} ;;`;

/** A word of the line, as bash has it. */
const word = (index: string) => `\${COMP_WORDS[${index}]}`;

/** Completion for bash; zsh reads it too. */
export function bashScript(places: Place[]): string[] {
  const paths = places.map(({ path }) => path).filter((path) => path.includes(' '));
  return [
    '_spapi() {',
    '  local cur prev path words i',
    `  cur="${word('COMP_CWORD')}" prev="${word('COMP_CWORD-1')}" path=spapi`,
    '  for ((i = 1; i < COMP_CWORD; i++)); do',
    `    case "$path ${word('i')}" in`,
    `      ${paths.map(quoted).join('|')}) path="$path ${word('i')}" ;;`,
    '    esac',
    '  done',
    '  case "$path $prev" in',
    ...places.flatMap(({ path, values }) =>
      values.map(({ option, words }) => line(`${path} ${option}`, words)),
    ),
    '    *) case "$path" in',
    ...places.map(({ path, commands, options, words }) =>
      line(path, [...[...commands, ...options].map(({ word }) => word), ...words]),
    ),
    '    esac ;;',
    '  esac',
    '  COMPREPLY=($(compgen -W "$words" -- "$cur"))',
    '}',
    'complete -o default -F _spapi spapi',
  ];
}

/** Completion for zsh, which has a way to read that of bash. */
export const zshScript = (places: Place[]): string[] => [
  'autoload -U +X compinit && compinit',
  'autoload -U +X bashcompinit && bashcompinit',
  ...bashScript(places),
];
