import { setTimeout as sleep } from 'node:timers/promises';
import { note, showProgress } from '../output.ts';
import type { Wait } from './patience.ts';

/** A shorter pause is not worth a line. */
const WORTH_A_LINE = 3;

/** Waits with a countdown on a terminal; elsewhere one line says how long. */
export const waitWithCountdown: Wait = async (seconds, why) => {
  if (!process.stderr.isTTY && seconds >= WORTH_A_LINE) note(`${why}: waiting ${Math.ceil(seconds)} s.`);
  const until = Date.now() + seconds * 1000;
  for (let left = seconds; left > 0; left = (until - Date.now()) / 1000) {
    showProgress(`${why}: ${Math.ceil(left)} s (Ctrl-C stops)`);
    await sleep(Math.min(1000, left * 1000));
  }
  showProgress('');
};
