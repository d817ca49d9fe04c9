import { asText } from '../domain/as-text.ts';
import type { Region } from '../domain/regions.ts';
import type { Evidence } from './evidence.ts';
import { cleanText, isPage, shorten } from './reading/clean-text.ts';
import { codesIn, plainCode } from './reading/codes.ts';
import { type ErrorText, readErrorText, unpacked } from './reading/error-text.ts';
import { type KnownOperation, knownOperation } from './reading/known-operation.ts';
import { type Call, readCall, type Service, serviceNamed, serviceOfHost } from './reading/read-call.ts';

type Given = Evidence['observations'][number];

/** An observation as rules look at it. */
export interface Seen {
  service: Service;
  /** Operation, action or grant; path where only that was given. */
  operation: string;
  /** What the catalogue of SP-API says about it. */
  known?: KnownOperation;
  method?: string;
  status: number | undefined;
  /** Codes that the answer names as such, in one spelling. */
  said: string[];
  /** These, and whatever in the text looks like a code. */
  codes: string[];
  /** The words of the error alone, in lower case; what looks like a code and is not {@link said} is a word too. */
  text: string;
  /** The same without what {@link cleanText} takes out, for what is read from ARNs and times. */
  raw: string;
  details: string;
  /** The answer was a page of HTML. */
  page: boolean;
  region: Region | undefined;
  awsRegion: string | undefined;
  sandbox: boolean;
  ok: boolean;
  at: number | undefined;
  /** Token that was sent, or its first characters. */
  token: string | undefined;
}

/** NA, EU or FE from a host, an AWS region or a name. */
export function regionOf(text: string | undefined): Region | undefined {
  const [, host, aws, name] =
    text?.match(
      /sellingpartnerapi-(na|eu|fe)|(us-east-1|eu-west-1|us-west-2)|(?:^|[^a-z])(na|eu|fe)(?:[^a-z]|$)/i,
    ) ?? [];
  const named = { 'us-east-1': 'NA', 'eu-west-1': 'EU', 'us-west-2': 'FE' }[aws?.toLowerCase() ?? ''];
  return (named ?? (host ?? name)?.toUpperCase()) as Region | undefined;
}

const timeOf = (at: string | undefined) => {
  const time = Date.parse(at ?? '');
  return Number.isNaN(time) ? undefined : time;
};

/** A header by its name in any case. */
function headerOf({ headers }: Given, name: string): string {
  const found = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name);
  return found ? asText([found[1]].flat()[0]).slice(0, 200) : '';
}

const AWS_REGION = /\b(?:us|eu|ap|sa|ca|me|af|il|mx|cn)-(?:gov-)?[a-z]{4,12}-\d\b/i;

/** Longest code, call or address that is looked at. */
const MOST = 2000;
const short = (text: string | undefined) => text?.slice(0, MOST);

/** Reads one observation, in whatever spelling it was written down. */
export function readObservation(whole: Given): Seen {
  const { code, region, host, endpoint, url } = whole;
  const limited = {
    code: short(code),
    region: short(region),
    host: short(host),
    endpoint: short(endpoint),
    url: short(url),
  };
  const given = { ...whole, ...limited, call: whole.call.slice(0, MOST) };
  const message = unpacked(shorten(given.message ?? ''));
  const details = shorten(given.details ?? '');
  const told = readErrorText(message);
  const call = resolve(readCall(given.call), given, told);
  const places = [given.region, given.host, given.endpoint, given.url, given.call, headerOf(given, 'host')];
  const said = codesOf(given, told);
  const raw = [told.message ?? message, message, told.details, details].filter(Boolean).join(' | ');
  // A sentence in the place of the code is a message.
  const words = cleanText([/\s/.test(given.code ?? '') ? given.code : '', raw].filter(Boolean).join(' | '));
  const status = given.httpStatus ?? statusOf(given.code) ?? told.status;
  return {
    ...call,
    ...(call.service === 'other' && ONLY_SP_API.test(words) && { service: 'sp-api' as const }),
    status,
    said,
    codes: [...new Set([...said, ...codesIn(words)])],
    text: withoutCodes(words.replace(CLASS_NAME, ' '), said).toLowerCase(),
    raw,
    details: (given.details ?? told.details ?? '').trim().replace(/^(""|null|\{\}|\[\])$/, ''),
    page: isPage(raw),
    region: isAws(call.service) ? undefined : places.map(regionOf).find(Boolean),
    awsRegion: places.map((place) => place?.match(AWS_REGION)?.[0].toLowerCase()).find(Boolean),
    sandbox: places.some((place) => /sandbox\.sellingpartnerapi/i.test(place ?? '')),
    ok:
      given.httpStatus === undefined
        ? said.length === 1 && /^(ok|success)$/.test(said[0] ?? '')
        : isGood(given.httpStatus),
    at: timeOf(given.at),
    token: headerOf(given, 'x-amz-access-token') || undefined,
  };
}

