const { default: Sequencer } = require('@jest/test-sequencer');

/** What takes longest by itself comes first, so that all workers end at the same time. */
const KINDS = [
  /e2e\/faults/,
  /template\/(scans|(secured-)?template)/,
  /e2e/,
  /integration/,
  /diagnose\.laws/,
  /./,
];
const rank = ({ path }) => KINDS.findIndex((kind) => kind.test(path));

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((a, b) => rank(a) - rank(b));
  }
};
