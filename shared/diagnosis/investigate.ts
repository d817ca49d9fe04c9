import { ExplainedError } from '../errors/base.ts';
import type { Services } from '../services.ts';
import { openProbes } from './diagnose.ts';
import type { Evidence } from './evidence.ts';
import type { ProbeName } from './probes.ts';
import type { Observations } from './try-call.ts';

/** What a probe found. */
export interface Found {
  observations?: Observations;
  facts?: Record<string, unknown>;
  /** It got no answer, so nothing follows from it. */
  missed?: boolean;
}

/** A probe that software can make. */
export type Probe = () => Promise<Found>;
export type Probes = Partial<Record<ProbeName, Probe>>;

export interface Investigation {
  evidence: Evidence;
  /** Whether every probe that was to be made got an answer. */
  complete: boolean;
}

/**
 * Makes the probes that the candidates ask for, cheapest first, until one cause is certain or no probe is left. A probe
 * that fails tells nothing, and the others go on.
 * @param given what is known before; what is certain by it costs no call
 * @param until after this time no probe is begun
 * @param first one that no rule asks for, made before the others where anything is open
 */
export async function investigate(
  { clock }: Pick<Services, 'clock'>,
  given: Evidence,
  probes: Probes,
  until: Date,
  first?: Probe,
): Promise<Investigation> {
  const made = new Set<ProbeName>();
  let state: Investigation = { evidence: given, complete: true };
  let next: Probe | undefined = openProbes(given).length > 0 ? first : undefined;
  for (;;) {
    if (!next) {
      const name = openProbes(state.evidence).find((one) => probes[one] && !made.has(one));
      if (!name) return state;
      made.add(name);
      next = probes[name];
    }
    if (!next) continue;
    if (clock.now() >= until) return { ...state, complete: false };
    state = add(state, await find(next));
    next = undefined;
  }
}

async function find(probe: Probe): Promise<Found> {
  try {
    return await probe();
  } catch (error) {
    if (error instanceof ExplainedError) return { missed: true };
    throw error;
  }
}

const add = ({ evidence, complete }: Investigation, { observations = [], facts, missed }: Found) => ({
  evidence: {
    observations: [...evidence.observations, ...observations],
    facts: { ...evidence.facts, ...facts },
  },
  complete: complete && !missed,
});
