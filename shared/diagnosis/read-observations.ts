import type { Region } from '../domain/regions.ts';
import type { Evidence } from './evidence.ts';

type Given = Evidence['observations'][number];
export type Service = 'iam' | 'sts' | 'lwa' | 'sp-api' | 'ssm' | 'sqs' | 'console' | 'other';

/** An observation as rules look at it. */
export interface Seen {
  service: Service;
  /** Operation, action or grant; path where only that was given. */
  operation: string;
  status: number | undefined;
  /** Without the `Exception` that SDKs add. */
  code: string;
  /** Code, message and details together. */
  text: string;
  details: string;
  region: Region | undefined;
  ok: boolean;
  at: number | undefined;
}

const SERVICES: [RegExp, Service][] = [
  [/api\.amazon\.com\/auth|^lwa\b|^login.?with.?amazon|^oauth|\bo2\/token/i, 'lwa'],
  [/sellingpartnerapi|^sp[-_ ]?api\b|^selling[-_ ]?partner/i, 'sp-api'],
  [/^sts\b|assumerole|getcalleridentity/i, 'sts'],
  [/^iam\b/i, 'iam'],
  [/^ssm\b|putparameter/i, 'ssm'],
  [/^sqs\b/i, 'sqs'],
  [/console|central|portal|browser|consent|registration|form/i, 'console'],
];

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

/** SP-API's errors array may have been passed on whole as one text. */
function inner({ code, message, details }: Given): Pick<Given, 'code' | 'message' | 'details'> {
  const packed = message?.match(/^\s*\{.*"(?:errors|error)"/s) ? parse(message) : undefined;
  if (!packed) return { code, message, details };
  const [first = packed] = Array.isArray(packed.errors) ? packed.errors : [];
  const { code: c, message: m, details: d, error, error_description: text } = first as Record<string, string>;
  return { code: code ?? c ?? error, message: m ?? text ?? message, details: details ?? d };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Reads one observation; calls may be named by service and action, by host, or by method and address. */
export function readObservation(given: Given): Seen {
  const { call, httpStatus: status, at } = given;
  const { code = '', message = '', details = '' } = inner(given);
  const where = [
    given.region,
    given.host,
    given.endpoint,
    given.url,
    call,
    String(given.headers?.host ?? ''),
  ];
  const note = given.note ?? '';
  return {
    service: SERVICES.find(([pattern]) => pattern.test(call))?.[1] ?? 'other',
    operation: operationOf(call),
    status,
    code: code.trim().replace(/Exception$/i, ''),
    text: [code, message, details, note, String(given.headers?.['x-amzn-ErrorType'] ?? '')]
      .filter(Boolean)
      .join(' | '),
    details: details.trim().replace(/^(""|null|\{\}|\[\])$/, ''),
    region: where.map(regionOf).find(Boolean),
    ok: status === undefined ? /^(ok|success)$/i.test(code) : status >= 200 && status < 300,
    at: timeOf(at),
  };
}

const operationOf = (call: string) =>
  call
    .replace(/^(GET|POST|PUT|DELETE|PATCH)\s+/i, '')
    .replace(/^https?:\/\/[^/\s]+/i, '')
    .replace(/^[a-z_ -]+:\s*/i, '')
    .replace(/[\s@(?].*$/s, '');
