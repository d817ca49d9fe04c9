/** One kind of resource that the stack, its applications or the trial create. */
export interface Kind {
  /** As a person calls it. */
  name: string;
  /** Ids of all that this project may have created in the account and region, whoever created it. */
  list(): Promise<string[]>;
  /** Deletes one with all that is attached to it. */
  remove(id: string): Promise<void>;
  /** When AWS will have deleted it, where that is decided but not done. */
  deletedOn?(id: string): Promise<Date | undefined>;
}

/** What the names of all resources begin with that have a name of ours. */
export const NAMES = 'sp-api-private-app-';

/** All pages of a list of AWS. */
export async function allPages<P, T>(
  page: (token: string | undefined) => Promise<P>,
  items: (page: P) => T[],
  next: (page: P) => string | undefined,
): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const one = await page(token);
    all.push(...items(one));
    token = next(one);
  } while (token);
  return all;
}

/** The ids that are there. */
export const present = (ids: (string | undefined)[]): string[] => ids.filter((id) => id !== undefined);
