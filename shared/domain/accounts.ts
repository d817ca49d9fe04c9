import type { Authorization, ExecutionInput } from './application.ts';
import { findMarketplace, type Marketplace } from './marketplaces.ts';

/**
 * The accounts of an input, each with its name, kind, marketplace and region; the first is that of the developer profile.
 * @param input checked: every marketplace is known
 */
export function accountsOf(
  input: Pick<ExecutionInput, 'marketplace' | 'sellingPartner' | 'authorizations'>,
): Authorization[] {
  const { marketplace, sellingPartner, authorizations } = input;
  return [{ marketplace, sellingPartner }, ...authorizations].map((account) =>
    complete({ sellingPartner, ...account }),
  );
}

function complete(account: {
  name?: string | undefined;
  marketplace: string;
  sellingPartner?: 'seller' | 'vendor' | undefined;
}): Authorization {
  const { code, id, region } = findMarketplace(account.marketplace) as Marketplace;
  const sellingPartner = account.sellingPartner ?? 'seller';
  const name =
    account.name ?? (sellingPartner === 'vendor' ? `vendor-${code.toLowerCase()}` : code.toLowerCase());
  return { name, sellingPartner, marketplace: code, marketplaceId: id, region };
}
