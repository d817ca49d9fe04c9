import type { CheckDiagnosis } from '#shared/diagnosis/check-diagnosis.ts';
import { diagnose } from '#shared/diagnosis/diagnose.ts';
import { checkDiagnosis } from '#shared/diagnosis/diagnose-failure.ts';
import type { Evidence } from '#shared/diagnosis/evidence.ts';
import { evidenceOfFailure } from '#shared/diagnosis/evidence-of-failure.ts';
import { investigate, type Probe, type Probes } from '#shared/diagnosis/investigate.ts';
import { once } from '#shared/diagnosis/once.ts';
import { accountProbes } from '#shared/diagnosis/probe-account.ts';
import { iamProbes } from '#shared/diagnosis/probe-iam.ts';
import { applicationFacts, authorizationFacts } from '#shared/diagnosis/stored-facts.ts';
import { type FailedCheck, failedChecks } from '#shared/domain/failed-checks.ts';
import type { Services } from '#shared/services.ts';
import { fetchAccessToken } from '#shared/tasks/fetch-access-token.ts';
import { checkedBefore } from './checked-before.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<
  Services,
  'clock' | 'iamInspector' | 'iamRoles' | 'iamUsers' | 'lwa' | 'parameters' | 'spApi' | 'sts'
> & { region: string; spApiEndpoint: string };

/** No probe is begun later, so that an answer comes within the time that the function has. */
const MOST_MS = 60_000;

/**
 * Finds the root cause of what a check of the credentials failed with: from its own words, from what the other checks
 * found and what is stored, and, where that leaves more than one cause, by probes, the cheapest first.
 */
export async function diagnoseApplication(services: Needs, input: Input): Promise<Output> {
  const { appName, resources } = input.application;
  const shared: Shared = {
    facts: await applicationFacts(services, appName),
    iam: resources ? iamProbes(services, { appName, ...resources }) : {},
    until: new Date(services.clock.now().getTime() + MOST_MS),
  };
  const diagnoses: CheckDiagnosis[] = [];
  for (const failed of failedChecks(input).filter(({ passing }) => !passing))
    diagnoses.push(await diagnoseCheck(services, input, failed, shared));
  return { diagnoses };
}

/** What the diagnoses of all checks have in common. */
interface Shared {
  facts: Evidence['facts'];
  iam: Probes;
  until: Date;
}

async function diagnoseCheck(
  services: Needs,
  input: Input,
  failed: FailedCheck,
  { facts, iam, until }: Shared,
): Promise<CheckDiagnosis> {
  const words = evidenceOfFailure(failed);
  if (!words) return { check: failed.check, causes: [], next: [], complete: true };
  const known = checkedBefore(input, failed);
  const { appName, authorizations } = input.application;
  const account = authorizations.find(({ name }) => name === failed.account);
  const ofAccount = account ? await authorizationFacts(services, appName, account) : {};
  const given: Evidence = {
    observations: [...known.observations, ...words.observations],
    facts: { ...facts, ...known.facts, ...ofAccount, ...words.facts },
  };
  const { probes, first } = accountProbesFor(services, input, failed);
  const found = await investigate(services, given, { ...iam, ...probes }, until, first);
  return checkDiagnosis(failed.check, diagnose(found.evidence), found.complete);
}

/** The calls that tell apart why an account is denied; with a signature, first the same call without it. */
function accountProbesFor(
  services: Needs,
  { application }: Input,
  { account, error }: FailedCheck,
): { probes: Probes; first?: Probe } {
  const { appName, sandbox, iam, authorizations } = application;
  const authorization = authorizations.find(({ name }) => name === account);
  if (!authorization || error !== 'SpApiDenied') return { probes: {} };
  const token = once(() => fetchAccessToken(services, appName, authorization.name));
  const { probes, unsigned } = accountProbes(services, { appName, sandbox, authorization }, token);
  return { probes, ...(iam.roleArn && { first: unsigned }) };
}
