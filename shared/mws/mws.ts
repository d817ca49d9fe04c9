import type { Operation } from '../operations/operation.ts';
import { OPERATIONS } from '../operations/operations.ts';
import { plannedRemovalOf } from '../operations/planned-removals.ts';
import data from './mws-map.json' with { type: 'json' };

/** An operation of MWS as the data holds it. Sources: Amazon's migration guides; each row says which, and what was paired by meaning. */
interface Row {
  api: string;
  version: string;
  operation: string;
  /** `direct`: one to one; `paging`: the page comes from the operation itself; `none`: nothing replaces it. */
  kind: 'direct' | 'none' | 'paging' | 'split' | 'partial' | 'merged';
  note: string;
  source: string;
  to: { call: string; status: 'primary' | 'alternative' | 'deprecated' }[];
}

/** An operation of SP-API that takes the place of one of MWS. */
export interface Successor {
  operation: Operation;
  /** `primary`: what to call today; `alternative`: another choice; `deprecated`: still there, with a day of its end. */
  status: 'primary' | 'alternative' | 'deprecated';
  /** Day on which Amazon removes it, ISO 8601. */
  removal?: string;
}

/** An operation of Amazon Marketplace Web Service, and what to call now. */
export interface MwsOperation extends Omit<Row, 'to'> {
  successors: Successor[];
}

const BY_CALL = new Map(OPERATIONS.map((one) => [`${one.method} ${one.path}`, one]));

/** Every operation of MWS. */
export const MWS_OPERATIONS: readonly MwsOperation[] = (data as Row[]).map(({ to, ...row }) => ({
  ...row,
  successors: to.flatMap(({ call, status }) => {
    const operation = BY_CALL.get(call);
    const removal = operation && plannedRemovalOf(operation)?.on;
    return operation ? [{ operation, status, ...(removal && { removal }) }] : [];
  }),
}));

/**
 * The operations of MWS that a text names; several where APIs share the name.
 * @param text `ListOrders`, `Orders/GetServiceStatus` or `Orders/2013-09-01/ListOrders`; case does not matter
 */
export function findMwsOperations(text: string): readonly MwsOperation[] {
  const parts = text.trim().toLowerCase().split('/');
  const name = parts.at(-1);
  const api = parts.length > 1 ? parts[0] : undefined;
  const fits = (one: MwsOperation) => !api || one.api.toLowerCase() === api;
  const named = MWS_OPERATIONS.filter((one) => fits(one) && one.operation.toLowerCase() === name);
  // Amazon Pay has one row for all its operations.
  return named.length > 0 || !api
    ? named
    : MWS_OPERATIONS.filter((one) => fits(one) && one.operation === '*');
}

/** What the kind of a pairing means, for people. */
export const KINDS: Record<MwsOperation['kind'], string> = {
  direct: 'one operation replaces it',
  paging: 'no separate operation: repeat the call with the token of the next page',
  split: 'several operations replace it, in this order',
  partial: 'replaced in part',
  merged: 'part of another operation now',
  none: 'nothing replaces it',
};
