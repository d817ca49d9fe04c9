import type { HttpReply } from '#shared/clients/http.ts';
import { readError, sayError } from '#shared/clients/said-error.ts';
import { diagnose } from '#shared/diagnosis/diagnose.ts';
import { Evidence } from '#shared/diagnosis/evidence.ts';
import type { Application, Authorization } from '#shared/domain/application.ts';
import { rolesOf } from '#shared/operations/operations.ts';
import { plainRole } from '#shared/operations/smallest-roles.ts';
import { diagnosisLines } from '../diagnosis-lines.ts';
import type { PlannedCall } from './plan-call.ts';

/** What a person reads about a call that SP-API refused: its words, the causes, and the roles that the operation needs. */
export function explainRefusal(
  call: PlannedCall,
  reply: HttpReply,
  { application, account }: { application: Application; account: Authorization },
): string[] {
  const { code, message, details } = readError(reply);
  // Amazon never says this: nothing is wrong with the call.
  if (reply.status === 501 && code === 'NotSupported')
    return [`${call.name} cannot be tried on a local stack: ${message}`];
  const evidence = Evidence.parse({
    observations: [
      {
        call: `sp-api:${call.method} ${call.path}`,
        httpStatus: reply.status,
        code,
        message,
        details,
        region: account.region,
      },
    ],
    facts: { sellingPartner: account.sellingPartner },
  });
  return [
    `${call.name} answered ${reply.status} ${sayError(reply)}`,
    ...(reply.headers.get('x-amzn-requestid')
      ? [`Request id: ${reply.headers.get('x-amzn-requestid')}`]
      : []),
    ...(reply.status === 401 || reply.status === 403 ? rolesLines(call, application, account) : []),
    '',
    ...diagnosisLines(diagnose(evidence)),
  ];
}

function rolesLines({ operation }: PlannedCall, { roles }: Application, { region }: Authorization): string[] {
  if (!operation || operation.grantless) return [];
  const needed = rolesOf(operation, region).map(plainRole);
  if (needed.length === 0) return [];
  const held = roles?.map(({ name }) => plainRole(name)) ?? [];
  const both = needed.filter((role) => held.includes(role));
  const standing =
    both.length > 0 ? `; the application has ${both.join(', ')}` : '; the application has none of them';
  return [`It needs one of these roles: ${needed.join(', ')}${roles ? standing : ''}.`];
}
