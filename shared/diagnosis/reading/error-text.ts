import { plainCode } from './codes.ts';

/** What an answer says about itself, in whatever form it was passed on. */
export interface ErrorText {
  codes: string[];
  status?: number;
  /** Service and operation as an SDK names them. */
  service?: string;
  operation?: string;
  message?: string;
  details?: string;
}

const STRING = String.raw`(?:"([^"\\]*(?:\\.[^"\\]*)*)"|'([^'\\]*(?:\\.[^'\\]*)*)')`;
/** JSON and Python quote a key; JavaScript and Rust print it bare. */
const field = (names: string) =>
  new RegExp(String.raw`(?:["'](?:${names})["']|\b(?:${names}))\s*:\s*${STRING}`, 'gi');
const FIELDS = {
  code: field('code|error|__type|errorType|errorCode'),
  message: field('message|error_description|errorMessage|Cause|msg'),
  details: field('details'),
};
/** A code has no blanks; a sentence in its place is a message. */
const isCode = (text: string) => /^[\w.:#/-]{2,200}$/.test(text);

/** Python prints an exception as its arguments: `('invalid_client', 'Client authentication failed', 401)`. */
const ARGUMENTS = /\('([^'\n]{1,80})', ['"]([^'"\n]{0,400})['"](?:, (\d{3}))?/;
/** Errors in one answer that are looked at. */
const MOST = 5;

/** Sentences of SDKs and tools, and the groups that they fill. */
const CODE_SAID = [
  /\bAn? (?:client )?error \(?(?:occurred )?\(?([\w.]{3,80})\)/i,
  /\bError Code: ?([\w.]{3,80})/i,
  /\bapi error ([\w.]{3,80}):/i,
  /\bHandlerErrorCode: ?(\w{3,80})/i,
  /<Code>\s*([\w.]{3,80})\s*<\/Code>/i,
  /\b(\w{3,80}) \((?:client|server)\):/,
  /(?:^|[:\]] )(?!Error:)([A-Za-z]\w{2,80}): [^\n]{0,4000}\n\s{0,8}status code: \d{3}, request id:/m,
  /\bAws::\w{2,40}::Errors::(\w{3,80})/,
  /\bAmazon\.\w{2,40}\.Model\.(\w{3,80})/,
  /\bx-amzn-errortype["']?\s*(?:=>|:)\s*\[?["']?(\w{3,80})/i,
];
const STATUS_SAID = [
  /\bStatus ?Code:? ?(?:of )?(\d{3})\b/i,
  /\bresulted in a `?(\d{3})\b/i,
  /\bHTTP(?:\/[\d.]+)? (?:Status |Error |response code )?:?(\d{3})\b/i,
  /^\s*\[?(?:HTTP )?([45]\d\d)\]?[\s:]/i,
  /<title>\s*(\d{3})\b/i,
  /\((\d{3})\) (?:bad request|unauthorized|forbidden|not found|too many requests|internal server error)/i,
  /\b([45]\d\d) (?:Client Error|Server Error|Bad Request|Unauthorized|Forbidden|Not Found|Too Many Requests|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)\b/i,
  /, ([45]\d\d)\)\s*$/,
];
const SERVICE_SAID = [
  /\bService: ?(\w{2,40})/,
  /\boperation error ([A-Za-z][\w ]{1,40}):/,
  /\bAws::(\w{2,40})::Errors\b/,
  /\bAmazon\.(\w{2,40})\.(?:Model\.\w|Amazon\w{2,60}Exception)/,
  /\bxmlns="https?:\/\/([a-z]{2,20})\.amazonaws\.com\/doc\b/,
  /https?:\/\/([a-z]{2,20})\.(?:[a-z]{2}-[a-z-]{4,20}-\d\.)?amazonaws\.com\b/,
];
/** Who else writes like that: SP-API alone answers with a list of errors, and its libraries have names of their own. */
const WRITTEN_BY: [RegExp, string][] = [
  [/\bsp_api\.auth\b|\/auth\/o2\/|["']?error_description["']?\s*:/i, 'lwa'],
  [/["']errors["']\s*:\s*\[\s*\{\s*["'](?:code|message)["']/i, 'sp-api'],
  [/\bsp_api\.(?:api|base)\b|\bsellingpartnerapi\b|\bAmzSpApi\b|\bcalling \w{3,60}Api->/i, 'sp-api'],
];
const OPERATION_SAID = [
  /\bwhen calling the (\w{3,80}) operation/i,
  /\boperation error [A-Za-z][\w ]{1,40}: (\w{3,80})/,
  /\bError executing "(\w{3,80})"/,
];

const first = (text: string, patterns: RegExp[]): string | undefined => {
  for (const pattern of patterns) {
    const found = text.match(pattern)?.[1];
    if (found) return found;
  }
  return undefined;
};

/** An error packed into a text, perhaps more than once: JSON in JSON, or Python's way to print it. */
export const unpacked = (text: string) =>
  /\\["'n]/.test(text) ? text.replace(/(?<!\\)\\+(["'])/g, '$1').replace(/(?<!\\)\\+n/g, '\n') : text;

/** Reads what a text says of status, code, service, operation and message. */
export function readErrorText(given: string): ErrorText {
  const text = unpacked(given);
  const packed = /\b(?:errors?|code|__type|error_description|message|msg|errorType)["']?\s*:/i.test(text);
  const all = (pattern: RegExp) =>
    packed
      ? [...text.matchAll(pattern)].slice(0, MOST).map(([, double, single]) => double ?? single ?? '')
      : [];
  const [, argument, told, number] = text.match(ARGUMENTS) ?? [];
  const named = all(FIELDS.code);
  const codes = [...named.filter(isCode), argument, ...CODE_SAID.map((pattern) => text.match(pattern)?.[1])];
  const xml = text.match(/<Message>([^<]{1,4000})<\/Message>/i)?.[1];
  const status = first(text, STATUS_SAID) ?? number;
  const service = first(text, SERVICE_SAID) ?? WRITTEN_BY.find(([pattern]) => pattern.test(text))?.[1];
  const operation = first(text, OPERATION_SAID);
  const messages = [...all(FIELDS.message), ...named.filter((one) => !isCode(one)), told, xml].filter(
    Boolean,
  );
  const details = all(FIELDS.details).filter(Boolean);
  return {
    codes: codes.flatMap((one) => (one ? [plainCode(one)] : [])),
    ...(status && { status: Number(status) }),
    ...(service && { service }),
    ...(operation && { operation }),
    ...(messages.length > 0 && { message: messages.join(' | ') }),
    ...(details.length > 0 && { details: details.join(' | ') }),
  };
}
