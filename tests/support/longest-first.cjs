const { default: Sequencer } = require('@jest/test-sequencer');

/** What takes longest by itself comes first among its like, so that all workers end at the same time. */
const KINDS = [
  /e2e\/faults/,
  /template\/(scans|(secured-)?template)/,
  /e2e/,
  /integration\/cli/,
  /integration/,
  /diagnose\.laws/,
  /./,
];
const rank = ({ path }) => KINDS.findIndex((kind) => kind.test(path));

const waits = ({ path }) => /e2e|integration/.test(path);

/** Tests that compute stand evenly among those that wait for an engine or a browser: one works while others wait. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests).toSorted((a, b) => rank(a) - rank(b));
    return [sorted.filter(waits), sorted.filter((test) => !waits(test))]
      .flatMap((kind) => kind.map((test, i) => ({ test, place: i / kind.length })))
      .toSorted((a, b) => a.place - b.place)
      .map(({ test }) => test);
  }
};
