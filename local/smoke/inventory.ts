import { AwsDenied } from '#shared/errors/refused.ts';
import type { AwsConfig } from '../../cli/aws-config.ts';
import { codeKinds } from './kinds/code.ts';
import { iamKinds } from './kinds/iam.ts';
import type { Kind } from './kinds/kind.ts';
import { messageKinds } from './kinds/messages.ts';
import { stackKinds } from './kinds/stacks.ts';
import { storageKinds } from './kinds/storage.ts';
import { watchKinds } from './kinds/watch.ts';

/** Everything that a trial may create, in the order in which it can be deleted. */
export const allKinds = (config: AwsConfig): Kind[] => [
  ...iamKinds(config),
  ...codeKinds(config),
  ...messageKinds(config),
  ...watchKinds(config),
  ...storageKinds(config),
  ...stackKinds(config),
];

/** One resource of the account. */
export interface Item {
  kind: Kind;
  id: string;
}

/** What is in the account, as far as this identity may list it. */
export interface Inventory {
  items: Item[];
  /** What could not be listed, and the right that it needs. */
  unlisted: string[];
}

/** Lists everything of some kinds. @throws what AWS answers, but for a denial */
export async function takeInventory(kinds: Kind[]): Promise<Inventory> {
  const items: Item[] = [];
  const unlisted: string[] = [];
  for (const kind of kinds) {
    try {
      items.push(...(await kind.list()).map((id) => ({ kind, id })));
    } catch (error) {
      if (!(error instanceof AwsDenied)) throw error;
      unlisted.push(`${kind.name} (needs ${error.details.action})`);
    }
  }
  return { items, unlisted };
}

export const nameOf = ({ kind, id }: Item): string => `${kind.name} ${id}`;

/** What one inventory has and another does not. */
export function missingIn(other: Inventory, { items }: Inventory): Item[] {
  const known = new Set(other.items.map(nameOf));
  return items.filter((item) => !known.has(nameOf(item)));
}
