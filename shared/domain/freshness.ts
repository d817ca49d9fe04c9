/** IAM and STS have shown changes everywhere within a minute; we allow them three. Source: AWS, IAM eventual consistency */
export const SETTLING_SECONDS = 180;

/** When something was made or changed; `undefined` for what is not ours. A text is an ISO 8601 time. */
export type Moment = Date | string | undefined;

/** Whether any of these was so recently that IAM or STS may not know of it everywhere yet. */
export function isFresh(now: Date, ...changes: Moment[]): boolean {
  const since = (change: Date | string) => now.getTime() - new Date(change).getTime();
  return changes.some((change) => change !== undefined && since(change) < SETTLING_SECONDS * 1000);
}
