import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MWS_OPERATIONS } from '#shared/mws/mws.ts';
import { fullName } from '#shared/operations/named-operations.ts';
import { OPERATIONS } from '#shared/operations/operations.ts';
import { createProgram } from '../../../cli/program.ts';

let shown: string;
beforeEach(() => {
  shown = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    shown += text;
    return true;
  });
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** What the command line prints, run in this process. */
async function spapi(...words: string[]): Promise<string> {
  shown = '';
  await (await createProgram(words)).parseAsync(words, { from: 'user' });
  return shown;
}

describe('every operation of SP-API', () => {
  it('is described by "operations", with its path, rate, roles and sandbox: all 370, and the removed ones', async () => {
    const wrong: string[] = [];
    for (const one of OPERATIONS) {
      const text = await spapi('operations', one.method, one.path);
      const [head = '', ...rest] = text.split('\n');
      const described = /^Rate: .+[\s\S]*^Any one of these roles: .+[\s\S]*^Sandbox: /m.test(rest.join('\n'));
      if (head !== `${fullName(one)}  ${one.method} ${one.path}` || !described) wrong.push(fullName(one));
      if (one.removed && !text.includes(one.removed.since)) wrong.push(fullName(one));
    }

    expect(wrong).toEqual([]);
    expect(OPERATIONS.filter(({ removed }) => !removed)).toHaveLength(370);
  });

  it('is known to "roles", and each has a role, needs none, or none is published', async () => {
    const vendor = (path: string) => (path.startsWith('/vendor/') ? 'vendor' : 'seller');
    const wrong: string[] = [];
    for (const one of OPERATIONS.filter(({ removed }) => !removed)) {
      const text = await spapi('roles', fullName(one), '--selling-partner', vendor(one.path), '--json');
      const { roles, grantless, unknown } = JSON.parse(text);
      if ([roles, grantless, unknown].flat().length === 0) wrong.push(fullName(one));
    }

    expect(wrong).toEqual([]);
  });
});

describe('every operation of MWS', () => {
  it('is answered by "mws", with what differs and each successor, its path and day: all 116', async () => {
    const wrong: string[] = [];
    for (const { api, version, operation, successors, note } of MWS_OPERATIONS) {
      const text = await spapi('mws', `${api}/${version}/${operation}`);
      const expected = successors.flatMap((one) => [
        `${fullName(one.operation)}  ${one.operation.method} ${one.operation.path}`,
        ...(one.removal ? [one.removal] : []),
      ]);
      if (![...expected, note].every((part) => text.includes(part))) wrong.push(`${api}/${operation}`);
    }

    expect(wrong).toEqual([]);
    expect(MWS_OPERATIONS).toHaveLength(116);
  });
});
