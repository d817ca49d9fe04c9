import { holdsSecret } from './holds-secret.ts';
import { isStorable } from './stored-form.ts';

/** What people are told of a value that Parameter Store refuses. */
export const TWO_BRACES = 'contains {{, which AWS Parameter Store does not store; copy it again';

/** A finding on an answer that a person typed: `problem` refuses it, `doubt` only warns. */
export interface Finding {
  problem?: string;
  doubt?: string;
}

const CLIENT_ID = /^amzn1\.application-oa2-client\.[0-9a-z]{32}$/i;
const APPLICATION_ID = /^amzn1\.(sp\.solution|sellerapps\.app)\.[0-9a-f-]{36}$/i;
const CLIENT_SECRET = /^(amzn1\.oa2-cs\.v1\.[0-9a-f]{64}|[0-9a-zA-Z]{64})$/;
const REFRESH_TOKEN = /^Atzr\|[A-Za-z0-9_\-+/=|]+$/;

function untidy(value: string): string | undefined {
  if (/\s|["'<>]/.test(value)) return 'contains a space, a line break or a quotation mark; copy it again';
  return isStorable(value) ? undefined : TWO_BRACES;
}

/** Much longer than any id or client secret of Amazon, in bytes. */
const MOST_BYTES = 500;

function unlikeAny(value: string): string | undefined {
  if (Buffer.byteLength(value) > MOST_BYTES) return `is longer than ${MOST_BYTES} characters; copy it again`;
  return /[^\x21-\x7e]/.test(value)
    ? 'contains a character that no id or secret of Amazon has; copy it again'
    : undefined;
}

// Ids are stored and shown in plain text, so nothing that is secret may pass for one.
const isSecret = (value: string) => CLIENT_SECRET.test(value) || /^Atz/.test(value) || holdsSecret(value);

/**
 * Checks the form of a client id. Amazon publishes no pattern, so an unusual one is only doubted.
 * Source: forms seen in developer-docs.amazon.com/sp-api/docs/connect-to-the-selling-partner-api
 */
export function checkClientId(value: string): Finding {
  if (APPLICATION_ID.test(value)) {
    return {
      problem:
        'this is the application id; the client id is behind "View" in the column "LWA credentials" and starts with amzn1.application-oa2-client.',
    };
  }
  if (isSecret(value)) return { problem: 'this looks like a secret or a token, not the client id' };
  const problem = untidy(value) ?? unlikeAny(value);
  if (problem) return { problem };
  return CLIENT_ID.test(value) ? {} : { doubt: 'does not look like amzn1.application-oa2-client.…' };
}

/** Checks the form of a client secret, new (`amzn1.oa2-cs.v1.…`) or old (64 letters and digits). */
export function checkClientSecret(value: string): Finding {
  if (CLIENT_ID.test(value)) return { problem: 'this is the client id, not the client secret' };
  if (REFRESH_TOKEN.test(value)) return { problem: 'this is a refresh token, not the client secret' };
  const problem = untidy(value) ?? unlikeAny(value);
  if (problem) return { problem };
  return CLIENT_SECRET.test(value) ? {} : { doubt: 'does not look like amzn1.oa2-cs.v1.…' };
}

/** Checks the form of an application id (`amzn1.sp.solution.…`, older `amzn1.sellerapps.app.…`). */
export function checkApplicationId(value: string): Finding {
  if (CLIENT_ID.test(value))
    return { problem: 'this is the client id; the application id starts with amzn1.sp.solution.' };
  if (isSecret(value)) return { problem: 'this looks like a secret or a token, not the application id' };
  const problem = untidy(value) ?? unlikeAny(value);
  if (problem) return { problem };
  return APPLICATION_ID.test(value) ? {} : { doubt: 'does not look like amzn1.sp.solution.…' };
}

/** Checks the form of a refresh token (`Atzr|…`, at most 2048 characters). */
export function checkRefreshToken(value: string): Finding {
  if (value.startsWith('Atza|'))
    return { problem: 'this is an access token; the refresh token starts with Atzr|' };
  if (value.length > 2048) return { problem: 'is longer than the 2048 characters of a refresh token' };
  if (CLIENT_SECRET.test(value)) return { problem: 'this is the client secret, not the refresh token' };
  const problem = untidy(value);
  if (problem) return { problem };
  if (REFRESH_TOKEN.test(value)) return {};
  if (!value.startsWith('Atzr|'))
    return {
      problem: `must start with Atzr|; this has ${value.length} characters and starts otherwise. Copy it again, or authorize again if it is no longer shown`,
    };
  const at = value.search(/[^A-Za-z0-9_\-+/=|]/);
  return {
    problem:
      at === -1
        ? 'ends after Atzr|; copy the whole token'
        : `has a character at position ${at + 1} of ${value.length} that no refresh token has; copy it again`,
  };
}
