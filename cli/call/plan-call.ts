import type { SellingPartner } from '#shared/domain/application.ts';
import {
  endOf,
  fullName,
  namedOperations,
  narrowed,
  similarNames,
} from '#shared/operations/named-operations.ts';
import type { Operation, OperationParameter } from '#shared/operations/operation.ts';
import { findOperations } from '#shared/operations/operations.ts';
import { UsageError } from '../errors.ts';

/** A call as it was typed. */
export interface TypedCall {
  /** `searchOrders`, `orders/2026-01-01/searchOrders`. */
  operation?: string;
  /** `GET /sellers/v1/account?x=1` */
  path?: string;
  /** Each `name=value`. */
  parameters: readonly string[];
  /** JSON text. */
  body?: string;
}

/** A call that can be sent. */
export interface PlannedCall {
  /** Absent where the catalogue does not have it. */
  operation?: Operation;
  /** For people. */
  name: string;
  method: string;
  /** Encoded, without a query. */
  path: string;
  query: [string, string][];
  headers: Record<string, string>;
  body?: string;
}

/**
 * Makes a call of what was typed.
 * @param account whose operations are meant where namesakes exist
 * @throws UsageError for an unknown or ambiguous operation, and parameters that do not fit
 */
export function planCall(typed: TypedCall, account: SellingPartner): PlannedCall {
  if ((typed.operation === undefined) === (typed.path === undefined))
    throw new UsageError('Name an operation, or give --path "GET /…".');
  const given = readParameters(typed.parameters);
  const body = typed.body === undefined ? {} : { body: typed.body };
  const call =
    typed.path === undefined
      ? byName(requireOperation(typed.operation ?? '', account), given)
      : byPath(typed.path, given);
  checkBody(call, typed.body);
  return { ...call, ...body };
}

function requireOperation(name: string, account: SellingPartner): Operation {
  const [only, ...others] = narrowed(namedOperations(name), account);
  if (only && others.length === 0) return only;
  if (only)
    throw new UsageError(
      `${name} means several operations. Give one of these, or --path "METHOD /path":\n${[only, ...others].map((one) => `  ${fullName(one)}  ${one.method} ${one.path}`).join('\n')}`,
    );
  const near = similarNames(name);
  throw new UsageError(
    `The catalogue has no operation named ${name.slice(0, 60)}.${near.length > 0 ? ` Did you mean ${near.join(', ')}?` : ''} For one that is newer give --path "GET /…".`,
  );
}

const PATH = /^\s*(GET|POST|PUT|PATCH|DELETE)\s+(\/[^\s#]*)\s*$/i;

function byPath(text: string, given: Given): PlannedCall {
  const [, verb = '', target] = text.match(PATH) ?? [];
  if (!target) throw new UsageError('--path is a method and a path, for example "GET /sellers/v1/account".');
  const method = verb.toUpperCase();
  const [path = '', ...search] = target.split('?');
  const query = [...new URLSearchParams(search.join('?'))];
  const [operation, ...others] = findOperations(`${method} ${path}`);
  // Placeholders are filled as if the operation was named.
  if (operation && others.length === 0 && path.includes('{')) return byName(operation, [...query, ...given]);
  return {
    ...(operation && others.length === 0 && { operation }),
    name: `${method} ${path}`,
    method,
    path,
    query: [...query, ...given],
    headers: {},
  };
}

type Given = [name: string, value: string][];

function readParameters(texts: readonly string[]): Given {
  const values = new Map<string, string>();
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at < 1) throw new UsageError('A parameter is given as name=value: -p marketplaceIds=ATVPDKIKX0DER.');
    const name = text.slice(0, at);
    const before = values.get(name);
    // A list is one value with commas, as the models of SP-API have it.
    values.set(name, before === undefined ? text.slice(at + 1) : `${before},${text.slice(at + 1)}`);
  }
  return [...values];
}

function byName(operation: Operation, given: Given): PlannedCall {
  const known = operation.parameters.filter(({ in: where }) => where !== 'body');
  const taken = given.map(([name, value]) => ({ parameter: requireKnown(name, known, operation), value }));
  const missing = known.filter((one) => one.required && !taken.some(({ parameter }) => parameter === one));
  if (missing.length > 0)
    throw new UsageError(
      `${fullName(operation)} needs ${list(missing)}. Give it with -p ${missing[0]?.name}=…${about(known)}${operation.removed ? ` ${endOf(operation, new Date())}` : ''}`,
    );
  const inside = (where: OperationParameter['in']) =>
    taken
      .filter(({ parameter }) => parameter.in === where)
      .map(({ parameter, value }): [string, string] => [parameter.name, value]);
  return {
    operation,
    name: fullName(operation),
    method: operation.method,
    path: inside('path').reduce(
      (path, [name, value]) => path.replace(`{${name}}`, encodeURIComponent(value)),
      operation.path,
    ),
    query: inside('query'),
    headers: Object.fromEntries(inside('header')),
  };
}

function requireKnown(name: string, known: OperationParameter[], operation: Operation): OperationParameter {
  const found =
    known.find((one) => one.name === name) ??
    known.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  // The models of removed operations are gone, and so are the names of their parameters.
  if (operation.removed) return { name, in: 'query' };
  throw new UsageError(`${fullName(operation)} has no parameter ${name.slice(0, 60)}.${about(known)}`);
}

const list = (parameters: OperationParameter[]) => parameters.map(({ name }) => name).join(', ');

function about(known: OperationParameter[]): string {
  if (known.length === 0) return ' It has no parameters.';
  return ` Its parameters: ${known.map(({ name, required }) => (required ? `${name} (required)` : name)).join(', ')}.`;
}

function checkBody({ operation, method, name }: PlannedCall, body: string | undefined): void {
  if (body !== undefined && method === 'GET')
    throw new UsageError('A GET request has no body: SP-API answers one with an HTML page.');
  const described = operation?.parameters.find((one) => one.in === 'body');
  if (body === undefined && described?.required)
    throw new UsageError(`${name} needs a body: --body @file.json, or --body - for standard input.`);
  if (body !== undefined && operation && !described) throw new UsageError(`${name} takes no body.`);
}
