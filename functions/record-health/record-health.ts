import { readFailure } from '#shared/domain/failure.ts';
import { type Cause, Health, judgeHealth } from '#shared/domain/health.ts';
import { healthMessage } from '#shared/domain/messages.ts';
import { parameterPaths } from '#shared/domain/parameter-paths.ts';
import { readStored } from '#shared/domain/stored-json.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'metrics' | 'parameters' | 'topic'>;

/** What may pass by itself says nothing about the credentials: such a check counts as not made. */
const PASSING = [
  'AwsThrottled',
  'AwsUnavailable',
  'LwaUnavailable',
  'SpApiThrottled',
  'SpApiUnavailable',
  'StepTimedOut',
  'IamNotConsistent',
];

/** Keeps how an application stands, measures it, and tells people what changed since the last check. */
export async function recordHealth(services: Needs, input: Input): Promise<Output> {
  const { appName, expiries } = input;
  const found = causesOf(input);
  const causes = found.filter(({ error }) => !PASSING.includes(error));
  if (causes.length === 0 && found.length > 0)
    return { appName, state: 'not-checked', causes: [], told: 0, authorizeAgain: false, troubleKey: '' };
  const { health: path } = parameterPaths(appName);
  const { [path]: text } = await services.parameters.get([path]);
  const now = services.clock.now();
  const { health, news } = judgeHealth(readStored(Health, text), { causes, expiries }, now);
  // Told before it is kept: a message that comes twice does less harm than one that never comes.
  for (const one of news) await services.topic.publish(healthMessage(appName, one));
  await services.parameters.put(appName, path, JSON.stringify(health));
  services.metrics.health(appName, health, now);
  return {
    appName,
    state: health.state,
    causes,
    told: news.length,
    authorizeAgain: causes.some(({ error }) => error === 'AuthorizationRevoked'),
    troubleKey: health.since.replace(/[^0-9]/g, '').slice(0, 14),
  };
}

function causesOf({ failure, authorizations }: Input): Cause[] {
  const own = Object.entries(failure).map(([state, caught]) => toCause(state, state, caught));
  const accounts = authorizations.flatMap(({ name, failure: failed = {} }) =>
    Object.entries(failed).map(([state, caught]) => toCause(`${state} (${name})`, state, caught)),
  );
  return [...own, ...accounts];
}

function toCause(check: string, state: string, caught: unknown): Cause {
  const { error, what, remedy } = readFailure({ failure: { [state]: caught } }, state);
  return { check, error, what: what.slice(0, MOST), remedy: remedy.slice(0, MOST) };
}

/** A parameter holds 4 KB; several causes have to fit. */
const MOST = 400;
