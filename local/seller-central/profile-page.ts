import { type Html, html } from '#shared/web/html.ts';
import type { Answer } from '../amazon/http.ts';
import type { Company, Profile, ReviewStatus } from './company.ts';
import type { Problem } from './fields.ts';
import { redirect, refuse, showPage } from './layout.ts';
import {
  CONTROLS,
  checkProfile,
  DATA_ACCESS,
  EMPTY_PROFILE,
  profileForm,
  readProfile,
} from './profile-form.ts';
import { roleLabel } from './roles.ts';
import type { Visit } from './visit.ts';

/** The developer profile: the form, or how far its review is. */
export function profilePage(visit: Visit, problems: Problem[] = [], sent?: Profile): Answer {
  const { central, company } = visit;
  const action = `/${central.host}/profile`;
  const profile = sent ?? company.profile ?? EMPTY_PROFILE;
  const body = html`<p>Status: <strong id="status">${company.status}</strong></p>
${company.status === 'Rejected' && html`<p>Amazon's reason: <strong id="reason">${company.reason}</strong></p>`}
${isOpen(company) || sent ? profileForm(action, profile, problems) : summary(company.status, profile)}
${company.status === 'Approved' && !sent && html`<p><a class="button" href="${action}/edit">Edit profile</a></p>`}
${company.status === 'Under review' && reviewer(action)}`;
  return showPage({ central, heading: 'Developer profile', body, status: problems.length ? 422 : 200 });
}

/** The form of a profile that is approved, to change it: for a further role, say. */
export function editProfilePage(visit: Visit): Answer {
  const { central, company } = visit;
  if (company.status !== 'Approved') return redirect(`/${central.host}/profile`);
  const body = html`<p>Amazon reviews a changed profile again. Until then the approved roles stay: ${company.approved?.join(', ')}.</p>
${profileForm(`/${central.host}/profile`, company.profile ?? EMPTY_PROFILE, [])}`;
  return showPage({ central, heading: 'Edit the developer profile', body });
}

/** Registers the profile, which starts the review. */
export function submitProfile(visit: Visit): Answer {
  const { company, form } = visit;
  if (company.status === 'Under review') return notNow(visit);

  const profile = readProfile(form);
  const problems = checkProfile(profile);
  if (problems.length > 0) return profilePage(visit, problems, profile);

  Object.assign(company, { profile, status: 'Under review', reason: '' });
  return redirect(`/${visit.central.host}/profile`);
}

/** Amazon's reviewer approves the profile with all its roles. */
export function approveProfile(visit: Visit): Answer {
  return decide(visit, 'Approved', '');
}

/** Amazon's reviewer rejects the profile. */
export function rejectProfile(visit: Visit): Answer {
  const reason = visit.form.get('reason')?.trim();
  if (!reason) return refuse(visit.central, 422, 'Give a reason', 'A rejection needs a reason.');

  return decide(visit, 'Rejected', reason);
}

function decide(visit: Visit, status: ReviewStatus, reason: string): Answer {
  if (visit.company.status !== 'Under review') return notNow(visit);

  const { profile } = visit.company;
  Object.assign(visit.company, {
    status,
    reason,
    ...(status === 'Approved' && { approved: profile?.roles }),
  });
  return redirect(`/${visit.central.host}/profile`);
}

const isOpen = ({ status }: Company) => status === 'Not submitted' || status === 'Rejected';

function notNow({ central, company }: Visit): Answer {
  const why = `The developer profile is in the status "${company.status}", in which this cannot be done.`;
  return refuse(central, 409, 'Not possible now', why);
}

function summary(status: ReviewStatus, { organisation, dataAccess, roles, controls }: Profile): Html {
  const labels = (options: { value: string; label: string }[], values: string[]) =>
    options.filter(({ value }) => values.includes(value)).map(({ label }) => html`<li>${label}</li>`);
  return html`${status === 'Under review' && html`<p>The profile cannot be edited while Amazon reviews it. The real review takes days, sometimes weeks.</p>`}
<h2>${status === 'Approved' ? 'Approved roles' : 'Requested roles'}</h2>
<ul id="roles">${roles.map((role) => html`<li>${roleLabel(role)}</li>`)}</ul>
<h2>What the profile says</h2>
<ul><li>${organisation}</li>${labels(DATA_ACCESS, [dataAccess])}${labels(CONTROLS, controls)}</ul>`;
}

function reviewer(action: string): Html {
  return html`<section class="reviewer" aria-labelledby="reviewer">
<h2 id="reviewer">Play Amazon's reviewer</h2>
<p>No one at Amazon reads this profile: decide yourself how the review ends.</p>
<form method="post" action="${action}/approve"><button>Approve</button></form>
<form method="post" action="${action}/reject">
<label class="field" for="reason">Reason for a rejection</label>
<textarea id="reason" name="reason" rows="3" required></textarea>
<div><button>Reject</button></div>
</form>
</section>`;
}
