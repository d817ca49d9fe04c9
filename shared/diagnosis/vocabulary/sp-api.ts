import type { Meaning } from './meaning.ts';

const HTTP =
  'https://developer-docs.amazon.com/sp-api/docs/resolve-common-http-and-authorization-error-codes';
const PLANS = 'https://developer-docs.amazon.com/sp-api/docs/usage-plans-and-rate-limits';
const SCHEDULE = 'https://developer-docs.amazon.com/sp-api/docs/sp-api-deprecations';
const services = ['sp-api'] as const;

/** What SP-API says, by the words of its details, its codes, x-amzn-ErrorType and statuses. */
const MEANINGS: readonly Meaning[] = [
  {
    id: 'sp-api-request-target-malformed',
    family: 'malformed-request',
    sure: 'certain',
    words: [/invalid character found in (the request target|method name|the http protocol)/],
    cause:
      'The address of the call has characters that HTTP does not allow there, often an access token or a value in the query that is not percent-encoded.',
    remedy:
      'Send the access token as the header x-amz-access-token, never in the query, and percent-encode every value of the query.',
    source: HTTP,
  },
  {
    id: 'sp-api-header-too-large',
    family: 'malformed-request',
    sure: 'possible',
    words: [/request header[^.|]{0,40}(exceeds|too large)|header fields? too large/],
    status: [431],
    cause: 'A header of the request is larger than the edge of SP-API takes.',
    remedy:
      'Look at the length of the access token, of cookies and of the user agent: each header is sent once, below 8 KB.',
    source: HTTP,
    otherwise: 'Amazon has answered good requests with it during faults of its own',
  },
  {
    id: 'sp-api-refused-by-edge',
    family: 'malformed-request',
    sure: 'likely',
    page: true,
    words: [/bad request|could not understand/],
    status: [400],
    cause: 'The edge of SP-API refused the request before SP-API saw it: it breaks the rules of HTTP.',
    remedy:
      'Send GET without body, Content-Length and Content-Type, one Host header, no empty header, and an address without characters that need encoding.',
    source: HTTP,
    otherwise: 'a fault of Amazon, or a proxy on the way, may answer with such a page',
  },
  {
    id: 'sp-api-operation-gone',
    family: 'wrong-operation',
    sure: 'certain',
    words: [
      /(is|has been|was) (deprecated|removed|sunset|retired|discontinued)|no longer (supported|available)/,
    ],
    status: [410],
    cause: 'Amazon has removed this operation, version or type.',
    remedy: 'Call the successor that the deprecation schedule names.',
    source: SCHEDULE,
  },
  {
    id: 'sp-api-not-for-this-operation',
    family: 'wrong-operation',
    sure: 'likely',
    words: [
      /(report|feed) type[^.|]{0,40}(is )?not (allowed|supported)|not allowed at this time/,
      /operation[^.|]{0,40}not (supported|allowed|available)|method not allowed/,
    ],
    codes:
      'UnsupportedOperation MethodNotAllowed MethodNotAllowedException NotImplemented UnsupportedOperationException',
    status: [405, 501],
    cause:
      'This operation is not the one for what is asked: it does not take the method, or Amazon makes this type by itself.',
    remedy:
      'Compare method and type with the reference. Settlement reports cannot be requested: find them with getReports.',
    source: HTTP,
    otherwise: 'a type that the account may not use at this time is answered alike',
  },
  {
    id: 'sp-api-throttled',
    family: 'throttled',
    sure: 'certain',
    words: [/exceeded your quota|too many requests|rate exceeded|request(s)? (was|were|is|are) throttled/],
    codes:
      'QuotaExceeded QuotaExceededException TooManyRequests TooManyRequestsException Throttling ThrottlingException RequestThrottled LimitExceeded LimitExceededException',
    weak: [/throttl/],
    status: [429],
    cause: 'More calls of this operation came than its rate allows for this account and application.',
    remedy:
      'Wait at least one divided by the rate, repeat with growing, random pauses, and keep what was answered.',
    source: PLANS,
  },
  {
    id: 'sp-api-no-such-path',
    family: 'wrong-endpoint',
    sure: 'certain',
    words: [/missing ?authentication ?token/],
    codes:
      'MissingAuthenticationToken MissingAuthenticationTokenException UnknownOperationException UnknownOperation',
    cause: 'No operation is at this address: the host, the path or the method is wrong.',
    remedy:
      'Compare method, path and version with the reference. Tokens are fetched at https://api.amazon.com/auth/o2/token, not at the SP-API host.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/304',
  },
  {
    id: 'sp-api-already-exists',
    family: 'conflict',
    sure: 'certain',
    words: [
      /already exists?\b|already (been )?(created|registered|subscribed|submitted|confirmed|cancelled)|\bduplicate\b/,
      /conflicts? with (a|the|another|its|an) |current (state|status)[^.|]{0,30}(does not|doesn't) allow|(destination|queue|resource) (still )?has subscriptions/,
    ],
    codes:
      'Conflict ConflictException StateConflict ResourceAlreadyExists AlreadyExists DuplicateRequest ResourceConflict',
    status: [409],
    cause: 'It exists already for this application or account, or has changed meanwhile.',
    remedy:
      'Read what exists and use it: for notifications take the ids from getDestinations and getSubscription.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/1850',
  },
  {
    id: 'sp-api-client-secret-expired',
    family: 'lwa-credentials',
    sure: 'certain',
    services: ['sp-api', 'lwa'],
    words: [/(lwa|client) secret[^.|]{0,40}expired/],
    cause: 'The access token was issued with an LWA client secret that has expired.',
    remedy:
      'Rotate the client secret in the developer console, store the new one, and fetch a new access token. Authorizations stay as they are.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/lwa-credentials-faq',
  },
  {
    id: 'sp-api-token-refused',
    family: 'lwa-token',
    sure: 'likely',
    words: [/access token[^.|]{0,60}(missing|expired|invalid|malformed|revoked)|restricted data token/],
    codes: 'InvalidAccessToken ExpiredToken ExpiredTokenException AccessTokenExpired InvalidToken',
    cause: 'The access token of the call is missing, expired, malformed or of the wrong kind.',
    remedy: 'Fetch a new access token and send it unchanged as the header x-amz-access-token.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/authorization-errors',
    otherwise: 'a proxy that drops the header, and faults of Amazon, are answered alike',
  },
  {
    id: 'sp-api-denied',
    family: 'authorization',
    sure: 'possible',
    words: [/access to (the )?requested resource is denied|access (is )?denied/],
    codes:
      'Unauthorized UnauthorizedException AccessDenied AccessDeniedException Forbidden ForbiddenException NotAuthorized',
    status: [401, 403],
    cause:
      'SP-API takes the access token, and does not allow this call: the selling account, its region, its authorization or a data access role does not fit.',
    remedy: 'Find out which: see what to look at next. IAM and signatures play no part.',
    source: HTTP,
    otherwise: 'a removed operation and an unapproved developer profile are answered alike',
  },
  {
    id: 'sp-api-too-large',
    family: 'malformed-request',
    sure: 'certain',
    words: [/(request|payload|entity|body)[^.|]{0,20}too large/],
    codes:
      'RequestTooLarge PayloadTooLarge RequestEntityTooLarge RequestTooLargeException UnsupportedMediaType UnsupportedMediaTypeException',
    status: [413, 415],
    cause: 'The body is larger than SP-API takes, or its Content-Type is not the one of the operation.',
    remedy: 'Send application/json in the form of the model; upload large content with a feed document.',
    source: HTTP,
  },
  {
    id: 'sp-api-not-found',
    family: 'not-found',
    sure: 'likely',
    words: [
      /(could not|cannot|can't) (be found|find)|does not exist|doesn't exist|no (order|report|item|document)[^.|]{0,20}found/,
      /\bno [a-z]{3,30} (exists )?(with|for) (the |this |that )?(given )?[a-z]{0,20} ?id\b/,
    ],
    codes: 'NotFound NotFoundException ResourceNotFound ResourceNotFoundException NoSuchKey',
    weak: [/not found/],
    status: [404],
    cause: 'The order, report, item or document does not exist for this selling account.',
    remedy:
      'Check the id, the marketplace and the region, and whether it belongs to the account that gave the token.',
    source: HTTP,
    otherwise: 'a wrong path, and data that Amazon has not finished, are answered alike',
  },
  {
    id: 'sp-api-unavailable',
    family: 'amazon-fault',
    sure: 'likely',
    words: [
      /internal (server )?error|internal failure|(service|temporarily|website)[^.|]{0,20} unavailable|please try again/,
    ],
    codes:
      'InternalFailure InternalError InternalServerError InternalServerException ServiceUnavailable ServiceUnavailableException ServiceFailure GatewayTimeout BadGateway ServerError UnknownError',
    weak: [/gateway time-?out|bad gateway|server error/],
    status: [500, 502, 503, 504],
    cause: 'Amazon’s side failed for the moment.',
    remedy:
      'Repeat with growing, random pauses, look at the SP-API Health Dashboard, and open a case with the request ids if it lasts over an hour.',
    source: PLANS,
    otherwise: 'the sandbox answers parameters that it does not know alike',
  },
  {
    id: 'sp-api-request-malformed',
    family: 'malformed-request',
    sure: 'likely',
    words: [
      /invalid (request (body|parameters?|uri|header)|input|parameter|value|argument|report type|feed type|marketplace)/,
      /(missing|required|unknown|unexpected) (required )?(parameter|property|field|header)|does not match (any allowed|the) /,
      /bad request|failed validation|validation (error|failed)|unable to parse/,
    ],
    codes:
      'InvalidInput InvalidRequest InvalidParameter InvalidParameterValue InvalidArgument InvalidValue InvalidFormat BadRequest BadRequestException MissingParameter MissingRequiredParameter ValidationException ValidationError MalformedInput MalformedRequest InvalidMarketplace InvalidSort InvalidNextToken InvalidPageToken SerializationException',
    status: [400, 422],
    cause: 'SP-API does not accept a parameter or the body of the request.',
    remedy:
      'Compare every parameter with the model of the operation: names, formats of dates, lists, marketplace ids and the type of each value.',
    source: HTTP,
    otherwise: 'faults of Amazon and accounts that lack a feature are sometimes answered alike',
  },
];

export const SP_API_MEANINGS: readonly Meaning[] = MEANINGS.map((one) => ({ services, ...one }));
