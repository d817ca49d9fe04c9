/**
 * Whether a text holds what only a secret looks like, so that it is not kept or shown where many can read. People copy
 * secrets without their first letters (a double click leaves out `Atzr|`), wrapped over lines, and in groups.
 * @param text of any length, with anything around the secret
 */
export function holdsSecret(text: string): boolean {
  // Full-width letters are those of a secret, and marks without a width or of a quoted mail may stand between them.
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/^[>\s]+/gm, ' ');
  return isOne(plain) || LWA_START.test(plain.replace(/\s+/g, '')) || runsOfChunks(plain).some(isGrouped);
}

const isOne = (text: string) =>
  LWA_START.test(text) ||
  ENCODED_SECRET.test(text) ||
  (text.match(RUN) ?? []).some(isRun) ||
  (text.match(AWS_SECRET_KEY) ?? []).some(isMixed);

/** How tokens and client secrets of Login with Amazon start, also URL-encoded, or with another bar than theirs. */
const LWA_START = /Atz[ar](?:[^\w\s.,:;'")\]…-]|%7C)|Atc(?:\||%7C)|amzn1\.oa2-cs\./i;

/** How the same start in base64, and session tokens of AWS and JSON web tokens. */
const ENCODED_SECRET = /QXR6[cY]|QXRjf|YW16bjEub2EyLWNz|IQoJb3JpZ2lu|FwoGZXIvYXdz|\beyJ[\w-]{10,}\.eyJ/;

/** A secret access key of AWS: 40 characters of base64; a hash in hexadecimal has no capital letters beside small ones. */
const AWS_SECRET_KEY = /(?<![0-9A-Za-z/+=])[0-9A-Za-z/+]{40}(?![0-9A-Za-z/+=])/g;
const isMixed = (text: string): boolean => /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text);

/** Letters and digits without a blank, as in the second part of a client secret or in a token without its start. */
const RUN = /(?<![\w+/=-])[\w+/=-]{64,}/g;
/** An old client secret and the second part of a new one have 64 characters; a token has hundreds. */
const isRun = (text: string): boolean =>
  /^[0-9A-Za-z]{64}$/.test(text) || (text.length >= 100 && isMixed(text) && !isPath(text));
/** In base64 one character of 64 is a slash. */
const isPath = (text: string): boolean => text.split('/').length - 1 > text.length / 25;

/** Words beside a group may have its length, so they are joined with it. */
const isGrouped = (text: string): boolean =>
  /[0-9a-f]{64}/i.test(text) || (text.length >= 64 && isMixed(text));

/** What a wrapped or grouped secret was: lines of thirty letters and more, or at least six chunks of four and more, of one length. */
function runsOfChunks(text: string): string[] {
  let run: string[] = [];
  const runs = [run];
  for (const chunk of text.split(/\s+/)) {
    const [first = chunk] = run;
    // Of chunks of one length the last may be shorter.
    const fits = (run.at(-1) ?? first).length === first.length && chunk.length <= first.length;
    const isToken = /^[\w+/=-]+$/.test(chunk);
    if (isToken && fits) run.push(chunk);
    else {
      run = isToken ? [chunk] : [];
      runs.push(run);
    }
  }
  return runs
    .filter(([first = '', ...rest]) =>
      first.length >= 30 ? rest.length > 0 : first.length >= 4 && rest.length >= 5,
    )
    .map((run) => run.join(''));
}
