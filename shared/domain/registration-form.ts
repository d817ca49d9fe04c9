import { rolesAsked } from './developer-profile.ts';
import { kindsOf, type TaskSubject } from './human-task.ts';

/** A field of Amazon's registration form, in its order, with what to enter. */
export interface FormEntry {
  field: string;
  value: string;
  /** The value is to be pasted exactly as it stands. */
  exact?: boolean;
  note?: string;
}

const ENTITIES = { seller: 'Sellers', vendor: 'Vendors' };

/**
 * The form "Add new app client", filled in for this application.
 * Source: developer-docs.amazon.com/sp-api/docs/registering-your-application
 */
export function registrationForm(task: TaskSubject): FormEntry[] {
  const { appName, sandbox, roleArn } = task;
  return [
    { field: 'App name', value: appName, exact: true },
    { field: 'API type', value: 'SP-API' },
    {
      field: 'Application type',
      value: sandbox ? 'Sandbox' : 'Production',
      ...(sandbox
        ? {}
        : {
            note: 'If it cannot be chosen, Amazon has not approved the developer profile yet: the task waits until then.',
          }),
    },
    roleArn
      ? {
          field: 'IAM ARN',
          value: roleArn,
          exact: true,
          note: 'If the form has this field, paste it; if it has none, go on. This is the ARN of the role (…:role/…). The ARN of the user (…:user/…) is wrong here.',
        }
      : { field: 'IAM ARN', value: 'leave it empty', note: 'If the form has this field at all.' },
    {
      field: 'Business entity',
      value: kindsOf(task)
        .map((kind) => ENTITIES[kind])
        .join(' and '),
      ...(kindsOf(task).length > 1
        ? { note: 'Tick both: accounts of both kinds will authorize the application.' }
        : { note: 'Tick both if accounts of both kinds will authorize the application later.' }),
    },
    {
      field: 'Roles',
      value: rolesAsked(task).join(', '),
      note: 'These are the roles of step 2. Choose every other approved role that you will use, too.',
    },
    {
      field: 'Restricted data token (delegating access to personal data)',
      value: 'No',
      note: 'Unless you let another application act for you.',
    },
  ];
}
