import { type Action, actionsOf, supports, takes, typeOfKey } from './authorization-data.ts';

/** A policy as IAM takes it: of a role, a boundary, a queue, a key. */
export interface Policy {
  Statement: Statement | Statement[];
}

export interface Statement {
  Action?: string | string[];
  /** none in a trust policy */
  Resource?: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}

/** Source: IAM user guide, "IAM JSON policy elements: Condition operators" */
const TYPES_OF_OPERATOR: [RegExp, RegExp][] = [
  // AWS compares an ARN as a text, too.
  [/^String/, /^(ArrayOf)?(String|ARN)$/],
  [/^Arn/, /^(ArrayOf)?ARN$/],
  [/^Bool$/, /^(ArrayOf)?Bool$/],
  [/^Numeric/, /^Numeric$/],
  [/^Date/, /^Date$/],
  [/^(Not)?IpAddress$/, /^IPAddress$/],
  [/^Null$/, /./],
];
const OPERATORS =
  /^(String((Not)?Equals(IgnoreCase)?|(Not)?Like)|Arn(Not)?(Equals|Like)|Bool|Null|(Numeric|Date)((Not)?Equals|(Less|Greater)Than(Equals)?)|(Not)?IpAddress)$/;

const list = <T>(value: T | T[] | undefined): T[] => [value ?? []].flat() as T[];

/** What AWS's published authorization data has against a policy, a line each. */
export async function judgePolicy({ Statement }: Policy): Promise<string[]> {
  const found = await Promise.all(list(Statement).map(judgeStatement));
  return [...new Set(found.flat())];
}

async function judgeStatement({ Action: named, Resource, Condition = {} }: Statement): Promise<string[]> {
  const meant = await Promise.all(
    list(named).map(async (name) => ({ name, actions: await actionsOf(name) })),
  );
  const unknown = meant
    .filter(({ actions }) => actions.length === 0)
    .map(({ name }) => `${name}: no such action`);
  const actions = meant.flatMap(({ actions }) => actions);
  const resources = meant
    .filter(({ actions }) => actions.length > 0)
    .flatMap(({ name, actions }) =>
      list(Resource).flatMap((resource) => judgeResource(name, actions, resource)),
    );
  const conditions = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.keys(keys).map((key) => judgeCondition(actions, operator, key)),
  );
  return [...unknown, ...resources, ...(await Promise.all(conditions)).flat()];
}

/** An action is held against each resource; of a wildcard it is enough that one action takes it. */
function judgeResource(name: string, actions: Action[], resource: string): string[] {
  if (actions.some((action) => takes(action, resource))) return [];
  const onlyAll = actions.every(({ resources }) => resources.length === 0);
  return [`${name}: ${onlyAll ? 'takes "*" only, not' : 'does not take'} ${resource}`];
}

async function judgeCondition(actions: Action[], operator: string, key: string): Promise<string[]> {
  const [, set, plain = ''] = operator.match(/^(?:(ForAllValues|ForAnyValue):)?(.*?)(?:IfExists)?$/) ?? [];
  if (!OPERATORS.test(plain)) return [`${operator}: no such operator`];
  const type = await typeOfKey(key);
  if (type === undefined) return [`${key}: no such condition key`];
  const unsupported = actions.filter((action) => !supports(action, key));
  return [
    ...unsupported.map(({ name }) => `${name}: does not know the condition key ${key}`),
    ...(fits(plain, type) ? [] : [`${operator}: does not fit ${key}, a ${type}`]),
    ...(!set || type.startsWith('ArrayOf') ? [] : [`${operator}: ${key} has one value only`]),
  ];
}

const fits = (operator: string, type: string) =>
  TYPES_OF_OPERATOR.some(([operators, types]) => operators.test(operator) && types.test(type));
