import type { PolicyDocument, PolicyStatement } from './iam-documents.ts';

/** What a policy may allow; the parts that a policy of its kind does not have are left out. */
export interface Right {
  action: string;
  resource?: string;
  principal?: string;
}

const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value as T];

/**
 * Whether two documents mean the same: the order, merged and repeated statements, lists of one, the case of actions, an
 * empty condition, an account's number for its root, statement ids, and the version where no variable needs it, do not matter.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function sameDocument(a: PolicyDocument, b: PolicyDocument): boolean {
  const [one, other] = [atomsOf(a), atomsOf(b)];
  return one.size === other.size && [...one].every((atom) => other.has(atom));
}

const statementsOf = (document: PolicyDocument): PolicyStatement[] =>
  list(document?.Statement).filter((one) => typeof one === 'object' && one !== null);

/** Each right that a document gives or takes, alone. */
function atomsOf(document: PolicyDocument): Set<string> {
  const text = JSON.stringify(document) ?? '';
  const version = text.includes('${') ? document?.Version : undefined;
  const atoms = statementsOf(document).flatMap((statement) =>
    actionsOf(statement).flatMap((action) =>
      resourcesOf(statement).flatMap((resource) =>
        principalsOf(statement).map((principal) =>
          JSON.stringify([version, statement.Effect, action, resource, principal, conditionOf(statement)]),
        ),
      ),
    ),
  );
  return new Set(atoms);
}

const whole = (not: string, values: readonly string[]) => [`${not} ${values.toSorted().join(' ')}`];

function actionsOf({ Action, NotAction }: PolicyStatement): string[] {
  const lower = (values: readonly string[]) => values.map((value) => textOf(value).toLowerCase());
  if (NotAction !== undefined) return whole('not', lower(list(NotAction)));
  return lower(list(Action));
}

function resourcesOf({ Resource, NotResource }: PolicyStatement): string[] {
  if (NotResource !== undefined) return whole('not', list(NotResource).map(textOf));
  return Resource === undefined ? ['none'] : list(Resource).map(textOf);
}

function principalsOf({ Principal, NotPrincipal }: PolicyStatement): string[] {
  if (NotPrincipal !== undefined) return whole('not', namesOf(NotPrincipal));
  return Principal === undefined ? ['none'] : namesOf(Principal);
}

/** A text, or the JSON of what stands in its place: an object may have a toString that is no function. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Principals with their type, an account always by its number. */
function namesOf(principal: NonNullable<PolicyStatement['Principal']>): string[] {
  const typed = typeof principal === 'string' ? { AWS: principal } : principal;
  return Object.entries(typed ?? {}).flatMap(([type, values]) =>
    list(values)
      .map(textOf)
      .map((name) => `${type} ${accountOf(name) ?? name}`),
  );
}

/** The account's number, where an account as a whole is meant. */
const accountOf = (principal: string): string | undefined =>
  principal.match(/^(?:arn:aws[\w-]*:iam::)?(\d{12})(?::root)?$/)?.[1];

function conditionOf({ Condition: condition }: PolicyStatement): unknown[] {
  return Object.entries(condition ?? {})
    .flatMap(([operator, keys]) =>
      Object.entries(keys ?? {}).map(([key, values]) => [
        operator,
        key.toLowerCase(),
        list<unknown>(values).map(textOf).toSorted(),
      ]),
    )
    .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}

const isConditional = (statement: PolicyStatement): boolean => conditionOf(statement).length > 0;

/**
 * Whether a document allows something, itself or by something wider.
 * @returns `conditionally` where a condition decides, which only a call can tell
 */
export function allows(document: PolicyDocument, right: Right): 'yes' | 'conditionally' | 'no' {
  const matching = statementsOf(document).filter((statement) => covers(statement, right));
  if (matching.some((one) => one.Effect === 'Deny' && !isConditional(one))) return 'no';
  const allowing = matching.filter(({ Effect }) => Effect === 'Allow');
  if (allowing.some((one) => !isConditional(one))) return 'yes';
  return allowing.length > 0 ? 'conditionally' : 'no';
}

function covers(statement: PolicyStatement, { action, resource, principal }: Right): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const lower = action.toLowerCase();
  const named = list(NotAction ?? Action).some((one) => fits(textOf(one).toLowerCase(), lower));
  const byAction = NotAction === undefined ? named : !named;
  if (!byAction) return false;
  if (principal !== undefined) return coversPrincipal(statement, principal);
  if (resource === undefined) return true;
  return NotResource
    ? !list(NotResource).some((one) => fits(textOf(one), resource))
    : list(Resource).some((one) => fits(textOf(one), resource));
}

/** A user is meant where the user is named, or the account, or everybody. */
function coversPrincipal({ Principal, NotPrincipal }: PolicyStatement, principal: string): boolean {
  const account = principal.split(':')[4] ?? '';
  const meant = (names: string[]) =>
    [`AWS ${principal}`, `AWS ${account}`, 'AWS *'].some((one) => names.includes(one));
  if (NotPrincipal !== undefined) return !meant(namesOf(NotPrincipal));
  return Principal !== undefined && meant(namesOf(Principal));
}

/** Whether a pattern of IAM takes in a text that may be a pattern itself: its `*` is taken in by `*` alone. */
function fits(pattern: string, text: string): boolean {
  const parts = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '[^*]');
  return new RegExp(`^${parts}$`, 's').test(text);
}

/** The principals that a trust policy names in statements that allow, an account by its number. */
export const trustedBy = (trust: PolicyDocument): string[] => [
  ...new Set(
    statementsOf(trust)
      .filter(({ Effect, Principal }) => Effect === 'Allow' && Principal !== undefined)
      .flatMap(({ Principal }) => namesOf(Principal ?? {}))
      .map((name) => name.replace(/^AWS /, '')),
  ),
];
