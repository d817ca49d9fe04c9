import { securityControls } from '../../domain/security-answers.ts';
import { background } from '../background.ts';
import { type Html, html } from '../html.ts';

const ID = 'security-text';

/** Statements about the company to tick, and the whole text for Amazon, which follows the ticks where scripts run. */
export function securityText(): Html {
  const controls = securityControls(true);
  return background(
    'Text for the security questions',
    html`<p>1. Tick what is true of your company. The ticks are not stored.</p>
<ul class="checklist">${controls.map(
      ({ subject, yours }, i) =>
        html`<li><label for="control-${i}"><input type="checkbox" id="control-${i}" autocomplete="off"> <strong>${subject}</strong>: ${yours}</label></li>`,
    )}</ul>
<p>2. Copy the text and check it: what is not true of your company must go.
<button type="button" class="copy" data-copy="${ID}" hidden>Copy the whole text</button><span role="status"></span></p>
<div id="${ID}" class="text">${controls.map(
      ({ subject, given, yours }, i) =>
        html`<p${!given && html` data-when="control-${i}"`}>${subject}: ${given}${given && ' '}<span data-when="control-${i}">${yours}</span></p>\n`,
    )}</div>
<p class="note">The first sentences of each subject say what this deployment does.</p>`,
    'security',
  );
}
