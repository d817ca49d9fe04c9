import { MetricUnit, Metrics as PowertoolsMetrics } from '@aws-lambda-powertools/metrics';
import type { Metrics } from '../clients/metrics.ts';
import type { Installation } from '../domain/installation.ts';
import { DAY_MS } from '../domain/times.ts';

/** Where the metrics are in CloudWatch. */
const NAMESPACE = 'SellingPartnerApi';

/**
 * The real metrics: lines of the log in CloudWatch's embedded metric format, so that no call is made for them.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function createMetrics({ stage }: Pick<Installation, 'stage'>): Metrics {
  const metrics = new PowertoolsMetrics({ namespace: NAMESPACE });
  const add = (dimensions: Record<string, string>, name: string, value: number) => {
    const single = metrics.singleMetric();
    single.addDimensions({ ...dimensions, stage });
    single.addMetric(name, MetricUnit.Count, value);
  };
  return {
    health: (appName, { causes, expiries }, now) => {
      // Without the application's name there is one number for the alarm; with it, one line per application.
      const failures = causes.length > 0 ? 1 : 0;
      add({}, 'ApplicationsInTrouble', failures);
      add({ app: appName }, 'InTrouble', failures);
      for (const { error, id } of causes) add({ cause: id ?? error }, 'Failures', 1);
      for (const { name, at } of expiries) {
        const days = Math.floor((Date.parse(at) - now.getTime()) / DAY_MS);
        add({}, 'DaysToExpiry', days);
        add({ app: appName, credential: name }, 'DaysToExpiry', days);
      }
    },
  };
}
