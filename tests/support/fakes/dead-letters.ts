import type { DeadLetters } from '#shared/clients/dead-letters.ts';
import { withControls } from './controls.ts';

/** A dead-letter queue that keeps what was put there. */
export function fakeDeadLetters() {
  const bodies: string[] = [];
  const service: DeadLetters = {
    send: async (body) => {
      bodies.push(body);
    },
  };
  return withControls(service, { bodies });
}
