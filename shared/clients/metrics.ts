import type { Health } from '../domain/health.ts';

/** CloudWatch metrics of the credentials. */
export interface Metrics {
  /** Whether the application works, failures by cause, and the days that are left of what expires. */
  health(appName: string, health: Health, now: Date): void;
}
