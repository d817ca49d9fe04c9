/** Longest text that is looked at whole; of a longer one only the parts around words of errors are. */
const MOST = 16_000;
const AROUND = 300;
const MOST_PARTS = 60;
const ALARM =
  /error|exception|denied|expired|exceed|refused|invalid|throttl|unauthori|forbidden|time[d-]?.?out/gi;

/** The beginning, the end, and what stands around words of errors: a log may be a megabyte long. */
export function shorten(text: string): string {
  if (text.length <= MOST) return text;
  const parts = [text.slice(0, MOST / 4)];
  let from = MOST / 4;
  for (const { index } of text.matchAll(ALARM)) {
    if (index < from) continue;
    parts.push(text.slice(Math.max(from, index - AROUND), index + AROUND));
    from = index + AROUND;
    if (parts.length > MOST_PARTS) break;
  }
  return [...parts, text.slice(-MOST / 4)].join('\n');
}

/** Whether a text is a page of HTML, not an answer of an API. */
export const isPage = (text: string): boolean =>
  /<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<title[\s>]|<h1[\s>]|\(HTML\)/i.test(text);

/** A sentence that something else quotes: CloudFormation, an HTTP library. What is quoted is the error. */
const QUOTING =
  /((?:returned|response|error|reason|failed|failure) message:?|message returned:?|status ?reason:?|failed with:?|response:|reason:|cause:) ?["“]([^"“”]{12,4000})["”]/gi;

/** What SDKs and tools write around a message: names of operations and codes, which are read by themselves. */
const WRAPPING: [needs: string, RegExp][] = [
  [
    'rror',
    /\b(?:an? )?(?:client )?error \(?(?:occurred )?\(?[\w.]{3,80}\)(?: occurred)? when calling the \w{3,80} operation(?: \([^()]{0,80}\))?:?/gi,
  ],
  ['(Service: ', /\(Service: [^()]{0,400}\)(?: \(SDK Attempt Count: \d{1,4}\))?/g],
  [
    'Error: ',
    /\bError: (?:error )?(?:creating|reading|updating|deleting|putting)[\w -]{0,60}(?: \([^()]{0,200}\))?:/g,
  ],
  ['operation error', /\boperation error [\w ]{1,40}: \w{3,80},/g],
  ['https response error', /\bhttps? response error StatusCode: \d{3},(?: RequestID: [\w-]{0,80},)?/g],
  ['api error', /\bapi error [\w.]{3,80}:/g],
  ['HandlerErrorCode', /\((?:RequestToken: [\w-]{0,80}, )?HandlerErrorCode: \w{3,80}\)/g],
  // Headers that curl and SDKs print; x-amzn-ErrorType is read by itself.
  [
    ':',
    /^[<>*]? ?(?:content-[a-z]+|date|server|connection|via|vary|host|accept|user-agent|cache-control|transfer-encoding|set-cookie|x-[\w-]{1,60}): ?[^\n]*$/gim,
  ],
  // A status and its name: the status is read by itself.
  [
    ' ',
    /\b[45]\d\d (?:Bad Request|Unauthorized|Forbidden|Not Found|Conflict|Too Many Requests|Internal Server Error|Service Unavailable)\b/gi,
  ],
  ['<Code>', /<Code>[\w.\s]{3,80}<\/Code>/g],
];

/** What a person, a program or a path said, not the error, in the order in which it is taken out; and what it must have. */
const NOISE: [needs: string, RegExp, string][] = [
  ['<', /<[a-z!/][^<>]{0,400}>/gi, ' '],
  ['://', /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>`)\]]{1,4000}/gi, ' '],
  [
    'arn:aws',
    /\barn:aws[\w-]{0,12}:([\w-]{0,40}):[\w-]{0,30}:\d{0,12}:([a-z-]{0,40})[^\s"'),;|]{0,2000}/gi,
    ' arn_$1_$2 ',
  ],
  ['|', /\b(?:Atz[ar]|Atc|Atz\.sprdt)\|[^\s"']{0,4000}/g, ' '],
  ['@', /\b[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}/g, ' '],
  ['/', /(^|[\s"'`(=[,:])\/[\w\-.~%{}@+$:]+(?:\/[\w\-.~%{}@+$:]*)*(?:\?[^\s"'`\])]{0,2000})?/g, '$1 '],
  [
    '.',
    /\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.(?:com|net|org|aws|local|internal|jp|uk|de)\b(?::\d{1,5})?/gi,
    ' ',
  ],
  ['-', /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{12,24}\b/gi, ' '],
  ["'", /(^|[\s:=([,{])'[^'\n]{0,300}'(?=$|[\s.,;:)\]}(])/g, '$1 '],
  ['"', /(^|[\s:=([,{])"[^"\n]{0,300}"(?=$|[\s.,;:)\]}(])/g, '$1 '],
  ['`', /(^|[\s:=([,{])`[^`\n]{0,300}`(?=$|[\s.,;:)\]}(])/g, '$1 '],
  ['', /[\s\u00a0]+/g, ' '],
];

/**
 * The words of an error: without addresses, paths, ids, ARNs and quoted input.
 * A quoted sentence of another service is kept. ARNs become words that say what they name, for example `arn_iam_role`.
 */
export function cleanText(text: string): string {
  let words = text.replace(QUOTING, '$1 $2 ').replace(/[‘’]/g, "'");
  for (const [needs, wrapping] of WRAPPING) if (words.includes(needs)) words = words.replace(wrapping, ' ');
  for (const [needs, noise, instead] of NOISE)
    if (words.includes(needs)) words = words.replace(noise, instead);
  return words.trim();
}
