import type { PolicyDocument, PolicyStatement } from '#shared/domain/iam-documents.ts';

const list = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : ([value].flat() as T[]));

/** Whether a pattern of IAM, with `*` and `?`, covers a text. */
function covers(pattern: string, text: string, flags = ''): boolean {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, flags).test(text);
}

/** One of the patterns, or none of the others, covers a text. */
function listed(patterns: string[], others: string[], text: string, flags = ''): boolean {
  return patterns.length > 0
    ? patterns.some((pattern) => covers(pattern, text, flags))
    : !others.some((pattern) => covers(pattern, text, flags));
}

// Case does not matter in actions.
const hasAction = ({ Action, NotAction }: PolicyStatement, action: string) =>
  listed(list(Action), list(NotAction), action, 'i');

const hasResource = ({ Resource, NotResource }: PolicyStatement, resource: string) =>
  listed(list(Resource), list(NotResource), resource);

function hasPrincipal({ Principal }: PolicyStatement, principal: string): boolean {
  const named = typeof Principal === 'object' ? Object.values(Principal).flat() : list(Principal);
  // An account is named by its root or by its number alone.
  const account = /^arn:aws:iam::(\d{12}):root$/.exec(principal)?.[1];
  return named.some((one) => one === '*' || one === principal || one === account);
}

// A statement that allows counts whatever its conditions, one that denies only without any.
function decide(statements: PolicyStatement[]): boolean {
  const denied = statements.some(({ Effect, Condition }) => Effect === 'Deny' && !Condition);
  return !denied && statements.some(({ Effect }) => Effect === 'Allow');
}

/**
 * Whether a key policy allows an action, as far as one can tell without a request.
 * @param principal ARN of an account's root, or the name of a service
 * Source: docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
export const keyPolicyAllows = ({ Statement }: PolicyDocument, principal: string, action: string): boolean =>
  decide(list(Statement).filter((one) => hasPrincipal(one, principal) && hasAction(one, action)));

/**
 * Whether a permissions boundary allows an action, as far as one can tell without a request.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export const boundaryAllows = ({ Statement }: PolicyDocument, action: string, resource: string): boolean =>
  decide(list(Statement).filter((one) => hasAction(one, action) && hasResource(one, resource)));
