import type { ExecutionState } from '../execution/execution.ts';
import type { ReceivedMessage } from '../stack/inbox.ts';
import type { Fault, Kind } from './faults.ts';

const UNREACHABLE = ['AwsUnavailable', 'LwaUnavailable', 'SpApiUnavailable'];
const UNREADABLE = [...UNREACHABLE, 'UnexpectedReply'];
const KILLED = ['StepFailed'];

/** The errors that a fault of a kind may be told as. */
const CAUSES: Record<Kind, string[]> = {
  throttle: ['AwsThrottled', 'LwaUnavailable', 'SpApiThrottled'],
  'error-500': UNREACHABLE,
  'error-503': UNREACHABLE,
  'drop-before': UNREACHABLE,
  'drop-after': UNREACHABLE,
  late: UNREACHABLE,
  html: UNREADABLE,
  garbage: UNREADABLE,
  half: UNREADABLE,
  cut: UNREADABLE,
  'kill-before': KILLED,
  'kill-after': KILLED,
  'kill-meanwhile': KILLED,
};

/** Calls whose lost answer is told as what follows from it. */
const TOLD_LATER = [
  // Each key that nobody has heard of is deleted when it is older than a minute and a half; until then it is in the way.
  {
    call: /^CreateSecondAccessKey\/iam:CreateAccessKey/,
    step: 'CreateSecondAccessKey',
    causes: ['AccessKeyNotReady'],
  },
  // What was asked for may be on its way, so people are told when it has not come.
  {
    call: /^RequestNewClientSecret\/sp-api:/,
    step: 'FindNewClientSecret',
    causes: ['NewClientSecretMissing'],
  },
];

/** The states that a call belongs to, and the errors it may end with. */
const blamed = (faults: Fault[]) =>
  faults.flatMap(({ call, kind }) => [
    { step: call.split('/')[0] ?? '', causes: CAUSES[kind] },
    ...TOLD_LATER.filter((one) => one.call.test(call)),
  ]);

/**
 * What is wrong with the run that the faults were injected into: it must have succeeded, or failed with one message
 * that names the right step and cause.
 */
export function judgeFirstRun(
  { status, error = '' }: ExecutionState,
  messages: ReceivedMessage[],
  faults: Fault[],
): string[] {
  const told = messages
    .map(({ subject, body }) => ({ found: FAILED.exec(subject), body }))
    .filter((one) => one.found !== null);
  if (status === 'SUCCEEDED')
    return told.length === 0
      ? []
      : [`it succeeded, and people were told of ${told.map(({ found }) => found?.[0]).join(',')}`];
  if (status !== 'FAILED') return [`it is ${status}`];
  // Nobody can be told when the telling itself is broken; the history shows both errors.
  if (error === 'NotificationFailed' && faults.some(({ call }) => call.startsWith('NotifyFailure/')))
    return [];
  if (told.length !== 1)
    return [
      `it failed with ${error}, and people got ${told.length} messages about that: ${messages.map(({ subject }) => subject).join('; ')}`,
    ];
  const [{ found, body } = { found: null, body: '' }] = told;
  const [, step = '', cause = ''] = found ?? [];
  const right = blamed(faults).some(
    (one) => one.step === step && (error === ANNOUNCED || one.causes.includes(cause)),
  );
  return [
    ...(right ? [] : [`people were told that ${step} failed with ${cause}`]),
    ...(/^What to do: \S/m.test(body) ? [] : [`people were not told what to do about ${step}`]),
  ];
}

/** The subject of a message about a failure. The definition tells of one without the name of its error. */
const FAILED = / (\w+) failed(?:: (\w+))?$/;
/** What an execution ends with where the definition itself had to tell people. */
const ANNOUNCED = 'FailureAnnounced';
