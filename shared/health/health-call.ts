import * as z from 'zod/mini';
import { lastDays, packHistory, unpackHistory } from '../domain/health-history.ts';
import type { Overview } from '../domain/overview.ts';

/** What the public pages ask of the private function behind them: the health of all applications, for a link. */
export const HealthCall = z.strictObject({ id: z.string() });
export type HealthCall = z.infer<typeof HealthCall>;

/** An overview with its history in the short form, because Lambda returns 6 MB at most. */
type ShortOverview = Omit<Overview, 'history'> & { history: string };

/** What the private function answers. Neither a secret nor the link of a task is among it. */
export type HealthCallReply =
  /** The link is not known, has expired, or opens another page. */
  | { reply: 'closed' }
  | { reply: 'health'; overviews: ShortOverview[] }
  /** An error that explains itself. */
  | { reply: 'failed'; what: string; remedy: string };

/** An overview as it is sent. */
export const shortOverview = (overview: Overview): ShortOverview => ({
  ...overview,
  history: packHistory(overview.history),
});

/** An overview as it was. */
export const longOverview = (overview: ShortOverview, now: Date): Overview => ({
  ...overview,
  history: lastDays(unpackHistory(overview.history), now),
});
