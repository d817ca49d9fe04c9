import { readFileSync } from 'node:fs';
import { CONTRADICTED } from '../../fixtures/beyond-authorization-data.ts';
import { judgePolicy } from './judge-policy.ts';
import { policiesOf } from './template-policies.ts';

/**
 * Judges all policies of a packaged template.
 * @param file its path
 * @returns what is wrong, each with its place, and which accepted contradictions were not found
 */
export async function judgeTemplate(file: string): Promise<{ open: string[]; stale: string[] }> {
  const policies = policiesOf(JSON.parse(readFileSync(file, 'utf8')));
  const judged = policies.map(async ({ place, policy }) =>
    (await judgePolicy(policy)).map((finding) => ({ place, finding })),
  );
  const found = (await Promise.all(judged)).flat();
  return {
    open: found
      .filter(({ finding }) => !CONTRADICTED.some((accepted) => accepted.finding.test(finding)))
      .map(({ place, finding }) => `${place} ${finding}`),
    stale: CONTRADICTED.filter(
      (accepted) => !found.some(({ finding }) => accepted.finding.test(finding)),
    ).map(({ reason }) => reason),
  };
}
