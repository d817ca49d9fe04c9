/** How one step of the tutorial stands. Times are ISO 8601, UTC. */
export interface ProgressLine {
  /** Number in Amazon's tutorial; absent for what is not in it. */
  step?: string;
  title: string;
  /** `waits` for a person; `next` is done as soon as what is before it allows. */
  state: 'done' | 'waits' | 'next' | 'later' | 'skipped';
  /** When it was done, or since when it waits. */
  since?: string;
  /** Until when it waits. */
  until?: string;
  /** How often Amazon rejected the developer profile, and when it was submitted last. */
  rejections?: number;
  submittedAt?: string;
}
