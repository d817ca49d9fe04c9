import { type FailedCheck, failedChecks } from '#shared/domain/failed-checks.ts';
import { type Cause, type Health, judgeHealth } from '#shared/domain/health.ts';
import { addCheck, packHistory, unpackHistory } from '#shared/domain/health-history.ts';
import { healthMessage } from '#shared/domain/health-message.ts';
import { dueRotation } from '#shared/domain/key-rotation.ts';
import { packHealth, unpackHealth } from '#shared/domain/stored-health.ts';
import { isLeaving } from '#shared/removal/open-removal.ts';
import type { Services } from '#shared/services.ts';
import { credentialsMark } from '#shared/tasks/credentials-mark.ts';
import { askAgain } from './ask-again.ts';
import type { DiagnosedCause } from './diagnosed-cause.ts';
import { expiriesOf } from './expiries.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'metrics' | 'parameters' | 'topic'>;

/** Keeps how an application stands, measures it, and tells people what changed since the last check. */
export async function recordHealth(services: Needs, input: Input): Promise<Output> {
  const { appName } = input;
  const found = failedChecks(input);
  const seen = found.filter(({ passing }) => !passing);
  if (seen.length === 0 && found.length > 0) return { appName, ...NOT_CHECKED };
  // A removal beside the check: no task asks a person to fix what is being deleted, and nothing is left of it.
  if (await isLeaving(services, appName)) return { appName, ...NOT_CHECKED };
  // A rotation beside the check: what failed may have been the old key or secret. The next check tells.
  if (seen.length > 0 && (await wasReplaced(services, input))) return { appName, ...NOT_CHECKED };
  const { health: path, healthHistory } = services.parameters.paths.of(appName);
  const { [path]: text, [healthHistory]: history } = await services.parameters.get([path, healthHistory]);
  const before = unpackHealth(text);
  const diagnosed = await diagnose(seen, input, before);
  const causes = [...diagnosed.map(({ kept }) => kept), ...notSeen(found, before)];
  const now = services.clock.now();
  const expiries = expiriesOf(input, before);
  const { health: judged, news } = judgeHealth(before, { causes, expiries }, now);
  const health = { ...judged, ...alsoKnown(input) };
  // Told before it is kept: a message that comes twice does less harm than one that never comes.
  const secret = input.expiries.find(({ name }) => name === 'client secret');
  const insights = new Map(diagnosed.map(({ kept, insight }) => [kept, insight]));
  for (const one of news) await services.topic.publish(healthMessage(appName, one, secret, insights));
  await services.parameters.put(appName, path, packHealth(health));
  const days = packHistory(addCheck(unpackHistory(history), causes, now));
  // Mostly the second check of a day.
  if (days !== history) await services.parameters.put(appName, healthHistory, days);
  services.metrics.health(appName, health, now);
  return {
    appName,
    state: health.state,
    causes,
    told: news.length,
    ...askAgain(input, causes, health.since, now),
    keyRotation: dueRotation(input.accessKeys, input.keyRotationSince || undefined, now),
  };
}

/** The rules are loaded when a check failed, not whenever the function starts. */
async function diagnose(
  seen: FailedCheck[],
  { appName, diagnoses }: Input,
  before: Health | undefined,
): Promise<DiagnosedCause[]> {
  if (seen.length === 0) return [];
  const { diagnosedCause } = await import('./diagnosed-cause.ts');
  return seen.map((failed) => diagnosedCause(appName, failed, diagnoses, before));
}

async function wasReplaced(services: Needs, { appName, credentialsMark: before }: Input): Promise<boolean> {
  return before !== '' && (await credentialsMark(services, appName)) !== before;
}

const NOT_CHECKED = {
  state: 'not-checked' as const,
  causes: [],
  told: 0,
  authorizeAgain: false,
  troubleKey: '',
  keyRotation: '',
};

/** What is neither trouble nor news. */
function alsoKnown({ accessKeys, waiting }: Input): Pick<Health, 'accessKeyCreatedAt' | 'waiting'> {
  const [oldest] = accessKeys.map(({ createdAt }) => createdAt).toSorted();
  return { ...(oldest && { accessKeyCreatedAt: oldest }), ...(waiting.length > 0 && { waiting }) };
}

/** What a check found the last time that it could not see today. */
const notSeen = (found: FailedCheck[], before: Health | undefined): Cause[] =>
  (before?.causes ?? []).filter(({ check }) => found.some((one) => one.passing && one.check === check));
