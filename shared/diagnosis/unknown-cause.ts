import type { Diagnosis } from './diagnose.ts';
import { PROBES } from './probes.ts';

/**
 * The answer when nothing fits: what to collect.
 * @param onlyHistorical whether only causes of the time of signatures would fit
 */
export function unknownCause(onlyHistorical: boolean): Diagnosis {
  return {
    causes: [
      {
        id: 'unknown',
        confidence: 'possible',
        cause: 'No cause that is known fits everything that was observed.',
        remedy:
          'Collect for each call: its name, HTTP status, code, message, details, request id and time, the region, and the first characters of the token; then diagnose again, or give Amazon or AWS the request ids.',
        source:
          'https://developer-docs.amazon.com/sp-api/docs/resolve-common-http-and-authorization-error-codes',
      },
    ],
    next: [
      ...(onlyHistorical
        ? [
            'host that answered: SP-API has not checked signatures since 2 October 2023; if this one does, add the fact signaturesEnforced',
          ]
        : []),
      PROBES.callerIdentity.ask,
      PROBES.proveClient.ask,
      PROBES.otherRegions.ask,
    ],
  };
}
