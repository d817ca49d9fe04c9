import { type TaskSubject, whyAsked } from '../domain/human-task.ts';
import { type Html, html } from './html.ts';

/** Why something is asked again, where it was answered before; nothing otherwise. */
export function whyAgain(task: TaskSubject): Html {
  const why = whyAsked(task);
  return why ? html`<section class="attention"><h2>Why again</h2><p>${why}</p></section>` : html``;
}
