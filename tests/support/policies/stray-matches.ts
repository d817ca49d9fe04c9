import { TASK_KINDS, taskName } from '#shared/domain/human-task.ts';
import { parameterPaths } from '#shared/domain/parameter-paths.ts';
import { TURNS } from '#shared/domain/turn.ts';
import type { Grant } from '../../privileges/grants.ts';

/** Names that people choose. */
export interface Chosen {
  appName: string;
  authorization: string;
}

const NAMESPACE = 'sp-api-dev';
const paths = parameterPaths({ namespace: NAMESPACE });

const textsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value as object).flatMap(textsIn);

/** Every parameter of an application with one account. */
export function parametersOf({ appName, authorization: name }: Chosen): string[] {
  const { root: _, tasks: __, authorization, turn, task, outcome, ...plain } = paths.of(appName);
  const names = TASK_KINDS.map((kind) =>
    kind === 'self-authorize' ? `${kind}-${name}` : taskName({ kind }),
  );
  return [
    ...textsIn(plain),
    ...textsIn(authorization(name)),
    ...names.flatMap((one) => [task(one), outcome(one), turn(`task-${one}`)]),
    ...TURNS.map(turn),
    paths.links.link('0'.repeat(64)),
    paths.removals.open(appName),
    paths.removals.removed(appName),
  ];
}

/** The folders that parameters are in, which GetParametersByPath names. */
const foldersOf = (names: string[]): string[] => [
  ...new Set(
    names.flatMap((name) => {
      const parts = name.split('/');
      return parts.slice(2).map((_, i) => parts.slice(0, i + 2).join('/'));
    }),
  ),
];

const escaped = (text: string) => text.replaceAll(/[.+^${}()|[\]\\?]/g, '\\$&');

const known = new Map<string, { iam: RegExp; meant: RegExp }>();

/**
 * A pattern as IAM reads it, where `*` stands for slashes too, and as it is meant: `*` is one part of a path, and no
 * application has a name that begins like `_links`.
 */
function readings(pattern: string): { iam: RegExp; meant: RegExp } {
  const parts = pattern.split('*').map(escaped);
  const found = known.get(pattern) ?? {
    iam: new RegExp(`^${parts.join('.*')}$`),
    meant: new RegExp(`^${parts.join('(?!_)[^/]*')}$`),
  };
  known.set(pattern, found);
  return found;
}

const isStray = (pattern: string, name: string): boolean => {
  const { iam, meant } = readings(pattern);
  return iam.test(name) && !meant.test(name);
};

/** Who removes an application deletes whatever is below its path. */
const isForAll = (pattern: string) => pattern === `/${NAMESPACE}/*/*`;

/** What roles may do to parameters by patterns that are meant for other parameters. */
export function strayMatches(grants: Grant[], chosen: Chosen): string[] {
  const names = parametersOf(chosen);
  const folders = foldersOf(names);
  return grants
    .map(({ role, action, resource }) => ({ role, action, pattern: resource.split(':parameter')[1] ?? '' }))
    .filter(({ action, pattern }) => action.startsWith('ssm:') && pattern && !isForAll(pattern))
    .flatMap(({ role, action, pattern }) =>
      (action === 'ssm:GetParametersByPath' ? folders : names)
        .filter((name) => isStray(pattern, name))
        .map((name) => `${role} ${action} ${pattern} ${name}`),
    );
}
