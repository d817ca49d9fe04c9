import { expect, it } from '@jest/globals';
import { type FunctionSize, judgeFunction } from '../../../../local/bench/judge-functions.ts';

const SIZE: FunctionSize = {
  name: 'load-application',
  clients: 1,
  zippedBytes: 150_000,
  startBytes: 320_000,
};

it.each<[string, Partial<FunctionSize>, string[]]>([
  ['at its limits', {}, []],
  ['of several clients', { clients: 2, zippedBytes: 250_000 }, []],
  ['that reads all rules', { name: 'diagnose-application', startBytes: 650_000 }, []],
  [
    'with a larger zip',
    { zippedBytes: 150_001 },
    ['load-application: the zip has 150001 bytes, more than 150000'],
  ],
  [
    'that reads more code at its start',
    { startBytes: 320_001 },
    ['load-application: a cold start reads 320001 bytes of code, more than 320000'],
  ],
])('a function %s is judged by its bytes', (_, change, problems) => {
  expect(judgeFunction({ ...SIZE, ...change })).toEqual(problems);
});

it('no time is judged, so a busy machine changes nothing', () => {
  const slow = { ...SIZE, importMs: 9_000, floorMs: 10, ratio: 900, peakMiB: 900 };

  expect(judgeFunction(slow)).toEqual([]);
});
