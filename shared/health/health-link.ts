import * as z from 'zod/mini';
import { ALL_APPLICATIONS } from '../domain/all-applications.ts';
import { readStored } from '../domain/stored-json.ts';
import { DAY_MS } from '../domain/times.ts';
import type { Services } from '../services.ts';
import { findLinkText, hashOf, linkDescription, newLinkId } from '../tasks/task-link.ts';

/** A link works for so long where nothing else is asked for, in days: the next weekly message comes before that. */
export const HEALTH_LINK_DAYS = 14;
/** The longest that a link may work, in days. */
export const MOST_LINK_DAYS = 90;

/** A link to the page that shows the health of all applications, and nothing else. Only the hash of its id is stored. */
export const HealthLink = z.strictObject({ opens: z.literal('health'), expiresAt: z.string() });
export type HealthLink = z.infer<typeof HealthLink>;

/**
 * Makes a new link to the health page.
 * @param pageUrl address of the pages, with a trailing slash
 * @param days how long it works
 * @throws what Parameter Store throws
 */
export async function createHealthLink(
  { clock, parameters }: Pick<Services, 'clock' | 'parameters'>,
  { pageUrl, days = HEALTH_LINK_DAYS }: { pageUrl: string; days?: number },
): Promise<{ url: string; expiresAt: string }> {
  const id = newLinkId();
  const expiresAt = new Date(clock.now().getTime() + days * DAY_MS).toISOString();
  const link: HealthLink = { opens: 'health', expiresAt };
  const name = parameters.paths.links.link(hashOf(id));
  await parameters.put(ALL_APPLICATIONS, name, JSON.stringify(link), linkDescription(expiresAt));
  return { url: `${pageUrl}${id}`, expiresAt };
}

/**
 * A link to the health page, expired or not.
 * @param id as it stands in the address, so it may be anything
 * @returns `undefined` where no such link is known
 */
export const findHealthLink = async (
  services: Pick<Services, 'parameters'>,
  id: string,
): Promise<HealthLink | undefined> => readStored(HealthLink, await findLinkText(services, id));

/**
 * Withdraws all links to the health page: they work no more.
 * @returns how many there were
 * @throws what Parameter Store throws
 */
export async function withdrawHealthLinks({ parameters }: Pick<Services, 'parameters'>): Promise<number> {
  const found = await parameters.findBelow(parameters.paths.links.root, ALL_APPLICATIONS);
  const values = await parameters.get(found.map(({ name }) => name));
  // An application may have this name, and links to its tasks.
  const names = Object.keys(values).filter((name) => readStored(HealthLink, values[name]));
  if (names.length > 0) await parameters.delete(names);
  return names.length;
}
