import { expect, it } from '@jest/globals';
import type { Connection } from '../../../cli/connection.ts';
import { unknownApplication } from '../../../cli/known-application.ts';

const connection = {
  aws: { region: 'us-east-1' },
  installation: { stage: 'dev' },
  again: '',
} as unknown as Connection;

it('an unknown application leads to the one that is spelt nearly so, and to none where all are different', () => {
  const names = ['acme-orders', 'acme-supply'];

  expect(unknownApplication(connection, 'acme-order', names).what).toBe(
    'No application named "acme-order" (stage dev, us-east-1). Did you mean acme-orders?',
  );
  expect(unknownApplication(connection, 'shop', names).what).toBe(
    'No application named "shop" (stage dev, us-east-1).',
  );
});