/** A code that is read as one is no word beside: `QuotaExceeded` does not say that a quota was exceeded. */
const withoutCodes = (words: string, said: readonly string[]) =>
  words.replace(CODE_FORM, (token) => (said.includes(plainCode(token)) ? ' ' : token));
const CODE_FORM = /\b[A-Za-z]{1,40}(?:_[A-Za-z]{1,40}|[a-z][A-Z])\w{0,60}\b/g;

/** A class with its package is a code, not words. */
const CLASS_NAME = /\b(?:[A-Za-z_$][\w$]{0,60}\.){2,12}[A-Z]\w{2,80}\b/g;
/** Sentences that only SP-API writes. */
const ONLY_SP_API =
  /access to (the )?requested resource is denied|quota for the requested resource|lwa secret token|could not match input arguments|application do(?:es)? not have access to (?:some|one)|(?:report|feed) type \S{1,40} is not allowed at this time/i;
const isGood = (status: number) => status >= 200 && status < 300;
const isAws = (service: Service) => !['lwa', 'sp-api', 'console', 'other'].includes(service);
const statusOf = (code: string | undefined) =>
  /^\s*[45]\d\d\s*$/.test(code ?? '') ? Number(code) : undefined;

function codesOf(given: Given, told: ErrorText): string[] {
  const code = statusOf(given.code) ? '' : (given.code ?? '');
  const type = headerOf(given, 'x-amzn-errortype');
  return [
    ...new Set([plainCode(code), plainCode(type), ...told.codes].filter((one) => one && !/^\d+$/.test(one))),
  ];
}

/** What the address, the catalogue of SP-API and the error itself say about a call. */
function resolve(
  call: Call,
  { url, host, endpoint }: Given,
  told: ErrorText,
): Pick<Seen, 'service' | 'operation'> & Partial<Seen> {
  const address =
    url && /^https?:\/\//i.test(url) ? `${call.method ? `${call.method} ` : ''}${url}` : undefined;
  const named =
    call.service === 'other'
      ? (serviceOfHost(url ?? host ?? endpoint ?? '') ?? serviceNamed(told.service ?? ''))
      : undefined;
  const path = `${call.method ? `${call.method} ` : ''}${call.operation}`;
  const mayBeSpApi =
    call.service === 'sp-api' || (call.service === 'other' && (named ?? 'sp-api') === 'sp-api');
  const known = mayBeSpApi ? knownOperation([address, path, call.operation]) : undefined;
  const service = named ?? (known ? 'sp-api' : call.service);
  const names = new Set(known?.operations.map(({ operation }) => operation));
  const operation = names.size === 1 ? [...names][0] : call.operation || told.operation;
  const methods = new Set(known?.operations.map(({ method }) => method));
  const method = call.method ?? (methods.size === 1 ? [...methods][0] : undefined);
  return { service, operation: operation ?? '', ...(known && { known }), ...(method && { method }) };
}
