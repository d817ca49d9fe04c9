/** A value without what stood around it, and what that was, in words. */
export interface Unwrapped {
  value: string;
  removed: string[];
}

const MOST_LETTERS = 4_000;

/** Cannot be seen: zero-width characters, direction marks, byte order marks. */
const UNSEEN = /[\p{Cf}\u{115f}\u{1160}\u{2800}\u{3164}\u{ffa0}]/gu;

/** `SP_API_REFRESH_TOKEN=`, `export X=`, `"refresh_token": `, `Refresh token: `; what follows must look like a value of Amazon. */
const NAME =
  /^["']?(?:export |set |\$env:)?[A-Za-z][\w .-]{0,60}["']?\s{0,5}[:=]\s{0,5}(?=["'`“”‘’]{0,3}(?:Atz|amzn1\.|[0-9A-Za-z]{64}\b))/;

/** In this order: what stands outside is taken off first, then again, until nothing changes. */
const STEPS: [words: string, strip: (text: string) => string][] = [
  ['invisible characters', (text) => text.replace(UNSEEN, '')],
  ['its name', (text) => text.replace(NAME, '')],
  ['blanks or line breaks', withoutBlanks],
  ['quotation marks', (text) => text.replace(/^["'`“”‘’]{1,9}|["'`“”‘’]{1,9}[,;]?$/g, '')],
  ['a comma or semicolon', (text) => text.replace(/[,;]{1,9}$/, '')],
  // Before n, r and t it may stand for a line break or a tab, or be what is left of a line that was continued.
  ['backslashes', (text) => text.replace(/\\(?![nrt])/g, '').replace(/\\[nrt]?$/, '')],
  ['URL encoding', decoded],
];

// Those of the name go with the name.
function withoutBlanks(text: string): string {
  return NAME.test(text.trimStart()) ? text.trimStart() : text.replace(/\s+/g, '');
}

function decoded(text: string): string {
  if (!/%[0-9A-Fa-f]{2}/.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Takes off what comes along when a value of Amazon is copied: quotation marks, its name, URL encoding, backslashes,
 * invisible characters, blanks and line breaks. None of these can be a part of an id, a secret or a token.
 */
export function unwrapValue(typed: string): Unwrapped {
  let value = typed.trim();
  // Longer than anything of Amazon: it is refused for its length.
  if (value.length > MOST_LETTERS) return { value, removed: [] };
  const removed = new Set<string>();
  for (let before = ''; before !== value; ) {
    before = value;
    for (const [words, strip] of STEPS) {
      const next = strip(value);
      if (next !== value) removed.add(words);
      value = next;
    }
  }
  return { value, removed: [...removed] };
}
