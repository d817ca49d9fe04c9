import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { makeRunFolder } from '../../../../local/stack/run-folders.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'run-folders-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** The number of a process that has ended. */
const deadPid = () => spawnSync(process.execPath, ['--version']).pid;

const make = (name: string) => {
  mkdirSync(join(root, name, 'engine'), { recursive: true });
  writeFileSync(join(root, name, 'engine', 'log'), 'x');
};

it('removes what runs that were killed left, of any stage', () => {
  const dead = deadPid();
  make(`local-${dead}-run-AbC123`);
  make(`demo-eu-west-1-${dead}-run-xyz789`);
  mkdirSync(join(root, 'environments'));
  writeFileSync(join(root, 'environments', `${dead}.json`), '{}');

  const folder = makeRunFolder(root, 'local');

  expect(readdirSync(root).map((name) => join(root, name))).toEqual([join(root, 'environments'), folder]);
  expect(readdirSync(join(root, 'environments'))).toEqual([]);
});

it('leaves what a run that is alive has, and what is no run', () => {
  const dead = deadPid();
  const kept = [
    `local-${process.pid}-run-AbC123`,
    `local-${process.ppid}-run-AbC123`,
    'local',
    'packages',
    `clients-${dead}`,
    `cfn-lint-1.${dead}.0`,
  ];
  for (const name of kept) make(name);
  mkdirSync(join(root, 'environments'));
  for (const name of [`${process.pid}.json`, 'notes.txt'])
    writeFileSync(join(root, 'environments', name), '{}');

  const folder = makeRunFolder(root, 'local');

  expect(readdirSync(root).toSorted()).toEqual(
    [...kept, 'environments', folder.slice(root.length + 1)].toSorted(),
  );
  expect(readdirSync(join(root, 'environments')).toSorted()).toEqual(
    [`${process.pid}.json`, 'notes.txt'].toSorted(),
  );
});

it('starts where no run has been', () => {
  expect(makeRunFolder(join(root, 'new'), 'demo')).toMatch(
    new RegExp(`^${join(root, 'new', 'demo')}-${process.pid}-run-\\w{6}$`),
  );
});
