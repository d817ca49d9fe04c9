/** Steers a terminal or breaks a line: becomes a space. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
const CONTROL_BUT_LINE_FEED = /(?:(?!\n)[\p{Cc}\p{Zl}\p{Zp}])+/gu;

/** Cannot be seen: direction marks, zero-width characters, tags, fillers. Left out. */
const UNSEEN = /[\p{Cf}\u{115f}\u{1160}\u{2800}\u{3164}\u{ffa0}]/gu;

/** What a chat turns into a mention or a link. Source: docs.slack.dev/messaging/formatting-message-text */
const MENTION = /<(?=[!@#]|[a-z][a-z0-9+.-]*:)|@(?=(?:channel|here|everyone)\b)|\](?=\()/gi;

/** Reads like our own advice. */
const ADVICE = /(?<!")\b(what to do)\s*:(?!")/gi;

/**
 * A text that this program did not write, made harmless for terminal, mail and chat: without control characters,
 * direction marks, zero-width and half characters; mentions and links are broken by a space; what looks like our own
 * "What to do:" is in quotes. Line feeds stay: {@link foreignText} takes them out too.
 */
export const harmless = (text: string): string =>
  harmlessCharacters(text).replace(MENTION, '$& ').replace(ADVICE, '"$1:"');

/** As {@link harmless}, for a text of ours that may repeat one of others, but keeps its "What to do:". */
export const harmlessCharacters = (text: string): string =>
  text.toWellFormed().replace(CONTROL_BUT_LINE_FEED, ' ').replace(UNSEEN, '');

/**
 * One line of what Amazon, AWS or a person wrote, harmless and of a bounded length.
 * @param most longest text, in UTF-16 code units
 */
export const foreignText = (text: string, most = 1_000): string =>
  shorten(harmless(text.slice(0, 4 * most).replace(CONTROL, ' ')).trim(), most);

/**
 * A text of at most so many UTF-16 code units; one that is cut ends in an ellipsis. Never cuts inside a character, nor
 * between a letter or emoji and what belongs to it.
 */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text.toWellFormed();
  let end = Math.max(0, length - 1);
  while (end > 0 && !startsCharacter(text, end)) end -= 1;
  return `${text.slice(0, end).toWellFormed()}…`;
}

const BELONGS_TO_BEFORE = /^(?:[\p{M}\p{Emoji_Modifier}]|\u{200d})/u;

const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

function startsCharacter(text: string, at: number): boolean {
  if (isLowSurrogate(text.charCodeAt(at))) return false;
  const joinedBefore = text.charCodeAt(at - 1) === 0x200d;
  return !joinedBefore && !BELONGS_TO_BEFORE.test(text.slice(at, at + 2));
}
