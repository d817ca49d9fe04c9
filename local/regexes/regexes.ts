import { readFileSync, writeFileSync } from 'node:fs';
import { findRegexes, written } from './find-regexes.ts';
import { judgeRegex, mustChange } from './judge-regexes.ts';

/*
 * npm run regexes: judges the regular expressions that tests/fixtures/regexes/verdicts.json does not have yet, and takes
 * out those that are gone. `safe` is proven by the tool. `bounded` it could not prove: the test attacks these.
 * Exit status 1: one is vulnerable and its repetitions have no bound. Write it another way; the test refuses it too.
 */
const file = new URL('../../tests/fixtures/regexes/verdicts.json', import.meta.url);
const before: { safe: string[]; bounded: string[] } = JSON.parse(readFileSync(file, 'utf8'));
const safe: string[] = [];
const bounded: string[] = [];
for (const regex of findRegexes()) {
  const text = written(regex);
  if (before.safe.includes(text)) safe.push(text);
  else if (before.bounded.includes(text)) bounded.push(text);
  else {
    const judged = judgeRegex(regex);
    console.log(`${judged.status} ${judged.complexity} ${regex.file} ${text}`);
    if (judged.status === 'safe') safe.push(text);
    else if (mustChange(regex, judged)) process.exitCode = 1;
    else bounded.push(text);
  }
}
writeFileSync(
  file,
  `${JSON.stringify({ tool: 'recheck 4.5.0', safe: safe.toSorted(), bounded: bounded.toSorted() }, null, 2)}\n`,
);
console.log(`${safe.length} proven, ${bounded.length} not proven: the unit test attacks these.`);
