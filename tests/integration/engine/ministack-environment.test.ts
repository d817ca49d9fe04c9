import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { ensureMiniStack, markerOf } from '../../../local/engine/ministack-environment.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'environment-test-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A PATH that holds a python3 which answers as told, or none. */
function ensure(python?: string): Promise<string> {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  if (python) writeFileSync(join(bin, 'python3'), `#!/bin/sh\n${python}\n`, { mode: 0o755 });
  return ensureMiniStack({
    venv: join(folder, 'venv'),
    notes: join(folder, 'notes'),
    log: () => {},
    env: { PATH: bin },
  });
}

it('says what to install where there is no Python', async () => {
  await expect(ensure()).rejects.toThrow(
    /no python3.*apt-get install python3 python3-venv.*AWS_ENDPOINT_URL/s,
  );
});

it('says what to install where Python has no venv module', async () => {
  await expect(ensure('echo 3.11; exit 1')).rejects.toThrow(
    /apt-get install python3-venv.*AWS_ENDPOINT_URL/s,
  );
});

it('says which Python is needed where it is too old', async () => {
  await expect(ensure('echo 3.8')).rejects.toThrow(/3\.10 or newer; python3 is 3\.8/);
});

it('keeps what pip says out of the message, because it names the package index', async () => {
  const python = 'case "$1" in -c) echo 3.12;; *) echo "cannot reach index.example.com"; exit 1;; esac';

  const attempt = ensure(python);

  await expect(attempt).rejects.toThrow(/venv\.log says why/);
  await expect(attempt).rejects.not.toThrow(/index\.example\.com/);
});

it('gives the lock back when it fails, and takes one over whose owner is gone', async () => {
  mkdirSync(join(folder, 'notes'));
  writeFileSync(join(folder, 'notes', 'venv.lock'), '999999999');

  await expect(ensure()).rejects.toThrow('no python3');

  expect(existsSync(join(folder, 'notes', 'venv.lock'))).toBe(false);
});

it('is content with an installation that was finished', async () => {
  const bin = join(folder, 'venv', 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'python'), '');
  writeFileSync(markerOf(join(folder, 'venv')), '');

  await expect(ensure()).resolves.toBe(join(bin, 'python'));
});
