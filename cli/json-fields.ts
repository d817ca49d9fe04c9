import * as z from 'zod/mini';

const Fields = z.record(z.string(), z.string());

/** The JSON in a text; `undefined` for anything else. JSON.parse quotes what it chokes on, so its own error is dropped. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One JSON object of texts, or in words what it is instead; nothing of it is quoted, for it may hold a secret. */
export function readFieldsOf(json: unknown): { fields: Record<string, string> } | { instead: string } {
  const { data } = z.safeParse(Fields, json);
  return data ? { fields: data } : { instead: describe(json) };
}

function describe(json: unknown): string {
  if (json === undefined) return 'not JSON';
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return `${kindOf(json)} and not a JSON object`;
  return `a JSON object with ${kindOf(Object.values(json).find((one) => typeof one !== 'string'))} where a text belongs`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return KINDS[typeof value] ?? 'something else';
}

const KINDS: Record<string, string> = {
  boolean: 'true or false',
  number: 'a number',
  object: 'an object',
  string: 'a text',
};
