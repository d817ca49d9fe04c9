import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SPAPI } from './cli-fixture.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'diagnose-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the real command without region, credentials or anything else of AWS. */
function diagnose(args: string[], input = '') {
  const env = { PATH: process.env.PATH, HOME: '/nonexistent' };
  const run = spawnSync(process.execPath, [SPAPI, 'diagnose', ...args], { env, input, encoding: 'utf8' });
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
}

const REVOKED = {
  observations: [{ call: 'lwa:refresh_token', httpStatus: 400, code: 'invalid_grant', message: null }],
  facts: { authorizationAgeDays: 366 },
};
const OTHER_REGION = {
  observations: [
    {
      call: 'sp-api:getMarketplaceParticipations',
      httpStatus: '403',
      code: 'Unauthorized',
      message: 'Access to requested resource is denied.',
      details: '',
      region: 'EU',
    },
    { call: 'sp-api:getMarketplaceParticipations', httpStatus: 200, region: 'NA' },
  ],
};

describe('diagnose', () => {
  it('prints one JSON document with causes and next', () => {
    const file = join(folder, 'evidence.json');
    writeFileSync(file, JSON.stringify(OTHER_REGION));

    const { code, stdout, stderr } = diagnose(['--evidence', file, '--json']);

    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({
      family: 'wrong-endpoint',
      causes: [
        {
          id: 'call-refresh-token-of-other-region',
          family: 'wrong-endpoint',
          confidence: 'certain',
          cause: expect.stringContaining('another region'),
          remedy: expect.stringContaining('refresh token'),
          source: expect.stringMatching(/^https:/),
        },
      ],
      next: [],
    });
  });

  it('tells people the cause, how sure it is, what to do and where it is from', () => {
    const { code, stdout } = diagnose(['--evidence', '-'], JSON.stringify(REVOKED));

    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      'lwa-authorization-expired-one-year (certain)',
      expect.stringMatching(/^ {2}Cause: /),
      expect.stringMatching(/^ {2}What to do: /),
      expect.stringMatching(/^ {2}Source: https:/),
      '  Family: authorization. Who can act: the selling partner, or who administers the application.',
    ]);
  });

  it('tells people what to look at next, and says unknown rather than guess', () => {
    const { code, stdout } = diagnose(['--evidence', '-'], '{"observations":[]}');

    expect(code).toBe(0);
    expect(stdout).toMatch(/^unknown \(possible\)\n/);
    expect(stdout).toMatch(/\nTo find out more, cheapest first:\n {2}1\. /);
  });

  it.each([
    ['no JSON', 'FAKE_SECRET', 'input: is not JSON'],
    ['no object', '[]', 'input: must be of type object'],
    [
      'an observation without a call',
      '{"observations":[{"code":"FAKE_SECRET"}]}',
      'observations.0.call: must be of type string',
    ],
    [
      'a status that is none',
      '{"observations":[{"call":"x","httpStatus":"FAKE_SECRET"}]}',
      'observations.0.httpStatus: must be an HTTP status, or null',
    ],
    ['facts that are a list', '{"facts":["FAKE_SECRET"]}', 'facts: must be of type record'],
  ])('refuses %s, says where, and quotes nothing of it', (_, input, problem) => {
    const { code, stdout, stderr } = diagnose(['--evidence', '-', '--json'], input);

    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`The evidence has 1 problem(s):\n- ${problem}`);
    expect(stderr).not.toContain('FAKE_SECRET');
  });

  it('says how to diagnose the text of an error, which works', () => {
    const { code, stdout, stderr } = diagnose(['403 Unauthorized: FAKE_SECRET']);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /no name of an application.* say which call failed: echo '.*' \| spapi diagnose --evidence -/,
    );
    expect(stderr).not.toContain('FAKE_SECRET');
    const [, evidence = ''] = /echo '(.*)' \|/.exec(stderr) ?? [];
    expect(diagnose(['--evidence', '-'], evidence).code).toBe(0);
  });

  it('wants a file that can be read', () => {
    const missing = diagnose(['--evidence', join(folder, 'none.json')]);
    const without = diagnose([]);

    expect([missing.code, without.code]).toEqual([2, 2]);
    expect(missing.stderr).toMatch(
      /The evidence file cannot be read \(ENOENT\).*\nWhat to do: Check the spelling/,
    );
    expect(without.stderr).toMatch(/--evidence/);
  });
});
