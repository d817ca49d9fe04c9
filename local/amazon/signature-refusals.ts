import { spApiError } from './errors.ts';
import type { Answer } from './http.ts';

/** What SP-API answered to a bad signature until October 2023. */
export type Refusal = Answer;

function invalidSignature(message: string): Refusal {
  return spApiError(403, 'InvalidSignature', message);
}

function compact(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function skewed(stated: string, now: Date, old: boolean): Refusal {
  const nowText = compact(now);
  const limit = compact(new Date(now.getTime() + (old ? -5 : 5) * 60_000));
  return invalidSignature(
    old
      ? `Signature expired: ${stated} is now earlier than ${limit} (${nowText} - 5 min.)`
      : `Signature not yet current: ${stated} is still later than ${limit} (${nowText} + 5 min.)`,
  );
}

/** One refusal for each way a signature can be bad. */
export const refusals = {
  absent: () => spApiError(403, 'MissingAuthenticationToken', 'Missing Authentication Token'),
  malformed: () =>
    spApiError(
      403,
      'InvalidInput',
      "Authorization header requires 'Credential', 'SignedHeaders' with 'host', and 'Signature' parameters, " +
        "and a 'X-Amz-Date' header.",
    ),
  wrongRegion: (region: string) =>
    invalidSignature(`Credential should be scoped to a valid region, not '${region}'. `),
  wrongService: (service: string) =>
    invalidSignature(`Credential should be scoped to correct service: '${service}'. `),
  wrongTerminator: () =>
    invalidSignature("Credential should be scoped with a valid terminator: 'aws4_request'. "),
  wrongDate: (scopeDate: string, stated: string) =>
    invalidSignature(
      'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
        `'${scopeDate}' != '${stated.slice(0, 8)}', from '${stated}'.`,
    ),
  skewed,
  // Amazon went on to print the canonical request, access token included: nothing a log should see
  mismatch: () =>
    invalidSignature(
      'The request signature we calculated does not match the signature you provided. ' +
        'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    ),
  invalidToken: () =>
    spApiError(403, 'InvalidInput', 'The security token included in the request is invalid.'),
  sessionEnded: () =>
    spApiError(403, 'Unauthorized', 'The security token included in the request is expired'),
};

function nameOfRole(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/**
 * Whether the signer is the one registered with the application: the same ARN, or a session of the registered
 * role. Session ARNs leave out the path of the role, and carry the session's name instead.
 */
export function isRegisteredPrincipal(registeredArn: string, principalArn: string | undefined): boolean {
  if (principalArn === undefined || principalArn === registeredArn) return principalArn !== undefined;

  const session = /^arn:[^:]+:sts::(\d+):assumed-role\/([^/]+)\//.exec(principalArn);
  const role = /^arn:[^:]+:iam::(\d+):role\//.exec(registeredArn);
  return session !== null && session[1] === role?.[1] && session[2] === nameOfRole(registeredArn);
}
