import type { Authorization, SellingPartner } from './application.ts';

/** One way to use an application that works. */
export interface WayToUse {
  what: string;
  command: string;
}

/** An account that calls can be made as. */
export type UsableAccount = Pick<Authorization, 'name' | 'sellingPartner'>;

/** A call that every account of its kind may make. */
const FIRST_CALLS: Record<SellingPartner, string> = {
  seller: 'getMarketplaceParticipations',
  vendor: 'getPurchaseOrders -p limit=1',
};

/**
 * The shortest ways to use an application that works: for its message and its pages. They hold no secret.
 * @param account one of its accounts, where it is known
 */
export function waysToUse(appName: string, account?: UsableAccount): WayToUse[] {
  const target = account ? `${appName}/${account.name}` : appName;
  const first = account ? FIRST_CALLS[account.sellingPartner] : 'OPERATION';
  return [
    { what: 'Call an operation', command: `spapi call ${target} ${first}` },
    {
      what: 'Run your program with the credentials',
      command: `spapi exec ${target} -- node app.js`,
    },
    {
      what: 'Connect Postman, an SDK or another tool',
      command: `spapi export ${target} --to postman --out ./postman`,
    },
  ];
}
