import { holdsSecret } from '../domain/holds-secret.ts';
import { foreignText } from '../errors/plain-text.ts';
import { type HttpReply, isPage, PAGE } from './http.ts';

/** What an answer says about an error, as far as it can be read. */
export interface SaidError {
  /** Letters, digits, `.`, `_` and `-` only. */
  code?: string;
  message?: string;
  details?: string;
}

/** Longest text that is quoted of an answer which is not JSON. */
const MOST_TEXT = 300;

/**
 * Reads an error in any of the forms in which SP-API and the gateways before it answer: `errors` as a list, as one
 * object or as texts, a single `{"message":"Forbidden"}`, fields that are null or numbers, the type in a header alone,
 * plain text.
 * Source: developer-docs.amazon/sp-api/docs/response-format; docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export function readError({ body, text = '', headers }: HttpReply): SaidError {
  const found = candidates(body).map(readOne).find(saysSomething) ?? {};
  const plain = body === undefined && !isMarkup(text) ? quoted(text) : undefined;
  const type = codeOf(headers.get('x-amzn-errortype'));
  const code = found.code ?? type;
  const message = found.message ?? plain;
  return {
    ...(code && { code }),
    ...(message && { message }),
    ...(found.details && { details: found.details }),
  };
}

/** An error as people and the diagnosis read it: `Code: message (details)`, or that the answer names none. */
export function sayError(reply: HttpReply): string {
  const { code, message, details } = readError(reply);
  if (!code && !message && !details) return nothingSaid(reply);
  const more = details ? ` (${details})` : '';
  if (!message) return `${code ?? 'without a code'}${more && `: ${details}`}`;
  return foreignText(`${code ?? 'without a code'}: ${message}${more}`);
}

/** Whether a good status came with errors and without a result. Both together are a partial result. */
export function isErrorOnly({ body }: HttpReply): boolean {
  if (!isRecord(body) || (body.payload !== undefined && body.payload !== null)) return false;
  return listOf(body.errors).map(readOne).some(saysSomething);
}

function nothingSaid(reply: HttpReply): string {
  if (isPage(reply)) return `no error body: ${PAGE}`;
  return isEmpty(reply) ? 'no error body' : 'an error body in no known form';
}

const isEmpty = ({ body, text = '' }: HttpReply): boolean =>
  body === undefined ? text.trim() === '' : holdsNothing(body);

const holdsNothing = (value: unknown): boolean =>
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.values(value as object).every(holdsNothing));

const isMarkup = (text: string) => text.trimStart().startsWith('<');

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** Where an answer may keep its error, the likeliest first. */
function candidates(body: unknown): unknown[] {
  if (!isRecord(body)) return listOf(body);
  const { errors, error, Error: capital, ...rest } = body;
  return [...listOf(errors), ...[error, capital].filter(isRecord), { ...rest, error }];
}

const saysSomething = ({ code, message }: SaidError) => Boolean(code || message);

function readOne(value: unknown): SaidError {
  if (typeof value === 'string') return { ...withMessage(value) };
  if (!isRecord(value)) return {};
  const field = (...names: string[]) => names.map((name) => value[name]).find((one) => textOf(one) !== '');
  const code = codeOf(field('code', 'Code', '__type', 'type', 'errorCode', 'error'));
  const details = foreignText(textOf(field('details', 'detail', 'Details')));
  return {
    ...(code && { code }),
    ...withMessage(textOf(field('message', 'Message', 'error_description', 'errorMessage'))),
    ...(details && { details }),
  };
}

function withMessage(text: string): Pick<SaidError, 'message'> {
  const message = foreignText(text);
  return message ? { message } : {};
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value.trim();
  return holdsNothing(value) ? '' : JSON.stringify(value);
}

// `com.amazon.coral#AccessDenied:http://…` is AccessDenied.
function codeOf(value: unknown): string | undefined {
  const text = textOf(value)
    .replace(/^[\w.]+#/, '')
    .replace(/:.*$/s, '');
  const code = text.replace(/[^\w.-]/g, '').slice(0, 100);
  return code || undefined;
}

function quoted(text: string): string | undefined {
  const line = foreignText(text, MOST_TEXT);
  if (!line) return undefined;
  return holdsSecret(line) ? '(a text that holds a secret)' : line;
}
