import { AWS } from '../reading/read-call.ts';
import type { Meaning } from './meaning.ts';

const COMMON = 'https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html';
const OF_CALLER = { family: 'aws-credentials', services: AWS, claims: 'aws-credential' } as const;

/** The caller's own AWS credentials: none, ended, unknown, or not signed with as AWS expects. */
export const AWS_CREDENTIAL_MEANINGS: readonly Meaning[] = [
  {
    ...OF_CALLER,
    id: 'aws-session-ended',
    sure: 'likely',
    words: [
      /security token (included in the request )?(is|has) expired/,
      /(sso|sign-?in|login)( session)?[^.|]{0,60}(has |is )?(expired|invalid)/,
      /(session|provided) token (not found or invalid|has expired|is expired)/,
      /token (for [^.|]{0,60})?(has|is) expired( and refresh failed)?/,
      /credentials?[^.|]{0,30}(have|has|are|is) expired/,
      /cached sso login is expired/,
      /refresh this sso session|aws sso login/,
    ],
    codes:
      'ExpiredToken ExpiredTokenException TokenRefreshRequired SSOTokenExpired UnauthorizedSSOTokenError ExpiredCredentials ExpiredTradeInTokenException SessionExpired',
    cause: 'The temporary AWS credentials of the caller have expired.',
    remedy:
      'Sign in again (aws sso login, or assume the role again), then repeat the call. A long-running program must fetch its credentials anew before they expire.',
    source: COMMON,
    otherwise: 'a clock that runs ahead makes a fresh session look expired',
  },
  {
    ...OF_CALLER,
    id: 'aws-credentials-missing',
    sure: 'certain',
    words: [
      /(could not|unable to|cannot|can't|couldn't|failed to) (load|locate|find|get|obtain|retrieve|refresh( cached)?)[^.|]{0,40}credentials/,
      /(missing|no|partial|empty)( valid)?( aws)? credentials?\b/,
      /no (valid )?credential (sources|providers)/,
      /credentials? (were|was|could) not (be )?(found|loaded)/,
      /(config )?profile[^.|]{0,60}(could not be|not) found/,
      /request is missing authentication token/,
      /must specify (a )?credentials/,
      /no ec2 (imds|instance metadata)/,
    ],
    codes:
      'CredentialsProviderError NoCredentialProviders NoCredentials NoCredentialsError PartialCredentialsError CredentialsError ProfileNotFound MissingCredentials CredentialRetrievalError NoAuthHandlerFound MissingCredentialsError AwsProviderCredentialsNotFound',
    cause: 'The program that made the call has no AWS credentials.',
    remedy:
      'Set AWS_PROFILE or the credential variables, or run "aws configure" or "aws sso login"; on AWS, attach a role. "aws sts get-caller-identity" shows who you are.',
    source: 'https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html',
  },
  {
    ...OF_CALLER,
    id: 'aws-request-expired',
    sure: 'likely',
    words: [
      /request has expired/,
      /signature (expired|not yet current)/,
      /(request ?time|clock|time)[^.|]{0,60}(too (large|skewed|far)|difference)/,
    ],
    codes: 'RequestExpired RequestTimeTooSkewed RequestInTheFuture RequestNotYetValid',
    cause:
      'The time of the request is not accepted: the temporary credentials have expired, or the clock of the machine is off.',
    remedy:
      'Sign in again. If that does not help, compare the local clock in UTC with the Date header of any answer, and let NTP set it.',
    source: COMMON,
    otherwise: 'ended credentials and a wrong clock are answered alike',
  },
  {
    ...OF_CALLER,
    id: 'aws-key-refused',
    sure: 'likely',
    words: [
      /security token included in the request is invalid/,
      /access key id you provided does not exist/,
      /access key id[^.|]{0,60}(is not valid|needs a subscription)/,
      /was not able to validate the provided access credentials/,
    ],
    codes:
      'InvalidClientTokenId UnrecognizedClient UnrecognizedClientException InvalidAccessKeyId AuthFailure InvalidIdentityToken',
    cause: 'AWS does not accept the access key or the session token of the call.',
    remedy:
      'Run "aws sts get-caller-identity" with the same credentials. Check that the key exists and is active, that an ASIA key comes with its session token, and that the region accepts the session.',
    source: COMMON,
    otherwise: 'a key that was created seconds ago is answered alike',
  },
  {
    ...OF_CALLER,
    id: 'aws-signature-refused',
    sure: 'likely',
    words: [
      /signature we calculated does not match/,
      /not a valid key=value pair/,
      /authorization header (requires|is missing|is malformed)/,
      /credential should be scoped to/,
    ],
    codes:
      'SignatureDoesNotMatch InvalidSignature InvalidSignatureException IncompleteSignature MissingAuthenticationToken MissingAuthenticationTokenException AuthorizationHeaderMalformed InvalidSecurity InvalidAuthenticationCode',
    cause: 'AWS does not accept the signature of the call.',
    remedy:
      'Try the same credentials with "aws sts get-caller-identity". If that fails, the secret does not belong to the key: create a new key. If it works, the program signs wrongly: use an SDK.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html',
    otherwise: 'a wrong secret and wrong signing are answered alike',
  },
];
