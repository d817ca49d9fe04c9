import { readFileSync } from 'node:fs';

/** The policy of a reader as docs/security.md shows it, for an application in the embedded AWS. */
export function readerPolicy(values: { REGION: string; ACCOUNT: string; APP: string; KEY: string }): string {
  const [, section = ''] = readFileSync('docs/security.md', 'utf8').split('## Rights of a reader');
  const [, policy = ''] = section.match(/```json\n([\s\S]*?)```/) ?? [];
  return policy.replaceAll(/\b(REGION|ACCOUNT|APP|KEY)\b/g, (name) => values[name as keyof typeof values]);
}
