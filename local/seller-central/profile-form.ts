import { type Html, html } from '#shared/web/html.ts';
import type { Profile } from './company.ts';
import { checkboxes, type Problem, problemList, radios, textField } from './fields.ts';
import { ROLES, roleLabel } from './roles.ts';

/** Who the application is for, as the profile asks it. */
export const DATA_ACCESS = [
  { value: 'private', label: 'Private developer: I build applications for my own company' },
  { value: 'public', label: 'Public developer: I build applications that other companies use' },
];

/** What a developer states about the security of its systems. */
export const CONTROLS = [
  { value: 'at-rest', label: "Amazon's data is encrypted at rest" },
  { value: 'in-transit', label: "Amazon's data is encrypted in transit" },
  { value: 'need-to-know', label: 'Only people who need the data have access to it' },
  { value: 'key-rotation', label: 'Keys and passwords are rotated' },
  { value: 'logging', label: 'Access to the data is logged, and the logs are watched' },
  { value: 'incident-plan', label: 'There is a plan for security incidents, with a person in charge' },
];

/** A profile that nobody has filled in. */
export const EMPTY_PROFILE: Profile = {
  organisation: '',
  website: '',
  country: '',
  email: '',
  dataAccess: '',
  roles: [],
  controls: [],
};

/** The profile as it was sent. */
export function readProfile(form: URLSearchParams): Profile {
  const text = (name: string) => form.get(name)?.trim() ?? '';
  return {
    organisation: text('organisation'),
    website: text('website'),
    country: text('country'),
    email: text('email'),
    dataAccess: text('dataAccess'),
    roles: form.getAll('roles'),
    controls: form.getAll('controls'),
  };
}

/** What keeps the profile from being submitted. */
export function checkProfile({ organisation, dataAccess, roles }: Profile): Problem[] {
  const isKnown = (role: string) => ROLES.some(({ name }) => name === role);
  return [
    ...(organisation ? [] : [{ field: 'organisation', message: 'Enter the name of your organisation' }]),
    ...(DATA_ACCESS.some(({ value }) => value === dataAccess)
      ? []
      : [{ field: 'dataAccess', message: 'Say whether you are a private or a public developer' }]),
    ...(roles.length > 0 && roles.every(isKnown)
      ? []
      : [{ field: 'roles', message: 'Choose at least one of the roles' }]),
  ];
}

/** The form of the developer profile, as filled in so far. */
export function profileForm(action: string, profile: Profile, problems: Problem[]): Html {
  const { organisation, website, country, email, dataAccess, roles, controls } = profile;
  return html`${problemList(problems)}
<form method="post" action="${action}" novalidate>
<h2>Contact information</h2>
${textField({ name: 'organisation', label: 'Organisation name', value: organisation, required: true, problems })}
${textField({ name: 'website', label: 'Organisation website', value: website, type: 'url' })}
${textField({ name: 'country', label: 'Country', value: country })}
${textField({ name: 'email', label: 'Primary contact e-mail', value: email, type: 'email' })}
<h2>Data access</h2>
${radios({ name: 'dataAccess', label: 'What do you build? (required)', options: DATA_ACCESS, chosen: [dataAccess], problems })}
${roleField(roles, problems)}
<h2>Security controls</h2>
${checkboxes({ name: 'controls', label: 'Tick what is true of your systems', options: CONTROLS, chosen: controls })}
<button>Register</button>
</form>`;
}

function roleField(chosen: string[], problems: Problem[]): Html {
  return checkboxes({
    name: 'roles',
    label: 'Roles (required)',
    hint: 'Ask only for what the application needs. A restricted role opens personal data and is reviewed more strictly.',
    options: ROLES.map(({ name }) => ({ value: name, label: roleLabel(name) })),
    chosen,
    problems,
  });
}
