import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from '@jest/globals';

/** What a function does whose calls are late: each line it writes is answered with SIGUSR2. */
const WAITING = `
import { skipTimeouts } from ${JSON.stringify(new URL('../../../../local/faults/skip-timeouts.mjs', import.meta.url).href)};
skipTimeouts();
setInterval(() => {}, 60_000);
const say = (text) => process.stdout.write(text + '\\n');
const never = setTimeout(() => say('forgotten'), 30_000);
clearTimeout(never);
setTimeout(() => { say('the later one'); process.exit(); }, 600_000);
setTimeout((word) => say('the next one, with ' + word), 300_000, 'its word');
AbortSignal.timeout(60_000).addEventListener('abort', ({ target }) => say(target.reason.name));
say('waits');
`;

it('each signal ends the next time-out, in the order of their ends, and none that was cleared', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', WAITING]);
  const said: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.push(...text.trim().split('\n'));
    child.kill('SIGUSR2');
  });

  await once(child, 'close');

  expect(said).toEqual(['waits', 'TimeoutError', 'the next one, with its word', 'the later one']);
});
