import { type Html, html } from '#shared/web/html.ts';
import { type Company, offeredRoles } from './company.ts';
import { checkboxes, type Problem, problemList, radios, select, textField } from './fields.ts';
import { roleLabel } from './roles.ts';

/** What a person fills in to register an application. */
export interface AppForm {
  name: string;
  type: string;
  entities: string[];
  roles: string[];
  roleArn: string;
  delegatesPii: string;
}

/** The form before anything was filled in. */
export const EMPTY_APP: AppForm = {
  name: '',
  type: '',
  entities: [],
  roles: [],
  roleArn: '',
  delegatesPii: 'no',
};

/** The application as it was sent. */
export function readApp(form: URLSearchParams): AppForm {
  const text = (name: string) => form.get(name)?.trim() ?? '';
  return {
    name: text('name'),
    type: text('type'),
    entities: form.getAll('entities'),
    roles: form.getAll('roles'),
    roleArn: text('roleArn'),
    delegatesPii: text('delegatesPii'),
  };
}

/** What keeps the application from being registered. */
export function checkApp(app: AppForm, company: Company): Problem[] {
  const offered = offeredRoles(company);
  const checks: [string, string | undefined][] = [
    ['name', app.name ? undefined : 'Enter a name for the application'],
    ['type', typeMistake(app.type, company)],
    ['entities', app.entities.length > 0 ? undefined : 'Choose sellers, vendors or both'],
    ['roles', app.roles.length > 0 ? undefined : 'Choose at least one role'],
    ['roles', app.roles.every((role) => offered.includes(role)) ? undefined : 'Choose only approved roles'],
    ['roleArn', arnMistake(app.roleArn)],
  ];
  return checks.flatMap(([field, message]) => (message ? [{ field, message }] : []));
}

function typeMistake(type: string, { approved }: Company): string | undefined {
  if (type !== 'production' && type !== 'sandbox') return 'Choose Production or Sandbox';
  if (type === 'production' && !approved) return 'Production needs an approved developer profile';
  return undefined;
}

function arnMistake(arn: string): string | undefined {
  if (arn === '' || /^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/.test(arn)) return undefined;
  if (/:user\//.test(arn)) {
    return 'This is the ARN of an IAM user; enter the ARN of the IAM role (arn:aws:iam::…:role/…) instead';
  }
  return 'This is not the ARN of an IAM role, which looks like arn:aws:iam::123456789012:role/name';
}

/**
 * The form of an application, as filled in so far.
 * @param action where it is sent; the type of an application that exists stays as it is
 */
export function appForm(
  { action, company, fixedType = false }: { action: string; company: Company; fixedType?: boolean },
  app: AppForm,
  problems: Problem[],
): Html {
  const roleOptions = offeredRoles(company).map((role) => ({ value: role, label: roleLabel(role) }));
  const types = typeOptions(company).filter(({ value }) => !fixedType || value === app.type);
  return html`${problemList(problems)}
<form method="post" action="${action}" novalidate>
${textField({ name: 'name', label: 'App name', value: app.name, required: true, problems })}
${select({ name: 'apiType', label: 'API type', options: [{ value: 'SP-API', label: 'SP-API' }], chosen: [] })}
${radios({ name: 'type', label: 'Application type', options: types, chosen: [app.type], problems })}
${checkboxes({ name: 'entities', label: 'Business entity', options: ENTITIES, chosen: app.entities, problems })}
${checkboxes({ name: 'roles', label: 'Roles', options: roleOptions, chosen: app.roles, problems })}
${textField({ name: 'roleArn', label: 'IAM ARN (older applications only)', value: app.roleArn, hint: 'If your task gives you the ARN of a role, paste it here; not that of a user. Otherwise leave it empty.', problems })}
${radios({ name: 'delegatesPii', label: 'Do you delegate access to personal data to the application of another developer, with a restricted data token?', options: YES_NO, chosen: [app.delegatesPii] })}
<button>Save and exit</button>
</form>`;
}

const ENTITIES = [
  { value: 'seller', label: 'Sellers' },
  { value: 'vendor', label: 'Vendors' },
];

const YES_NO = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

function typeOptions({ approved }: Company) {
  return [
    { value: 'production', label: 'Production', disabled: !approved },
    { value: 'sandbox', label: 'Sandbox' },
  ];
}
