/** Words after a code that say nothing: a namespace's address, a module. */
const lastPart = (code: string) =>
  code
    .replace(/:\s*https?:.*$/s, '')
    .split(/[#/\\]|::/)
    .at(-1) ?? '';

/**
 * One spelling for a code: without namespace, module, case, punctuation and what SDKs add
 * (`com.amazonaws.ssm#ParameterNotFound`, `ParameterNotFoundException` and `parameter_not_found` are one).
 * @returns the empty text where nothing is left
 */
export function plainCode(code: string): string {
  const part = lastPart(code.trim());
  // A dotted name of a class or an old code such as AWS.SimpleQueueService.NonExistentQueue; not `3.14`.
  const name = /^[\w.$]+$/.test(part) ? (part.split(/[.$]/).filter(Boolean).at(-1) ?? '') : part;
  return name
    .replace(/[^A-Za-z0-9]/g, '')
    .replace(/(?<=.)(Exception|Error|Fault)$/i, '')
    .toLowerCase();
}

/** How programs write codes, class names and names of errors inside a sentence. */
const CODE_LIKE =
  /[A-Za-z][\w.$#]{0,80}?(?:Exception|Error|Fault)\b|\b[A-Z][a-z]+(?:[A-Z][A-Za-z0-9]*)+\b|\b[A-Z]{1,6}[A-Z][a-z]+[A-Za-z0-9]*\b|\b[a-z]+(?:_[a-z]+){1,4}\b|\b[A-Z][A-Z0-9]+(?:_[A-Z0-9]+){0,5}\b|\b(?:MD|SP[A-Z]{2})\d{2,5}\b/g;

/** A word in capitals is a code only as `ECONNRESET`, `NXDOMAIN` and the portal's are: URL and USER are words. */
const isWord = (code: string) =>
  /^[A-Z][A-Z0-9]*$/.test(code) && !/^(E[A-Z_]{4,}|NX\w+|[A-Z]{2,4}\d{2,5})$/.test(code);

/** Whatever looks like a code in a text, in one spelling; a vocabulary decides which of them are. */
export function codesIn(text: string): string[] {
  const found = [...text.matchAll(CODE_LIKE)].map(([code]) => code).filter((code) => !isWord(code));
  return [...new Set(found.map(plainCode).filter(Boolean))];
}
