import type { Evidence } from '#shared/diagnosis/evidence.ts';
import { observed } from '#shared/diagnosis/try-call.ts';
import type { FailedCheck } from '#shared/domain/failed-checks.ts';
import { readFailure } from '#shared/domain/failure.ts';
import type { Input } from './schema.ts';

/** What the checks that worked say about one that failed: it costs no call to know. */
export function checkedBefore(input: Input, { check, account }: FailedCheck): Evidence {
  const { application, failure } = input;
  const assumed = check === 'VerifyPolicies' && !failure.TestAssumeRole;
  const clientWorks = account !== undefined && provesClient(failure);
  const region = application.authorizations.find(({ name }) => name === account)?.region;
  return {
    observations: [
      ...(assumed ? observed({ call: 'sts:AssumeRole', httpStatus: 200 }) : []),
      ...(clientWorks ? observed({ call: 'lwa:client_credentials', httpStatus: 200 }) : []),
    ],
    facts: {
      ...(region && { endpointRegion: region }),
      ...(account !== undefined && othersWork(input, account) && { otherAccountsWork: true }),
    },
  };
}

/** A clock that is off was found by an answer that proved the client. */
const provesClient = (failure: Input['failure']): boolean =>
  !failure.CheckClient ||
  readFailure({ failure: { CheckClient: failure.CheckClient } }, 'CheckClient').error === 'ClockOff';

/** Whether the same call works for another account of the same kind and region: roles differ between regions. */
function othersWork({ application, authorizations }: Input, account: string): boolean {
  const own = application.authorizations.find(({ name }) => name === account);
  return application.authorizations.some(
    ({ name, sellingPartner, region }) =>
      name !== account &&
      sellingPartner === own?.sellingPartner &&
      region === own.region &&
      authorizations.some((one) => one.name === name && !one.failure),
  );
}
