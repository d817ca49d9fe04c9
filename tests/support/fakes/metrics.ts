import type { Metrics } from '#shared/clients/metrics.ts';
import type { Health } from '#shared/domain/health.ts';

/** Metrics that are only kept. */
export function fakeMetrics() {
  const measured: { appName: string; health: Health }[] = [];
  const service: Metrics = { health: (appName, health) => void measured.push({ appName, health }) };
  return { ...service, measured };
}
