/** What can go wrong with a call. The effect of the call takes place where the comment says so. */
export const KINDS = [
  'throttle',
  'error-500',
  'error-503',
  'html',
  'drop-before',
  // From here on the effect takes place.
  'drop-after',
  'late',
  'garbage',
  'half',
  'cut',
  // Kills the process of the Lambda before the effect, or after it.
  'kill-before',
  'kill-after',
] as const;
/** Kills the process of the Lambda at a random moment of the call: its effect takes place, before that or after it. */
export const KILL_MEANWHILE = 'kill-meanwhile';
export type Kind = (typeof KINDS)[number] | typeof KILL_MEANWHILE;

/** A fault at the nth of the calls of an operation that a state makes, and at the calls after it while `times` lasts. */
export interface Fault {
  /** `State/service:Operation` */
  call: string;
  nth: number;
  kind: Kind;
  /** 1 is a passing fault, 3 all attempts of the AWS SDK, Infinity one that stays. */
  times: number;
}

/** The fault in one word, as `--fault` takes it: `ProvisionIamUser/iam:CreateAccessKey#1=drop-after*3`. */
export function formatFault({ call, nth, kind, times }: Fault): string {
  const often = times === 1 ? '' : `*${times === Number.POSITIVE_INFINITY ? 'all' : times}`;
  return `${call}#${nth}=${kind}${often}`;
}

/** Reads what {@link formatFault} wrote. */
export function parseFault(text: string): Fault {
  const [, call = '', nth, kind, times = '1'] = /^(.+)#(\d+)=([a-z0-9-]+)(?:\*(\d+|all))?$/.exec(text) ?? [];
  const known = [...KINDS, KILL_MEANWHILE].find((one): one is Kind => one === kind);
  if (!known) throw new Error(`${text} is no fault such as ProvisionIamUser/iam:CreateUser#1=drop-after*3`);
  return {
    call,
    nth: Number(nth),
    kind: known,
    times: times === 'all' ? Number.POSITIVE_INFINITY : Number(times),
  };
}

/** How faults come: once; for all attempts that the AWS SDK makes; for good. */
const MORE: { kind: Kind; times: number }[] = [
  { kind: 'throttle', times: Number.POSITIVE_INFINITY },
  { kind: 'error-500', times: 3 },
  { kind: 'error-500', times: Number.POSITIVE_INFINITY },
  { kind: 'drop-after', times: 3 },
  { kind: 'drop-after', times: Number.POSITIVE_INFINITY },
  { kind: 'garbage', times: 3 },
];

/** The functions of the queue and of the pages have no state, so they go by their own names. */
const hasNoState = (call: string) => /^[a-z]/.test(call);

/**
 * Every fault at one call. A trouble that stays is left out where no state machine gives up: a message would be tried for
 * four days, and a person would try the page for ever.
 */
export function faultsAt(call: string, nth: number): Fault[] {
  return [...KINDS.map((kind) => ({ kind, times: 1 })), ...MORE]
    .filter(({ times }) => Number.isFinite(times) || !hasNoState(call))
    .map((how) => ({ call, nth, ...how }));
}
