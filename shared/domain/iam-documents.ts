import { isDeepStrictEqual } from 'node:util';

/** An IAM policy document: the identity policies and trust policies of the tutorial. */
export interface PolicyDocument {
  Version: string;
  Statement: PolicyStatement | PolicyStatement[];
  Id?: string;
}

export interface PolicyStatement {
  Sid?: string;
  Effect: string;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Principal?: string | Record<string, string | string[]>;
  NotPrincipal?: string | Record<string, string | string[]>;
  Condition?: Record<string, Record<string, string | string[] | boolean | number>>;
}

const VERSION = '2012-10-17';

/** Tutorial step 3.3: what the role may do. */
export function sellingPartnerPolicy(): PolicyDocument {
  return {
    Version: VERSION,
    Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:*:*:*' }],
  };
}

/** Tutorial step 3.4: who may take the role; the user alone, not the account. */
export function trustPolicy(userArn: string): PolicyDocument {
  return {
    Version: VERSION,
    Statement: [{ Effect: 'Allow', Principal: { AWS: userArn }, Action: 'sts:AssumeRole' }],
  };
}

/** Tutorial step 3.5: what the user may do; assume that role and nothing else. */
export function stsPolicy(roleArn: string): PolicyDocument {
  return { Version: VERSION, Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn }] };
}

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

const sorted = (value: string | string[]) => list(value).toSorted();

// IAM compares action names without regard to case, and a lone string is the same as a list of one.
function canonicalStatement({ Sid, ...statement }: PolicyStatement) {
  const actions = (value: string | string[]) => sorted(value).map((action) => action.toLowerCase());
  return Object.fromEntries(
    Object.entries(statement)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => {
        if (key.endsWith('Action')) return [key, actions(value as string | string[])];
        if (key.endsWith('Resource')) return [key, sorted(value as string | string[])];
        return [key, canonicalMap(value)];
      }),
  );
}

function canonicalMap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(String).toSorted();
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, canonicalMap(inner)]));
}

function canonical({ Version, Statement }: PolicyDocument) {
  const statements = list(Statement).map(canonicalStatement);
  return {
    Version,
    Statement: statements.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
  };
}

/**
 * Whether two documents mean the same: order, lists of one, case of actions and statement ids do not matter.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function sameDocument(a: PolicyDocument, b: PolicyDocument): boolean {
  return isDeepStrictEqual(canonical(a), canonical(b));
}

/**
 * Reads a document as IAM's Get calls return it: JSON, URL-encoded (RFC 3986).
 * @throws SyntaxError or URIError when it is neither
 */
export function decodeDocument(encoded: string): PolicyDocument {
  return JSON.parse(decodeURIComponent(encoded)) as PolicyDocument;
}
