/**
 * The last line of a message: where docs/runbook.md has more about it. A unit test looks for the words in its headings.
 * @param words a part of the heading
 */
export const runbookLine = (words: string): string => `Runbook: search docs/runbook.md for "${words}"`;
