import type { Diagnosis } from './diagnosis.ts';
import { PROBES } from './probes.ts';
import type { Service } from './reading/read-call.ts';
import type { View } from './view.ts';

const HISTORICAL = /signature|security token|credential should be scoped|key=value|expiredtoken/;

/** What to look at next is that of the service that failed. */
export function nextFor(service: Service | undefined): string[] {
  if (service === 'lwa')
    return [
      'lwa: error, error_description and request id of the answer, as they came',
      PROBES.proveClient.ask,
      PROBES.tokenFormat.ask,
    ];
  if (service === 'sp-api')
    return [
      'sp-api: code, message, details and the headers x-amzn-RequestId and x-amzn-ErrorType of the answer, as they came',
      PROBES.hostUsed.ask,
      PROBES.otherOperation.ask,
    ];
  if (service === 'console')
    return [
      'the page: its address, the error code and the words on it',
      PROBES.appPage.ask,
      PROBES.profile.ask,
    ];
  const name = service === undefined || service === 'other' || service === 'aws' ? 'the service' : service;
  return [
    `${name}: code, message, HTTP status and request id of the answer, as they came`,
    `the same call with the AWS CLI and --debug, or the entry of ${name} in CloudTrail`,
    'sts:GetCallerIdentity with the same credentials: who makes the call?',
  ];
}

/**
 * The answer when nothing fits: what to collect.
 * @param views what was looked at
 */
export function unknownCause(views: readonly View[]): Diagnosis {
  const services = [...new Set(views.map(({ about }) => about?.service))];
  const signed = views.some(({ about }) => about?.service === 'sp-api' && HISTORICAL.test(about.text));
  return {
    family: 'unknown',
    causes: [
      {
        id: 'unknown',
        family: 'unknown',
        confidence: 'possible',
        cause: 'Nothing that is known fits these words.',
        remedy:
          'Collect for each call: its name, HTTP status, code, message, details, request id and time, the region, and the first characters of the token; then diagnose again, or give Amazon or AWS the request ids.',
        source:
          'https://developer-docs.amazon.com/sp-api/docs/resolve-common-http-and-authorization-error-codes',
      },
    ],
    next: [
      ...(signed
        ? [
            'host that answered: SP-API has not checked signatures since 2 October 2023; if this one does, add the fact signaturesEnforced',
          ]
        : []),
      ...new Set(services.toSorted().flatMap(nextFor)),
    ],
  };
}
