import * as z from 'zod/mini';
import { explainFailure } from '#shared/diagnosis/explain-failure.ts';
import { readFailure } from '#shared/domain/failure.ts';
import { fitHealth } from '#shared/domain/fit-health.ts';
import { type Cause, Health, judgeHealth, type News } from '#shared/domain/health.ts';
import { dueRotation } from '#shared/domain/key-rotation.ts';
import { healthMessage } from '#shared/domain/messages.ts';
import { parameterPaths } from '#shared/domain/parameter-paths.ts';
import { readStored } from '#shared/domain/stored-json.ts';
import type { Services } from '#shared/services.ts';
import { askAgain } from './ask-again.ts';
import { expiriesOf } from './expiries.ts';
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

/** Lambda itself was in trouble. */
const LAMBDA = /^Lambda\.(ServiceException|AWSLambdaException|SdkClientException|TooManyRequestsException)$/;

/** Keeps how an application stands, measures it, and tells people what changed since the last check. */
export async function recordHealth(services: Needs, input: Input): Promise<Output> {
  const { appName } = input;
  const found = causesOf(input);
  const seen = found.filter(({ passing }) => !passing);
  if (seen.length === 0 && found.length > 0) return { appName, ...NOT_CHECKED };
  const { health: path } = parameterPaths(appName);
  const { [path]: text } = await services.parameters.get([path]);
  const before = readStored(Health, text);
  const causes = [...seen, ...notSeen(found, before)].map(({ passing: _, ...cause }) => cause);
  const now = services.clock.now();
  const expiries = expiriesOf(input, before);
  const { health: judged, news } = judgeHealth(before, { causes, expiries }, now);
  const health = { ...judged, ...alsoKnown(input) };
  // Told before it is kept: a message that comes twice does less harm than one that never comes.
  for (const one of news) await services.topic.publish(healthMessage(appName, explain(one)));
  await services.parameters.put(appName, path, fitHealth(health));
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

/** Says of each cause what the diagnosis knows beyond the error itself. */
function explain(news: News): News {
  if (!('causes' in news)) return news;
  const causes = news.causes.map((cause) => {
    const { causes: likely = [], remedies = [] } = explainFailure({ ...cause, step: cause.check });
    const what = [cause.what, ...likely].join('\n');
    return { ...cause, what, remedy: [cause.remedy, ...remedies].join('\n') };
  });
  return { ...news, causes };
}

interface Found extends Cause {
  /** It may pass by itself, so it says nothing. */
  passing: boolean;
}

/** What a check found the last time that it could not see today. */
const notSeen = (found: Found[], before: Health | undefined): Found[] =>
  (before?.causes ?? [])
    .filter(({ check }) => found.some((one) => one.passing && one.check === check))
    .map((cause) => ({ ...cause, passing: true }));

function causesOf({ failure, authorizations }: Input): Found[] {
  const own = Object.entries(failure).map(([state, caught]) => toCause(state, state, caught));
  const accounts = authorizations.flatMap(({ name, failure: failed = {} }) =>
    Object.entries(failed).map(([state, caught]) => toCause(`${state} (${name})`, state, caught)),
  );
  return [...own, ...accounts];
}

function toCause(check: string, state: string, caught: unknown): Found {
  const { error, what, remedy } = readFailure({ failure: { [state]: caught } }, state);
  const name = z.safeParse(z.object({ Error: z.string() }), caught).data?.Error ?? '';
  const passing = PASSING.includes(error) || LAMBDA.test(name);
  return { check, error, what: what.slice(0, MOST), remedy: remedy.slice(0, MOST), passing };
}

/** Longest text of a cause that is kept. */
const MOST = 400;
