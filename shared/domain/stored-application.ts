import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod/mini';
import { Application, type Authorization, SELLING_PARTNERS, type SellingPartner } from './application.ts';
import { findMarketplace } from './marketplaces.ts';
import { firstFitting } from './parameter-limit.ts';
import { readStored } from './stored-json.ts';

/** A large application as its `config` parameter holds it: of accounts and roles only what cannot be told from the rest. */
const Packed = z.looseObject({
  /** Each `name seller US`. */
  authorizations: z.array(z.string()),
  /** Each the time when it was first named, and its name. */
  roles: z.optional(z.array(z.string())),
});

/** The short form of the largest applications, as JSON, deflated, in base64. */
const Compressed = z.object({ compressed: z.string() });

/** The text of the `config` parameter: the application as it is, or in a shorter form where that is too large. */
export const packApplication = (application: Application): string => {
  const short = packed(application);
  return firstFitting([application, short, compressed(short)]);
};

const compressed = (short: object): z.infer<typeof Compressed> => ({
  compressed: deflateRawSync(JSON.stringify(short)).toString('base64'),
});

/** The text that was compressed, or the text itself; `undefined` where it cannot be read. */
function inflated(text: string | undefined): string | undefined {
  const found = readStored(Compressed, text);
  if (!found) return text;
  try {
    return inflateRawSync(Buffer.from(found.compressed, 'base64')).toString();
  } catch {
    return undefined;
  }
}

const packed = ({ authorizations, roles, ...rest }: Application): z.infer<typeof Packed> => ({
  ...rest,
  authorizations: authorizations.map(({ name, sellingPartner, marketplace }) =>
    [name, sellingPartner, marketplace].join(' '),
  ),
  ...(roles && { roles: roles.map(({ name, addedAt }) => `${addedAt.replace('.000Z', 'Z')} ${name}`) }),
});

/**
 * Reads the text of a `config` parameter.
 * @returns `undefined` where there is none, or it is another version's
 */
export function unpackApplication(given: string | undefined): Application | undefined {
  const text = inflated(given);
  const short = readStored(Packed, text);
  if (!short) return readStored(Application, text);
  const roles = short.roles?.map(toRole);
  const tokensSince = lastAdded(roles);
  const accounts = short.authorizations.map((account) => toAccount(account, tokensSince));
  return Application.safeParse({ ...short, authorizations: accounts, ...(roles && { roles }) }).data;
}

function toAccount(text: string, tokensSince: string | undefined): Partial<Authorization> {
  const [name = '', sellingPartner, code = ''] = text.split(' ');
  const { id = '', region } = findMarketplace(code) ?? {};
  return {
    name,
    marketplace: code,
    marketplaceId: id,
    ...(region && { region }),
    ...(isSellingPartner(sellingPartner) && { sellingPartner }),
    ...(tokensSince && { tokensSince }),
  };
}

const isSellingPartner = (text: string | undefined): text is SellingPartner =>
  SELLING_PARTNERS.some((one) => one === text);

function toRole(text: string): { name: string; addedAt: string } {
  const end = text.indexOf(' ');
  return { addedAt: text.slice(0, end).replace(/(:\d\d)Z$/, '$1.000Z'), name: text.slice(end + 1) };
}

/** Only new refresh tokens have a role that was added. */
export const lastAdded = (roles: Application['roles']): string | undefined =>
  roles
    ?.map(({ addedAt }) => addedAt)
    .toSorted()
    .at(-1);
