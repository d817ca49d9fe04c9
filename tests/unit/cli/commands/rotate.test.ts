import { expect, it } from '@jest/globals';
import { resultLines } from '../../../../cli/commands/rotate.ts';

it.each([
  [
    'changed nothing, and why',
    { appName: 'acme-orders', due: false, reason: 'iam.mode is none: no key is made here.' },
    ['rotate-access-key changed nothing.', 'iam.mode is none: no key is made here.'],
  ],
  [
    'ended well, and why it was due',
    { inspection: { found: { due: true, reason: 'An earlier rotation is not complete.' } } },
    ['rotate-access-key ended well.', 'An earlier rotation is not complete.'],
  ],
  ['ended well, where no reason is known', undefined, ['rotate-access-key ended well.']],
])('a rotation that is waited for says that it %s', (_, output, lines) => {
  expect(resultLines('rotate-access-key', output)).toEqual(lines);
});
