import { kindOf, TASK_STATES } from '../../domain/human-task.ts';
import { shortTime } from '../../domain/times.ts';
import { ExplainedError } from '../../errors/base.ts';
import { type Html, html } from '../html.ts';
import type { Page } from '../layout.ts';

const notice = (title: string, body: Html, about?: string): Page => ({
  title,
  body: html`<section>${body}</section>`,
  ...(about && { about }),
});

/** The way to the page of the progress. */
export const progressLink = (progress: string): Html => html`<p><a href="${progress}">View progress</a>.</p>`;

const machineOf = (task: string) => TASK_STATES[kindOf(task) ?? 'request-data-access'].machine;

/** The task of this name was given up. */
export const givenUpPage = (about: string, task: string, at: string, progress: string): Page =>
  notice(
    'This was given up',
    html`${answered({ outcome: 'given-up', at })}
<p>Everything done before is saved: start ${machineOf(task)} again with the same input when it can be done.</p>
${progressLink(progress)}`,
    about,
  );

/** The removal was confirmed or refused before. */
export function removalDonePage(about: string, outcome: { outcome: 'done' | 'given-up'; at: string }): Page {
  const done = outcome.outcome === 'done';
  return notice(
    done ? 'This is done' : 'This was given up',
    html`${answered(outcome)}
<p>${done ? 'The removal continues automatically. A message says when it has ended and what remains to do at Amazon. This link is deleted with the rest.' : 'Nothing was removed, and the application stays as it is.'}</p>`,
    about,
  );
}

const answered = ({ outcome, at }: { outcome: 'done' | 'given-up'; at: string }): Html =>
  html`<p>${outcome === 'done' ? 'The task was completed' : 'The task was ended with a reason'} on <strong>${shortTime(at)}</strong>. You’re done here: it cannot be answered again.</p>`;

/**
 * A rejection was kept, and the execution is about to ask again.
 * @param soon whether it may ask any moment, so that the page looks again by itself
 */
export function askedAgainPage(about: string, at: string, progress: string, soon: boolean): Page {
  return notice(
    'Rejection saved',
    html`<p${soon && html` data-reload="yes"`}>The reason was saved on <strong>${shortTime(at)}</strong>, and the execution asks again. <a href="">Show the page again</a> in a moment.</p>${progressLink(progress)}`,
    about,
  );
}

/**
 * A person has said that the queue is registered, and Amazon is asked for a new client secret.
 * @param soon whether Amazon's refusal may come any moment, so that the page looks again by itself
 */
export function queueTriedPage(about: string, at: string, progress: string, soon: boolean): Page {
  return notice(
    'The queue is being tested',
    html`<p${soon && html` data-reload="yes"`}>Since <strong>${shortTime(at)}</strong> the stack waits for a new client secret from Amazon. When it has arrived and is tested, you get a message. If Amazon still knows no queue, this task opens again with the reason. <a href="">Show the page again</a> in a moment.</p>${progressLink(progress)}`,
    about,
  );
}

/** An answer is stored, and it is not known whether the execution got it. */
export function storedPage(about: string, said: string, task: string, progress: string): Page {
  return notice(
    'The answer is stored',
    html`<p>${said}</p>
<p><strong>What to do:</strong> see the progress below. If setup does not continue, start ${machineOf(task)} again with the same input; it asks only for what is missing.</p>${progressLink(progress)}`,
    about,
  );
}

/** Nobody waits for the answer to the task of this name any more. */
export function overPage(about: string, task: string, progress: string): Page {
  return notice(
    'This task has ended',
    html`<p>The execution has ended, its time ran out, or a newer one asks the same. Nothing that was done is lost.</p>
<p><strong>What to do:</strong> use the link in the newest message. If there is none, start ${machineOf(task)} again with the same input; it asks only for what is missing.</p>${progressLink(progress)}`,
    about,
  );
}

/** The link has ended. */
export function expiredPage(about: string, expiresAt: string): Page {
  return notice(
    'This link has expired',
    html`<p>It worked until <strong>${shortTime(expiresAt)}</strong>.</p>
<p><strong>What to do:</strong> use the link in the newest message: each reminder brings a new one. Without a link: <code>spapi task list ${about}</code>.</p>`,
    about,
  );
}

/** No such link. It says nothing about what exists. */
export const unknownPage = (): Page =>
  notice(
    'This link does not work',
    html`<p>It was cut off or changed on its way, or it is too old.</p>
<p><strong>What to do:</strong> copy the whole link from the message again, or answer with the command line: <code>spapi task list</code>.</p>`,
  );

/** A post that was made for an earlier round, or a task that somebody else has answered. */
export const answeredMeanwhilePage = (
  about: string,
  { what, remedy }: { what: string; remedy: string },
): Page =>
  notice(
    'This was answered already',
    html`<p>${what}</p><p><strong>What to do:</strong> ${remedy}</p><p><a href="">Show the current status</a></p>`,
    about,
  );

/** A request that no page serves. */
export const notServedPage = (): Page =>
  notice('There is no such page', html`<p>Open the link from the message again.</p>`);

/** What a page says of a request that was not done: what happened, what to do, and the number of the request. */
export interface Said {
  title: string;
  what: string;
  remedy: string;
  requestId?: string;
}

/** A post that no form of ours makes. */
export const TOO_LONG: Said = {
  title: 'This is too long',
  what: 'What was sent is longer than any answer. Nothing was stored.',
  remedy: 'Open the link from the message again, and copy only the values that the page asks for.',
};

/** Our fault, or that of an AWS service. Errors of this program explain themselves and hold no secret. */
export const sayFailure = (requestId: string, error: unknown): Said => ({
  title: 'This did not work',
  ...(error instanceof ExplainedError
    ? { what: error.what, remedy: error.remedy }
    : {
        what: 'Something unexpected happened. Nothing you entered is lost on Amazon’s side.',
        remedy: 'Try again; if it goes on, look at the log of serve-task-pages.',
      }),
  requestId,
});

/** What was not done, with the reason. */
export const failurePage = ({ title, what, remedy, requestId }: Said): Page =>
  notice(
    title,
    html`<p>${what}</p><p><strong>What to do:</strong> ${remedy}</p>${requestId && html`<p class="note">Request ${requestId}</p>`}`,
  );
