import { header, type Received } from './http.ts';

const PARAMETERS = ['grant_type', 'refresh_token', 'scope', 'client_id', 'client_secret'] as const;

/** A parameter of the token request that LWA reads. */
export type Parameter = (typeof PARAMETERS)[number];

/** The parameters sent, each with every value it was given. */
export type Form = Map<Parameter, string[]>;

function pick(entries: Iterable<[string, string]>): Form {
  const form: Form = new Map();
  for (const [name, value] of entries) {
    const parameter = PARAMETERS.find((one) => one === name);
    if (parameter) form.set(parameter, [...(form.get(parameter) ?? []), value]);
  }
  return form;
}

function parseJson(text: string): [string, string][] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return [];

    return Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  } catch {
    return [];
  }
}

/**
 * Reads the body as its content type says, which may be a form or JSON (the official Java client sends JSON).
 * Anything else, and a body in another encoding than stated, comes out as an empty form.
 */
export function readForm(received: Received): Form {
  const mediaType = (header(received, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  const text = received.body.toString('utf8');
  if (mediaType === 'application/x-www-form-urlencoded') return pick(new URLSearchParams(text));
  if (mediaType === 'application/json') return pick(parseJson(text));
  return new Map();
}

/** The only value of a parameter; an empty one counts as not sent. */
export function theValue(form: Form, parameter: Parameter): string | undefined {
  return form.get(parameter)?.[0] || undefined;
}
