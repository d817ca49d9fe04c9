import { is, type Rule } from '../rule.ts';

const SP_API = ['sp-api'] as const;

/** Requests that SP-API does not take as they are. */
export const CALL_REQUEST_RULES: readonly Rule[] = [
  {
    id: 'call-rdt-role-not-granted',
    stage: 'call',
    cause: 'Application or token have no restricted role for the personal data that was asked for.',
    remedy:
      'Have the restricted role approved, tick it, authorize again; leave targetApplication out unless you delegate, and ask for approved elements only.',
    source: 'https://github.com/jlevers/selling-partner-api/issues/476',
    when: [{ service: SP_API, status: [400, 403], words: /Application do(es)? not have access to/i }],
    unmistakable: true,
    next: ['roles', 'roleDates'],
  },
  {
    id: 'call-sandbox-input-not-matched',
    stage: 'call',
    cause: 'The static sandbox answers only the parameter sets of the model, and these are none of them.',
    remedy:
      'Send the values of x-amzn-api-sandbox in the model (for getOrders CreatedAfter=TEST_CASE_200), or call the production host.',
    source: 'https://github.com/jlevers/selling-partner-api/issues/546',
    when: [{ service: SP_API, status: [400], words: /Could not match input arguments/i }],
    unmistakable: true,
    contradicts: [is('sandbox', false)],
    next: ['hostUsed'],
  },
  {
    id: 'call-sandbox-internal-failure',
    stage: 'call',
    cause: 'The sandbox found no canned answer for these parameters, and says so as an internal failure.',
    remedy: 'Send exactly the sandbox parameters of the model, or call the production host.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/1128',
    when: [{ service: SP_API, status: [500], code: /InternalFailure|InternalError/i }],
    proves: [is('sandbox', true)],
    contradicts: [is('sandbox', false), is('productionWorks', false), is('retrySucceeded', true)],
    hints: /sandbox/i,
    next: ['hostUsed', 'production'],
  },
  {
    id: 'amazon-unavailable',
    stage: 'network',
    cause: 'Amazon’s side fails for the moment; nothing of yours is wrong.',
    remedy:
      'Try again with growing, random pauses, look at the SP-API status page, and open a case with the request ids when it lasts over an hour.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/usage-plans-and-rate-limits',
    when: [
      {
        service: ['sp-api', 'lwa', 'iam', 'sts', 'ssm', 'sqs'],
        status: [500, 502, 503, 504],
        code: /^(?!.*(ENOTFOUND|ECONN|ETIMEDOUT))/i,
        words: /Internal|Unavailable|server_error|temporarily|try again|\b50[0234]\b/i,
        notWords: /ENOTFOUND|ECONN|ETIMEDOUT|cURL error|SSL/i,
      },
    ],
    contradicts: [is('productionWorks', true), is('sandbox', true)],
    hints: /incident|outage|status page/i,
    next: ['retry'],
  },
  {
    id: 'call-get-with-body',
    stage: 'call',
    cause:
      'A GET carried a body or a Content-Length, or the Host header was wrong: the edge refused it before SP-API saw it.',
    remedy: 'Send GET without body, Content-Length and Content-Type, and with exactly one Host header.',
    source: 'https://github.com/amzn/selling-partner-api-models/issues/2590',
    when: [{ service: SP_API, status: [400, 403], words: /<!DOCTYPE html|<html|\(HTML/i }],
    unmistakable: true,
    contradicts: [is('requestHasBody', false)],
    next: ['requestSent'],
  },
  {
    id: 'call-wrong-path-or-host',
    stage: 'call',
    cause: 'No operation is at this address: wrong path, method or host.',
    remedy:
      'Compare method, path and version with the reference; tokens are fetched at api.amazon.com, not at the SP-API host.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/304',
    when: [{ service: SP_API, status: [403, 404], words: /Missing ?Authentication ?Token/i }],
    unmistakable: true,
    next: ['requestSent'],
  },
];
