import type { Operation } from '../../operations/operation.ts';
import { accountOf, findOperations } from '../../operations/operations.ts';

/** What the catalogue says of a call; where several operations fit, only what is true of them all. */
export interface KnownOperation {
  operations: readonly Operation[];
  /** Tells it from other operations of the same name. */
  key: string;
  /** Whose token it takes. */
  account?: 'seller' | 'vendor';
  /** Vendors have an operation of the same name, so the account is a good guess and no more. */
  guessed: boolean;
  grantless: boolean;
  removed?: Operation['removed'];
  /** A parameter names marketplaces. */
  marketplaces: boolean;
  /** Requests a second. */
  rate?: number;
  /** Operations at the same path with another method, where none has the method of the call. */
  otherMethods: string[];
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The operation behind the first of several texts that names one. */
export function knownOperation(texts: (string | undefined)[]): KnownOperation | undefined {
  for (const text of texts) {
    if (!text) continue;
    const operations = findOperations(text);
    if (operations.length > 0) return { ...about(operations), otherMethods: [] };
    const [, method = '', rest = ''] = text.match(/^\s*([A-Z]+)\s+(.*)$/s) ?? [];
    const others = METHODS.includes(method) ? findOperations(rest) : [];
    if (others.length > 0)
      return { ...about(others), otherMethods: [...new Set(others.map((one) => one.method))] };
  }
  return undefined;
}

function about(operations: readonly Operation[]): Omit<KnownOperation, 'otherMethods'> {
  const live = operations.filter(({ removed }) => !removed);
  const accounts = new Set(operations.map(accountOf));
  const [account] = accounts.size === 1 ? accounts : accounts.has('seller') ? ['seller' as const] : [];
  const removed = live.length === 0 ? operations[0]?.removed : undefined;
  const rates = new Set(live.map(({ rate }) => rate));
  const [rate] = rates.size === 1 ? rates : [];
  return {
    operations,
    key: operations.map(({ method, path }) => `${method} ${path}`).join(),
    guessed: accounts.size > 1,
    grantless: operations.every(({ grantless }) => grantless === true),
    marketplaces: operations.some(({ parameters, path }) => namesMarketplace(parameters, path)),
    ...(account && { account }),
    ...(removed && { removed }),
    ...(rate !== undefined && { rate }),
  };
}

/** A body may name marketplaces as well; only for some operations it is known that it does not. */
const namesMarketplace = (parameters: Operation['parameters'], path: string) =>
  !path.startsWith('/vendor/') &&
  !/^\/(sellers|notifications|tokens|applications)\//.test(path) &&
  parameters.some(({ name, in: where }) => /marketplace/i.test(name) || where === 'body');
