import { header, type Received } from './http.ts';

/** A Signature Version 4 Authorization header, taken apart. */
export interface SignatureHeader {
  accessKeyId: string;
  scope: { date: string; region: string; service: string; terminator: string };
  signedHeaders: string[];
  signature: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const CREDENTIAL = /^([^/\s]+)\/(\d{8})\/([^/]+)\/([^/]+)\/([^/]+)$/;

/** Whether the request claims to be signed at all: a bearer token in this header is no signature. */
export function claimsSignature(received: Received): boolean {
  return (header(received, 'authorization') ?? '').includes('AWS4-');
}

function readParameters(text: string): Map<string, string> {
  const pairs = text.split(',').map((part): [string, string] => {
    const [name = '', ...value] = part.trim().split('=');
    return [name, value.join('=')];
  });
  return new Map(pairs);
}

/** Takes the header apart; undefined when it is not well formed. */
export function parseSignatureHeader(received: Received): SignatureHeader | undefined {
  const value = header(received, 'authorization') ?? '';
  if (!value.startsWith(`${ALGORITHM} `)) return undefined;

  const parameters = readParameters(value.slice(ALGORITHM.length));
  const credential = CREDENTIAL.exec(parameters.get('Credential') ?? '');
  const signature = parameters.get('Signature') ?? '';
  const signedHeaders = (parameters.get('SignedHeaders') ?? '').split(';');
  if (!credential || !/^[0-9a-f]{64}$/.test(signature) || !signedHeaders.includes('host')) return undefined;

  const [, accessKeyId = '', date = '', region = '', service = '', terminator = ''] = credential;
  return { accessKeyId, scope: { date, region, service, terminator }, signedHeaders, signature };
}

/** When the request says it was signed: `20231002T120000Z`; undefined when missing or not of that form. */
export function signingTime(received: Received): { text: string; date: Date } | undefined {
  const text = header(received, 'x-amz-date') ?? '';
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!parts) return undefined;

  const [, year, month, day, hour, minute, second] = parts;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? undefined : { text, date };
}
