import { SCOPES } from '../lwa.ts';
import type { GrantlessOperation } from './operation.ts';

const sandboxDestination = {
  name: 'SampleDestinationName',
  destinationId: 'TEST_CASE_200',
  resource: { sqs: { arn: 'arn:aws:sqs:us-east-2:444455556666:queue1' } },
};

/** Notifications API: the queues and event buses registered by the application, here none. */
export const getDestinations: GrantlessOperation = {
  name: 'getDestinations',
  method: 'GET',
  path: '/notifications/v1/destinations',
  rate: 1,
  burst: 5,
  scope: SCOPES.notifications,
  sandbox: [{ parameters: {}, status: 200, body: { payload: [sandboxDestination] } }],
  answer: () => ({ status: 200, body: { payload: [] } }),
};
