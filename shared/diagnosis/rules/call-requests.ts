import { is, type Rule } from '../rule.ts';

const isGet = (known: { operations: readonly { method: string }[] }) =>
  known.operations.every(({ method }) => method === 'GET');

const SP_API = ['sp-api'] as const;
const UNAVAILABLE = /internal (server )?error|internal failure|\bunavailable|please try again/;

/** Requests that SP-API does not take as they are. */
export const CALL_REQUEST_RULES: readonly Rule[] = [
  {
    id: 'call-rdt-role-not-granted',
    stage: 'call',
    family: 'authorization',
    cause: 'Application or token have no restricted role for the personal data that was asked for.',
    remedy:
      'Have the restricted role approved, tick it, authorize again; leave targetApplication out unless you delegate, and ask for approved elements only.',
    source: 'https://github.com/jlevers/selling-partner-api/issues/476',
    when: [{ service: SP_API, status: [400, 403], words: /application do(es)? not have access to/ }],
    byWords: 'certain',
    names: 'roles',
    next: ['roles', 'roleDates'],
  },
  {
    id: 'call-sandbox-input-not-matched',
    stage: 'call',
    family: 'sandbox',
    cause: 'The static sandbox answers only the parameter sets of the model, and these are none of them.',
    remedy:
      'Send the values of x-amzn-api-sandbox in the model (for getOrders CreatedAfter=TEST_CASE_200), or call the production host.',
    source: 'https://github.com/jlevers/selling-partner-api/issues/546',
    when: [{ service: SP_API, status: [400], words: /could not match input arguments/ }],
    byWords: 'likely',
    otherwise: 'on a production host it would be a fault of Amazon',
    contradicts: [is('sandbox', false)],
    next: ['hostUsed'],
  },
  {
    id: 'call-sandbox-internal-failure',
    stage: 'call',
    family: 'sandbox',
    cause: 'The sandbox found no canned answer for these parameters, and says so as an internal failure.',
    remedy: 'Send exactly the sandbox parameters of the model, or call the production host.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/1128',
    when: [{ service: SP_API, status: [500], code: /^internal(failure)?$/ }],
    proves: [is('sandbox', true)],
    contradicts: [is('sandbox', false), is('productionWorks', false), is('retrySucceeded', true)],
    hints: /sandbox/i,
    next: ['hostUsed', 'production'],
  },
  {
    id: 'amazon-unavailable',
    stage: 'network',
    family: 'amazon-fault',
    cause: 'Amazon’s side fails for the moment; nothing of yours is wrong.',
    remedy:
      'Try again with growing, random pauses, look at the SP-API status page, and open a case with the request ids when it lasts over an hour.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/usage-plans-and-rate-limits',
    when: [
      { service: SP_API, status: [500, 502, 503, 504], words: UNAVAILABLE },
      {
        service: SP_API,
        status: [500, 502, 503, 504],
        code: /^(internal(failure|server)?|serviceunavailable|servicefailure)$/,
      },
    ],
    suggests: [is('sandbox', false), is('productionWorks', false)],
    contradicts: [is('productionWorks', true), is('sandbox', true)],
    hints: /incident|outage|status page/i,
    next: ['retry'],
  },
  {
    id: 'amazon-refuses-what-worked',
    stage: 'network',
    family: 'amazon-fault',
    cause: 'Amazon’s side refuses a request that it took before, for everybody at once.',
    remedy:
      'Change nothing. Look at the SP-API Health Dashboard and at the issues of the models repository, wait, and repeat.',
    source: 'https://github.com/amzn/selling-partner-api-models/issues/2959',
    when: [
      { service: SP_API, status: [400, 403, 404], page: true },
      {
        service: SP_API,
        status: [400, 404, 500],
        code: /^(invalidinput|notfound|internalfailure|internal)$/,
      },
      { service: SP_API, words: /request header[^.|]{0,40}(exceeds|too large)/ },
    ],
    needs: is('workedUnchanged'),
    suggests: [is('workedUnchanged')],
    contradicts: [is('requestHasBody', true), is('sandbox', true)],
    next: ['retry', 'requestSent'],
  },
  {
    id: 'call-get-with-body',
    stage: 'call',
    family: 'malformed-request',
    cause:
      'A GET carried a body or a Content-Length, or the Host header was wrong: the edge refused it before SP-API saw it.',
    remedy: 'Send GET without body, Content-Length and Content-Type, and with exactly one Host header.',
    source: 'https://github.com/amzn/selling-partner-api-models/issues/2590',
    when: [
      {
        service: SP_API,
        status: [400, 403],
        page: true,
        called: isGet,
        notWords: /request target|header field/,
      },
    ],
    proves: [is('requestHasBody', true)],
    contradicts: [is('requestHasBody', false)],
    next: ['requestSent'],
  },
  {
    id: 'call-wrong-path-or-host',
    stage: 'call',
    family: 'wrong-endpoint',
    cause: 'No operation is at this address: wrong path, method or host.',
    remedy:
      'Compare method, path and version with the reference; tokens are fetched at api.amazon.com, not at the SP-API host.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/304',
    when: [
      { service: SP_API, status: [401, 403, 404], words: /missing ?authentication ?token/ },
      { service: SP_API, status: [401, 403, 404], code: /^missingauthenticationtoken$/ },
    ],
    byWords: 'certain',
    names: 'address',
    next: ['requestSent'],
  },
];
