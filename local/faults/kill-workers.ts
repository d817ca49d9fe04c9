import { chooseKills } from './choose-faults.ts';
import type { Scenario } from './scenarios.ts';
import type { Enumerated, Session } from './session.ts';

/** How many workers die in one execution. */
const IN_ONE = 2;

/** What became of executions whose workers were killed. */
interface Deaths {
  killed: number;
  executions: number;
  /** How many executions ended in a way, by status and error. */
  ended: Record<string, number>;
}

/**
 * Kills workers at random moments until so many are dead, two in each execution, of the scenarios in turn. Each
 * execution is judged as one with any other fault.
 */
export async function killWorkers(
  session: Session,
  scenarios: Scenario[],
  { kills, seed, say }: { kills: number; seed: number; say(text: string): void },
): Promise<Deaths> {
  const deaths: Deaths = { killed: 0, executions: 0, ended: {} };
  const clean: Enumerated[] = [];
  for (const scenario of scenarios) clean.push(await session.enumerate(scenario));
  const sound = clean.filter((one) => one.sound);
  let next = 0;
  const kill = async () => {
    const one = sound[next % sound.length];
    if (!one) return;
    const left = kills - deaths.killed;
    const faults = chooseKills(one.faults, { seed: seed + next++, most: Math.min(IN_ONE, left) });
    const { injected, ended } = await session.run(one, faults);
    deaths.killed += injected;
    deaths.executions += 1;
    const how = `${one.scenario.name} ${ended}`;
    deaths.ended[how] = (deaths.ended[how] ?? 0) + 1;
  };
  while (deaths.killed < kills && sound.length > 0) {
    // A call that was chosen need not come in every run, so there may be some left.
    const executions = Math.ceil((kills - deaths.killed) / IN_ONE);
    await session.runAll(Array.from({ length: executions }, () => kill));
  }
  say(`${deaths.killed} workers killed in ${deaths.executions} executions: ${JSON.stringify(deaths.ended)}`);
  return deaths;
}
