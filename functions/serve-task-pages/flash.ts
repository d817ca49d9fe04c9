import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod/mini';
import { readStored } from '#shared/domain/stored-json.ts';
import { shortenToBytes } from '#shared/errors/fit-bytes.ts';
import type { PageReply, PageRequest } from '#shared/lambda/define-page.ts';

/**
 * What a post that changed nothing has to say. The browser carries it for a minute, in a cookie that only our page reads,
 * to the page that it is led to: a page that comes from a GET can be reloaded and gone back to. It holds no secret.
 */
export const Flash = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('form'),
    status: z.int(),
    /** The round that was answered; absent where it is true of any. */
    round: z.optional(z.int()),
    values: z.record(z.string(), z.string()),
    problems: z.record(z.string(), z.string()),
    refusal: z.optional(z.object({ what: z.string(), remedy: z.string(), nothingStored: z.boolean() })),
  }),
  z.object({ kind: z.literal('too-late'), what: z.string(), remedy: z.string() }),
]);
export type Flash = z.infer<typeof Flash>;

/** Browsers keep 4,096 bytes of a cookie with its name and attributes. Source: RFC 6265, section 6.1 */
const MOST_BYTES = 3_800;
/** What is read back may not become longer than this, whoever made it. */
const MOST_READ = 65_536;
/** So long are single texts where not all of it fits, in bytes, tried in turn. */
const SHORTER = [2_000, 1_000, 400, 100];

const cookieName = (id: string) =>
  `__Host-said-${createHash('sha256').update(`said ${id}`).digest('hex').slice(0, 12)}`;
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict';

/** Leads the browser to a page, whose address is relative to this one. */
export const leadTo = (location: string): PageReply => ({ status: 303, headers: { location } });

/** Leads the browser back to the page of the task, which then says this once. */
export const leadBack = (id: string, flash: Flash): PageReply => ({
  ...leadTo(id),
  cookies: [`${cookieName(id)}=${pack(flash)}; ${ATTRIBUTES}; Max-Age=60`],
});

/** What the post before has to say, if anything, and the cookie that makes the browser forget it. */
export function takeFlash(
  { cookies }: PageRequest,
  id: string,
): { flash: Flash; forget: string } | undefined {
  const flash = readStored(Flash, unpack(cookies[cookieName(id)]));
  return flash && { flash, forget: `${cookieName(id)}=; ${ATTRIBUTES}; Max-Age=0` };
}

function pack(flash: Flash): string {
  for (const bytes of [Number.POSITIVE_INFINITY, ...SHORTER]) {
    const text = JSON.stringify(flash, (_, value) =>
      typeof value === 'string' && Number.isFinite(bytes) ? shortenToBytes(value, bytes) : value,
    );
    // What repeats itself packs small, and could not be read back.
    if (Buffer.byteLength(text) > MOST_READ) continue;
    const packed = deflateRawSync(text).toString('base64url');
    if (packed.length <= MOST_BYTES) return packed;
  }
  return '';
}

function unpack(text = ''): string | undefined {
  try {
    const options = { maxOutputLength: MOST_READ };
    return text ? inflateRawSync(Buffer.from(text, 'base64url'), options).toString() : undefined;
  } catch {
    // Cut off, or not ours.
    return undefined;
  }
}
