import { z } from 'zod';
import { invalidInput } from '../errors.ts';
import { type AuthorizedOperation, everywhere } from './operation.ts';
import { searchOrders } from './seller-orders.ts';

const Body = z.object({ reportType: z.string().min(1), marketplaceIds: z.array(z.string()).min(1) });

/** Reports API: takes an order for a report. */
export const createReport: AuthorizedOperation = {
  name: 'createReport',
  method: 'POST',
  path: '/reports/2021-06-30/reports',
  rate: 0.0167,
  burst: 15,
  roles: everywhere(...searchOrders.roles.NA),
  sandbox: [],
  answer({ received }) {
    const body = Body.safeParse(parse(received.body.toString('utf8')));
    if (!body.success) return invalidInput('reportType and marketplaceIds are required.');
    return { status: 202, body: { reportId: '50039018869' } };
  },
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
