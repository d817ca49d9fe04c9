import { describe, expect, it } from '@jest/globals';
import { ENVIRONMENTS } from '#shared/connect/environments.ts';
import { runProgram } from '../../../../cli/exec/run-program.ts';

const node = (script: string, variables = {}) => runProgram(process.execPath, ['-e', script], variables);

describe('a program that is run', () => {
  it('has the variables, and hands back its exit code', async () => {
    expect(await node('process.exit(process.env.A_NAME === "secret" ? 7 : 1)', { A_NAME: 'secret' })).toBe(7);
    expect(process.env).not.toHaveProperty('A_NAME');
  });

  it('that a signal ends gives the exit code of a shell', async () => {
    expect(await node('process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 5000)')).toBe(143);
  });

  it('that is not there is a refusal without the variables', async () => {
    await expect(runProgram('/nonexistent/program', [], { A: 'secret' })).rejects.toMatchObject({
      what: '/nonexistent/program could not be started (ENOENT).',
    });
  });
});

it('every library has a client id and a client secret, or a token', () => {
  const without = Object.entries(ENVIRONMENTS).filter(
    ([, { variables }]) =>
      !Object.values(variables).includes('accessToken') &&
      !['clientId', 'clientSecret'].every((value) => Object.values(variables).includes(value as never)),
  );

  expect(without).toEqual([]);
});
