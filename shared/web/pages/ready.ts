import { shortTime } from '../../domain/times.ts';
import { type UsableAccount, waysToUse } from '../../domain/ways-to-use.ts';
import { copyable } from '../form.ts';
import { type Html, html } from '../html.ts';

/** An application that works: since when, the path of its results in Parameter Store, and its first account. */
export interface ReadyView {
  since: string;
  results: string;
  account?: UsableAccount | undefined;
}

/** That an application works, and how to use it. */
export const readySection = (appName: string, { since, results, account }: ReadyView): Html =>
  html`<section class="good"><h2>Ready</h2><p>The application has worked since ${shortTime(since)}. Everything that another service needs is in Parameter Store, below <span class="value">${results}</span>.</p>
<dl>${waysToUse(appName, account).map(({ what, command }, i) => html`<dt>${what}</dt><dd>${copyable(`way-${i}`, command)}</dd>`)}</dl></section>`;

/** That a step failed, since when, and what to do. */
export const failedSection = ({ step, error, since }: { step: string; error: string; since: string }): Html =>
  html`<section class="alert"><h2>${step} failed: ${error}</h2>
<p>On ${shortTime(since)}. The message about it says why and what to do. What is done is saved: fix it, then start create-private-app again with the same input, or redrive the execution.</p></section>`;
