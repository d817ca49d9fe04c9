import { randomUUID } from 'node:crypto';
import { readStored } from '../domain/stored-json.ts';
import { shortTime } from '../domain/times.ts';
import { durationOf, machineOf, Turn, type TurnName } from '../domain/turn.ts';
import { ApplicationBusy } from '../errors/retryable.ts';
import type { Services } from '../services.ts';

/** What taking turns needs. */
export type TurnNeeds = Pick<Services, 'clock' | 'parameters'> & Partial<Pick<Services, 'runningExecutions'>>;

/** Which turn, and who wants it. */
export interface Claim {
  appName: string;
  turn: TurnName;
  /** ARN of the execution, with which the turn ends at the latest; where `untilMs` is given, who has it, in words. */
  holder: string;
  /** One call of this holder, which alone has the turn; left out, every call of the holder has it. */
  call?: string;
  /** How long the turn lasts at the latest where no execution holds it, in milliseconds. */
  untilMs?: number;
}

/**
 * Takes a turn, or finds that the same holder has it. Parameter Store numbers the versions of a parameter and refuses to
 * create one twice: what is written counts only when its version is the very next after the one that was read, so of two
 * that write at once the second knows it, and everybody else sees it too.
 * @throws ApplicationBusy while somebody else has it, and what Parameter Store and Step Functions throw
 * Source: docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html (Version)
 */
export async function takeTurn(services: TurnNeeds, claim: Claim): Promise<void> {
  const { held, version } = await readTurn(services, claim);
  if (isHolder(held, claim)) return;
  if (held && (await isTaken(services, held))) throw busy(claim, held.turn);
  if (await write(services, claim, version)) return;
  // Where the answer was lost, the SDK has written twice, and the first of the two counts.
  const { held: first } = await readTurn(services, claim);
  if (!isHolder(first, claim)) throw busy(claim, first?.turn);
}

const isHolder = (held: Held | undefined, { holder, call }: Claim) =>
  held !== undefined && held.turn.holder === holder && held.turn.call === call;

/**
 * Who has a turn, as far as what is stored tells: the execution or call may have ended.
 * @throws what Parameter Store throws
 */
export async function holderOf(
  services: Pick<Services, 'parameters'>,
  { appName, turn }: Pick<Claim, 'appName' | 'turn'>,
): Promise<string | undefined> {
  const { held } = await readTurn(services, { appName, turn });
  return held?.turn.holder || undefined;
}

/** Longer than all tries of one write take, in milliseconds: what begins before ends before the turn does. */
const WRITE_MS = 25_000;

/**
 * Makes sure that a turn is still held, and for long enough to write something.
 * @throws ApplicationBusy when it is not, and what Parameter Store throws
 */
export async function requireTurn(services: TurnNeeds, claim: Claim): Promise<void> {
  const { held } = await readTurn(services, claim);
  if (!held || !isHolder(held, claim)) throw busy(claim, held?.turn);
  if (held.ageMs > (durationOf(held.turn) ?? 0) - WRITE_MS) throw busy(claim);
}

/** Gives a turn back before its holder ends; one that somebody else has stays as it is. */
export async function endTurn(services: TurnNeeds, claim: Claim): Promise<void> {
  const { held, version } = await readTurn(services, claim);
  if (isHolder(held, claim)) await write(services, { ...claim, holder: NOBODY }, version);
}

/**
 * How long a call has a turn at most, in milliseconds: longer than any function that takes one for itself may run, and
 * short enough for the state machines to try again after one that died.
 */
export const CALL_MS = 75_000;

/**
 * Runs something while nobody else has the turn, not even another call of the same holder: the same message may be
 * delivered twice at once, and an execution that is redriven may find its former call still at work. Where a call dies,
 * the turn ends by itself.
 * @param claim its holder is named to people
 * @param run gets the claim, for {@link requireTurn}
 * @throws what {@link takeTurn} throws, and what is run
 */
export async function withTurn<T>(
  services: TurnNeeds,
  { appName, turn, holder }: Pick<Claim, 'appName' | 'turn' | 'holder'>,
  run: (claim: Claim) => Promise<T>,
): Promise<T> {
  const claim: Claim = { appName, turn, holder, call: randomUUID(), untilMs: CALL_MS };
  await takeTurn(services, claim);
  try {
    return await run(claim);
  } finally {
    // What was done is done; the turn ends soon by itself.
    await endTurn(services, claim).catch(() => undefined);
  }
}

const NOBODY = '';

async function write(
  { clock, parameters }: TurnNeeds,
  { appName, turn: name, untilMs, holder, call }: Claim,
  after: number,
): Promise<boolean> {
  const now = clock.now();
  const until = untilMs && new Date(now.getTime() + untilMs).toISOString();
  const since = now.toISOString();
  const turn: Turn = { holder, since, after, ...(until && { until }), ...(call && { call }) };
  const path = parameters.paths.of(appName).turn(name);
  return (await parameters.putVersion(appName, path, JSON.stringify(turn), after)) === after + 1;
}

/** A turn that counts, and since when it is held by Parameter Store's own clock. */
interface Held {
  turn: Turn;
  ageMs: number;
}

/** The last turn that counts, and the version of the parameter now; those of whoever came second are passed over. */
async function readTurn(
  { parameters }: Pick<Services, 'parameters'>,
  { appName, turn: name }: Pick<Claim, 'appName' | 'turn'>,
): Promise<{ held: Held | undefined; version: number }> {
  const path = parameters.paths.of(appName).turn(name);
  const latest = await parameters.getVersion(path);
  const version = latest?.version ?? 0;
  let found = latest;
  while (found) {
    const turn = readStored(Turn, found.value);
    const ageMs = found.readAt.getTime() - found.modifiedAt.getTime();
    if (turn && turn.after + 1 === found.version) return { held: { turn, ageMs }, version };
    found = found.version > 1 ? await parameters.getVersion(path, found.version - 1) : undefined;
  }
  return { held: undefined, version };
}

/** A clock here or with the holder may be days off, so neither decides. */
async function isTaken({ runningExecutions }: TurnNeeds, { turn, ageMs }: Held): Promise<boolean> {
  if (turn.holder === NOBODY) return false;
  const durationMs = durationOf(turn);
  if (durationMs !== undefined) return ageMs < durationMs;
  // Who cannot ask takes turns of single calls only.
  return runningExecutions ? runningExecutions.isRunning(turn.holder) : true;
}

function busy({ appName, turn }: Claim, held?: Turn): Error {
  const who = held ? `${machineOf(held.holder)} since ${shortTime(held.since)}` : 'another execution';
  return new ApplicationBusy({
    what: `${appName} is being changed by ${who} (${turn}).`,
    remedy: held && durationOf(held) === undefined ? ofExecution(held) : OF_CALL,
    details: { turn, holder: held?.holder },
  });
}

const ofExecution = ({ holder }: Turn) =>
  `Let it end, answer the tasks it waits for, or stop it; then start again. It is ${holder}.`;

const OF_CALL = 'Try again in two minutes. Nothing needs to be stopped.';
