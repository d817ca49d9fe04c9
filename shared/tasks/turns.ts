import { readStored } from '../domain/stored-json.ts';
import { shortTime } from '../domain/times.ts';
import { machineOf, Turn, type TurnName } from '../domain/turn.ts';
import { ApplicationBusy } from '../errors/retryable.ts';
import type { Services } from '../services.ts';

/** What taking turns needs. */
export type TurnNeeds = Pick<Services, 'clock' | 'parameters'> & Partial<Pick<Services, 'runningExecutions'>>;

/** Which turn, and who wants it. */
export interface Claim {
  appName: string;
  turn: TurnName;
  /** ARN of the execution, with which the turn ends at the latest; any id where `untilMs` is given. */
  holder: string;
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
  const { turn, version } = await readTurn(services, claim);
  if (turn?.holder === claim.holder) return;
  if (turn && (await isTaken(services, turn))) throw busy(claim, turn);
  if (await write(services, claim, claim.holder, version)) return;
  // Where the answer was lost, the SDK has written twice, and the first of the two counts.
  const { turn: first } = await readTurn(services, claim);
  if (first?.holder !== claim.holder) throw busy(claim, first);
}

/**
 * Who has a turn, as far as what is stored tells: the execution or call may have ended.
 * @throws what Parameter Store throws
 */
export async function holderOf(
  services: Pick<Services, 'parameters'>,
  { appName, turn }: Pick<Claim, 'appName' | 'turn'>,
): Promise<string | undefined> {
  const { turn: found } = await readTurn(services, { appName, turn });
  return found?.holder || undefined;
}

/** Longer than all tries of one write take, in milliseconds: what begins before ends before the turn does. */
const WRITE_MS = 25_000;

/**
 * Makes sure that a turn is still held, and for long enough to write something.
 * @throws ApplicationBusy when it is not, and what Parameter Store throws
 */
export async function requireTurn(services: TurnNeeds, claim: Claim): Promise<void> {
  const { turn } = await readTurn(services, claim);
  if (turn?.holder !== claim.holder) throw busy(claim, turn);
  if (services.clock.now().getTime() > Date.parse(turn.until ?? '') - WRITE_MS) throw busy(claim);
}

/** Gives a turn back before its holder ends; one that somebody else has stays as it is. */
export async function endTurn(services: TurnNeeds, claim: Claim): Promise<void> {
  const { turn, version } = await readTurn(services, claim);
  if (turn?.holder === claim.holder) await write(services, claim, NOBODY, version);
}

/** Longer than any function that takes a turn for itself may run, in milliseconds. */
export const CALL_MS = 90_000;

/**
 * Runs something while nobody else has the turn, within one invocation of a function. Where that dies, the next one of
 * the same holder goes on, and the turn ends by itself for others.
 * @param claim its holder is who comes again after an interruption: an execution, a message
 * @throws what {@link takeTurn} throws, and what is run
 */
export async function withTurn<T>(
  services: TurnNeeds,
  { appName, turn, holder }: Claim,
  run: () => Promise<T>,
): Promise<T> {
  const claim = { appName, turn, holder, untilMs: CALL_MS };
  await takeTurn(services, claim);
  try {
    return await run();
  } finally {
    // What was done is done; the turn ends soon by itself.
    await endTurn(services, claim).catch(() => undefined);
  }
}

const NOBODY = '';

async function write(
  { clock, parameters }: TurnNeeds,
  { appName, turn: name, untilMs }: Claim,
  holder: string,
  after: number,
): Promise<boolean> {
  const now = clock.now();
  const until = untilMs && new Date(now.getTime() + untilMs).toISOString();
  const turn: Turn = { holder, since: now.toISOString(), after, ...(until && { until }) };
  const path = parameters.paths.of(appName).turn(name);
  return (await parameters.putVersion(appName, path, JSON.stringify(turn), after)) === after + 1;
}

/** The last turn that counts, and the version of the parameter now; those of whoever came second are passed over. */
async function readTurn(
  { parameters }: Pick<Services, 'parameters'>,
  { appName, turn: name }: Pick<Claim, 'appName' | 'turn'>,
) {
  const path = parameters.paths.of(appName).turn(name);
  const latest = await parameters.getVersion(path);
  let found = latest;
  while (found) {
    const turn = readStored(Turn, found.value);
    if (turn && turn.after + 1 === found.version) return { turn, version: latest?.version ?? 0 };
    found = found.version > 1 ? await parameters.getVersion(path, found.version - 1) : undefined;
  }
  return { turn: undefined, version: latest?.version ?? 0 };
}

async function isTaken({ clock, runningExecutions }: TurnNeeds, { holder, until }: Turn): Promise<boolean> {
  if (holder === NOBODY) return false;
  if (until !== undefined) return clock.now().getTime() < Date.parse(until);
  // Who cannot ask takes turns of single calls only.
  return runningExecutions ? runningExecutions.isRunning(holder) : true;
}

function busy({ appName, turn }: Claim, held?: Turn): Error {
  const who = held ? `${machineOf(held.holder)} since ${shortTime(held.since)}` : 'another execution';
  return new ApplicationBusy({
    what: `${appName} is being changed by ${who} (${turn}).`,
    remedy: `Let it end, answer the tasks it waits for, or stop it; then start again.${held ? ` It is ${held.holder}.` : ''}`,
    details: { turn, holder: held?.holder },
  });
}
