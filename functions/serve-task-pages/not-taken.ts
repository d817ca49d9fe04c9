import type { PageReply, PageRequest } from '#shared/lambda/define-page.ts';
import { isLinkId } from '#shared/tasks/task-link.ts';
import { leadBack, leadTo } from './flash.ts';

/** What the page says of a post that was not taken. */
interface NotTaken {
  status: number;
  refusal: { what: string; remedy: string; nothingStored: boolean };
}

/** By the word in the address: a browser that sends no cookie could carry nothing else. */
const NOT_TAKEN = {
  'not-ours': {
    status: 403,
    refusal: {
      what: 'This was not sent by this page: the form came from another site, or the browser did not send the cookie of this page.',
      remedy:
        'Enter it again below, and send it. If you see this once more, allow this site to set its cookie.',
      nothingStored: true,
    },
  },
  'not-served': {
    status: 400,
    refusal: {
      what: 'This page has no such button: the form was changed, or is of another version.',
      remedy: 'Enter it again below, and send it.',
      nothingStored: true,
    },
  },
} satisfies Record<string, NotTaken>;

/** Leads the browser back to the page of the task, whose address then holds why: nothing of what was sent. */
export const leadBackBecause = (id: string, why: keyof typeof NOT_TAKEN): PageReply =>
  leadTo(`${id}?said=${why}`);

/** What the address of a page says of the post before. */
export const readNotTaken = ({ said }: PageRequest): NotTaken | undefined =>
  Object.hasOwn(NOT_TAKEN, said ?? '') ? NOT_TAKEN[said as keyof typeof NOT_TAKEN] : undefined;

/** Leads a post that was too long, or failed, back to the page that it was sent from; nothing where that is none. */
export function leadBackFailed(
  { path: [id = '', ...more], form }: PageRequest,
  status: number,
  { what, remedy, requestId }: { what: string; remedy: string; requestId?: string },
): PageReply | undefined {
  if (!isLinkId(id) || more.length > 0 || form.get('action') === 'check') return undefined;
  const number = requestId ? ` (Request ${requestId}.)` : '';
  const refusal = { what: `${what}${number}`, remedy, nothingStored: status === 413 };
  return leadBack(id, { kind: 'form', status, values: {}, problems: {}, refusal });
}
