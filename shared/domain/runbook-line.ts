/**
 * The second line of a message: where the runbook has more about it. A unit test looks for the words in its headings.
 * @param words a part of the heading
 */
export const runbookLine = (words: string): string =>
  `Runbook: spapi runbook "${words}" (or search docs/runbook.md of sp-api-private-app for these words)`;
