import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { garbage, half, htmlPage, troubleOf, type WireAnswer } from './answers.ts';
import type { Service } from './calls.ts';
import type { Kind } from './faults.ts';
import { cut, write } from './wire.ts';

/** A request that is to go wrong. */
export interface Exchange {
  service: Service;
  outgoing: ServerResponse;
  /** The process of the Lambda. */
  pid: number;
  forward(): Promise<WireAnswer>;
}

/** What becomes of a request; `forward` is when its effect takes place. */
const INJECT: Record<Kind, (exchange: Exchange) => unknown> = {
  throttle: ({ service, outgoing }) => write(outgoing, troubleOf(service, 'throttle')),
  'error-500': ({ service, outgoing }) => write(outgoing, troubleOf(service, 'error-500')),
  'error-503': ({ service, outgoing }) => write(outgoing, troubleOf(service, 'error-503')),
  html: ({ outgoing }) => write(outgoing, htmlPage()),
  'drop-before': ({ outgoing }) => outgoing.destroy(),
  'drop-after': async ({ outgoing, forward }) => {
    await forward();
    outgoing.destroy();
  },
  late: async (exchange) => {
    await exchange.forward();
    await untilHungUp(exchange);
  },
  garbage: async ({ outgoing, forward }) => write(outgoing, garbage(await forward())),
  half: async ({ outgoing, forward }) => write(outgoing, half(await forward())),
  cut: async ({ outgoing, forward }) => cut(outgoing, await forward()),
  'kill-before': kill,
  'kill-after': async (exchange) => {
    await exchange.forward();
    kill(exchange);
  },
  // The worker waits for the answer until it dies, so it dies at work, never between two events.
  'kill-meanwhile': async (exchange) => {
    const effect = exchange.forward();
    await pause(Math.random() * MOMENT_MS);
    kill(exchange);
    await effect;
  },
};

/** Gives no answer and lets the caller's time-outs end one after another, until it hangs up or is ended. */
async function untilHungUp({ pid, outgoing }: Exchange): Promise<void> {
  while (!outgoing.destroyed) {
    process.kill(pid, 'SIGUSR2');
    await pause(SKIP_MS);
  }
}

/** A caller that hangs up is heard of within this time. */
const SKIP_MS = 200;

/** A call takes about half as long. */
const MOMENT_MS = 30;

function kill({ pid, outgoing }: Exchange): void {
  process.kill(pid, 'SIGKILL');
  outgoing.destroy();
}

/** Lets a request go wrong. */
export const inject = async (kind: Kind, exchange: Exchange): Promise<void> => {
  await INJECT[kind](exchange);
};
