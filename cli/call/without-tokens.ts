/** Tokens of Amazon, wherever they stand in a text. */
const TOKEN = /(?:Atz[a-z]?|Atc|Atn|Atz\.sprdt|sprdt)(?:\||%7C)[^\s"'&,}]+|amzn1\.oa2-cs\.[^\s"'&,}]+/gi;

/** Fields that hold a token, whatever it looks like. */
const FIELD =
  /^(restrictedDataToken|access_?token|refresh_?token|client_?secret|newClientSecret|authorizationCode)$/i;

/** What is shown in place of a token. */
const HIDDEN = '[not shown]';

/** An answer without the tokens in it: terminals and logs keep what is printed. */
export function withoutTokens(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(TOKEN, HIDDEN);
  if (Array.isArray(value)) return value.map(withoutTokens);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [
    name,
    FIELD.test(name) && typeof inner === 'string' ? HIDDEN : withoutTokens(inner),
  ]);
  return Object.fromEntries(entries);
}
