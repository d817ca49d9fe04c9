import { afterEach, expect, it, jest } from '@jest/globals';
import { note, print } from '../../../cli/output.ts';
import { ownCommands } from '../../../cli/own-commands.ts';
import { createProgram } from '../../../cli/program.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

const caught = (stream: NodeJS.WriteStream) => {
  const written = jest.spyOn(stream, 'write').mockReturnValue(true);
  return () => written.mock.calls.map(([text]) => text).join('');
};

it('an installed program names itself as it is installed, a checkout by npx', () => {
  expect(ownCommands('Next: spapi task list', false)).toBe('Next: spapi task list');
  expect(ownCommands('Next: spapi task list', true)).toBe('Next: npx spapi task list');
});

it('everything that is printed from the sources has commands that run in the checkout', async () => {
  const [out, err] = [caught(process.stdout), caught(process.stderr)];

  print('See it:', '  spapi status acme-orders --local');
  note('What to do: spapi start acme-orders --again');
  const program = await createProgram(['start']);
  await expect(program.parseAsync(['start', '--help'], { from: 'user' })).rejects.toThrow();

  expect(out()).toContain('  npx spapi status acme-orders --local\n');
  expect(out()).toContain('  npx spapi start acme-orders --undo');
  expect(out()).not.toMatch(/(?<!npx )spapi start/);
  expect(err()).toBe('What to do: npx spapi start acme-orders --again\n');
});
