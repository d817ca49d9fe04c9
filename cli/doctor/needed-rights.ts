import type { PolicyStatement } from '#shared/domain/iam-documents.ts';
import type { ContextEntry } from '#shared/domain/simulation.ts';
import type { FunctionRole } from './services.ts';

/** A call that a role needs, as the policy simulator is asked for it. */
export interface NeededRight {
  role: FunctionRole;
  action: string;
  resourceArn: string;
  /** Condition keys of the call, with values that the statement takes. */
  context: ContextEntry[];
}

const list = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : ([value].flat() as T[]));

/** What a pattern of IAM covers, for example. */
const exampleOf = (pattern: string) => (pattern === '*' ? '*' : pattern.replaceAll('*', 'doctor'));

/** One call for each action that a role is allowed: what forbids an action forbids it for all of its resources, mostly. */
export function neededRights(role: FunctionRole): NeededRight[] {
  return role.statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap((statement) =>
      list(statement.Action)
        .filter((action) => !action.includes('*'))
        .map((action) => ({
          role,
          action,
          resourceArn: exampleOf(list(statement.Resource)[0] ?? '*'),
          context: contextOf(statement),
        })),
    );
}

function contextOf({ Condition = {} }: PolicyStatement): ContextEntry[] {
  return Object.entries(Condition)
    .filter(([operator]) => !/Not|^Null$/.test(operator))
    .flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({
        ContextKeyName: key,
        ContextKeyValues: [exampleOf(String([values].flat()[0]))] as [string],
        ContextKeyType: operator.startsWith('Bool') ? ('boolean' as const) : ('string' as const),
      })),
    );
}

/**
 * As few simulations as tell the same: an organization denies an action to all roles alike, and a boundary to all that
 * have it.
 */
export function distinctRights(roles: FunctionRole[]): NeededRight[] {
  const needed = roles.flatMap(neededRights);
  const keyOf = ({ role, action }: NeededRight) => `${role.boundary ?? ''} ${action}`;
  return [...new Map(needed.toReversed().map((right) => [keyOf(right), right])).values()].toReversed();
}
