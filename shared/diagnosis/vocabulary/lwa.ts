import type { Meaning } from './meaning.ts';

const ERRORS = 'https://developer.amazon.com/docs/login-with-amazon/access-token-request.html';
const OAUTH = 'https://www.rfc-editor.org/rfc/rfc6749#section-5.2';
const CONNECTING = 'https://developer-docs.amazon.com/sp-api/docs/connecting-to-the-selling-partner-api';
const services = ['lwa', 'other'] as const;

/** What Login with Amazon says: every error of OAuth, with every parameter that it can name. */
export const LWA_MEANINGS: readonly Meaning[] = [
  {
    id: 'lwa-client-refused',
    family: 'lwa-credentials',
    sure: 'likely',
    services,
    claims: 'lwa-client',
    words: [
      /client authentication failed|invalid client\b/,
      /(missing|invalid)[^.|]{0,30}parameter ?: ?client_(id|secret)/,
      /unknown client|client[^.|]{0,20}(not found|is not registered)/,
      /unsuccessful lwa token exchange/,
    ],
    codes: 'invalid_client Unauthorized UnauthorizedException',
    status: [401],
    cause:
      'Login with Amazon does not accept the client id and client secret: they do not belong together, are not what Amazon issued, or the secret has expired.',
    remedy:
      'Get the error and error_description of Login with Amazon. Compare the stored client id and secret with "LWA credentials > View" of the application, and check the deadline of the secret.',
    source: ERRORS,
    otherwise: 'libraries report other refusals of Login with Amazon as 401 as well',
  },
  {
    id: 'lwa-token-of-other-client',
    family: 'lwa-credentials',
    sure: 'likely',
    services,
    words: [/not authorized for requested operation|client is not authorized/],
    codes: 'unauthorized_client',
    cause: 'The application may not use this token or grant: the token was issued to another client id.',
    remedy: 'Use client id, client secret and refresh token of the same application.',
    source: ERRORS,
    otherwise: 'a grant type or scope that is not allowed is answered alike',
  },
  {
    id: 'lwa-authorization-code-refused',
    family: 'lwa-token',
    sure: 'certain',
    services,
    words: [/invalid grant parameter ?: ?code|authorization code[^.|]{0,60}(expired|invalid|used)/],
    cause:
      'The authorization code has expired (it lives five minutes), was used before, or is of another client or redirect URI.',
    remedy:
      'Let the selling partner authorize again, and exchange the new code at once, once, with the same redirect URI.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/website-authorization-workflow',
  },
  {
    id: 'lwa-consent-withdrawn',
    family: 'authorization',
    sure: 'possible',
    services,
    claims: 'refresh-token',
    words: [/may have revoked|didn't grant the permission|user (has )?(revoked|denied)/],
    codes: 'access_denied consent_required',
    cause:
      'The selling partner has no valid authorization for this application: it was revoked, has ended, or was never given.',
    remedy: 'Authorize the application again and store the new refresh token whole.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/authorization-errors',
    otherwise: 'a refresh token that is not whole is answered with the same sentence',
  },
  {
    id: 'lwa-grant-refused',
    family: 'lwa-token',
    sure: 'possible',
    services,
    claims: 'refresh-token',
    words: [/invalid grant parameter/],
    codes: 'invalid_grant invalid_token',
    cause:
      'Login with Amazon does not accept the refresh token: it is not whole, is a different kind of token, or is no longer valid.',
    remedy:
      'Compare the stored token with the one that Amazon showed: it begins with Atzr| and has no line break. If it is whole, authorize again and store the new one.',
    source: ERRORS,
    otherwise: 'a revoked or ended authorization is answered alike',
  },
  {
    id: 'lwa-scope-refused',
    family: 'malformed-request',
    sure: 'likely',
    services,
    words: [/(invalid|unknown)[^.|]{0,30}scope|parameter ?: ?scope/],
    codes: 'invalid_scope',
    cause: 'The scope of the token request is not one that SP-API knows, or does not go with this grant.',
    remedy:
      'Send scope only with grant_type=client_credentials: sellingpartnerapi::notifications, sellingpartnerapi::client_credential:rotation or sellingpartnerapi::shipments:track.',
    source: CONNECTING,
    otherwise: 'a scope that the application may not have is answered alike',
  },
  {
    id: 'lwa-request-malformed',
    family: 'malformed-request',
    sure: 'likely',
    services,
    words: [
      /(missing|invalid|duplicate)[^.|]{0,30}parameter ?: ?(grant_type|refresh_token|redirect_uri|code|response_type)/,
      /duplicate[^.|]{0,30}parameter|missing a required parameter|malformed request|content[- ]type|grant type is not supported|authorization grant type/,
    ],
    codes:
      'invalid_request unsupported_grant_type unsupported_response_type invalid_request_uri invalid_parameter',
    status: [400, 413, 415],
    cause:
      'Login with Amazon cannot read the token request: a parameter is missing, doubled or in the wrong encoding.',
    remedy:
      'Send grant_type, refresh_token, client_id and client_secret once each as application/x-www-form-urlencoded, with every value percent-encoded.',
    source: OAUTH,
    otherwise: 'a parameter with a wrong value is sometimes answered alike',
  },
  {
    id: 'lwa-throttled',
    family: 'throttled',
    sure: 'certain',
    services: ['lwa'],
    words: [/too many requests|rate exceeded|throttl/],
    codes: 'slow_down TooManyRequests Throttling ThrottlingException QuotaExceeded',
    status: [429],
    cause: 'Too many token requests reach Login with Amazon.',
    remedy: 'Keep each access token for the hour it lives, and repeat with growing, random pauses.',
    source: CONNECTING,
  },
  {
    id: 'lwa-unavailable',
    family: 'amazon-fault',
    sure: 'certain',
    services: ['lwa'],
    words: [/internal (server )?error|temporarily unavailable|service unavailable|server_error/],
    codes: 'server_error temporarily_unavailable InternalFailure ServiceUnavailable InternalServerError',
    status: [500, 502, 503, 504],
    cause: 'Login with Amazon failed for the moment.',
    remedy: 'Repeat with growing, random pauses. Nothing of yours is wrong.',
    source: OAUTH,
  },
  {
    id: 'lwa-wrong-address',
    family: 'wrong-endpoint',
    sure: 'likely',
    services: ['lwa'],
    codes: 'NotFound MethodNotAllowed',
    status: [404, 405],
    cause: 'The token request went to an address or with a method that Login with Amazon does not have.',
    remedy: 'Send POST to https://api.amazon.com/auth/o2/token.',
    source: CONNECTING,
    otherwise: 'a proxy on the way may have answered',
  },
];
