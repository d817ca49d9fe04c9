import { PROBES, shortResult } from '#shared/domain/probes.ts';
import { shortenToBytes } from '#shared/errors/fit-bytes.ts';
import { assumeStoredRole } from '#shared/iam/assume-stored-role.ts';
import type { Services } from '#shared/services.ts';
import { callProbe } from '#shared/tasks/call-probe.ts';
import { fetchAccessToken } from '#shared/tasks/fetch-access-token.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'lwa' | 'parameters' | 'spApi' | 'sts'> & { spApiEndpoint: string };

/** Longest request id that is kept, in bytes. */
const MOST_ID = 100;

/** Tutorial step 8: one harmless call that proves the whole chain, signed with the role's credentials. */
export async function callSellingPartnerApi(services: Needs, input: Input): Promise<Output> {
  const { appName, sandbox, authorization, iam } = input;
  const { roleArn, testedAt } = iam;
  const { name, region, sellingPartner } = authorization;
  const probe = PROBES[sellingPartner];
  const now = services.clock.now();
  const { accessToken, authorizedAt } = await fetchAccessToken(services, appName, name);
  const role = roleArn && { appName, roleArn, provisionedAt: testedAt };
  const credentials = role ? await assumeStoredRole(services, role) : undefined;
  const trial = { appName, sandbox, accessToken };
  const reply = await callProbe(services, trial, region, sellingPartner, credentials);
  const found = shortResult(probe.check(reply.body, authorization, sandbox));
  const { operation } = probe;
  const requestId = reply.requestId ? { requestId: shortenToBytes(reply.requestId, MOST_ID) } : {};
  const verified = { operation, signed: Boolean(roleArn), ...requestId, ...found };
  const verifiedAt = now.toISOString();
  const { verified: parameter } = services.parameters.paths.of(appName).authorization(name);
  await services.parameters.put(appName, parameter, JSON.stringify({ verifiedAt, ...verified }));
  return { name, region, ...verified, verifiedAt, authorizedAt: authorizedAt.toISOString() };
}
