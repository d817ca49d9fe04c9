/** IAM and STS have shown changes everywhere within a minute; we allow them three. Source: AWS, IAM eventual consistency */
const SETTLING_MS = 3 * 60_000;

/**
 * Whether IAM resources were completed so recently that a refusal may only mean "not yet".
 * @param provisionedAt ISO 8601 time; `undefined` for resources that are not ours
 */
export function isFresh(provisionedAt: string | undefined, now: Date): boolean {
  return provisionedAt !== undefined && now.getTime() - Date.parse(provisionedAt) < SETTLING_MS;
}
