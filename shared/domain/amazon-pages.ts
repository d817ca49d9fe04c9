import type { TaskSubject } from './human-task.ts';

/** A page of Amazon's documentation. */
export interface AmazonPage {
  title: string;
  url: string;
}

/** The host has been developer-docs.amazon since 2026; developer-docs.amazon.com leads there. */
const DOCS = 'https://developer-docs.amazon/sp-api/docs';

const page = (title: string, slug: string): AmazonPage => ({ title, url: `${DOCS}/${slug}` });

/** Amazon's own pages for the steps that a person does. All their addresses are here. */
export const AMAZON_PAGES = {
  tutorial: page(
    'Tutorial: Create a private Selling Partner API application',
    'tutorial-create-a-private-selling-partner-api-application',
  ),
  profile: page('Register as a private developer', 'register-as-a-private-developer'),
  roles: page('Roles in the Selling Partner API', 'roles-in-the-selling-partner-api'),
  roleMappings: page('Role mappings', 'role-mappings'),
  securityControls: page(
    'Key security control guidance',
    'guidance-to-address-key-security-controls-in-sp-api-integration',
  ),
  registration: page('Register your application', 'registering-your-application'),
  sandbox: page('The Selling Partner API sandbox', 'sp-api-sandbox'),
  selfAuthorization: page('Authorize private applications', 'self-authorization'),
  authorizationLimits: page('Authorization limits', 'application-authorization-limits'),
  revokeAuthorization: page('Revoke self-authorizations', 'revoke-self-authorizations-from-your-application'),
  rotation: page('Rotate your application client secret', 'rotate-your-application-client-secret'),
} as const;

/** A page of Amazon's, and which of our statements come from it. */
export interface AmazonSource extends AmazonPage {
  says: string;
}

const from = (name: keyof typeof AMAZON_PAGES, says: string): AmazonSource => ({
  ...AMAZON_PAGES[name],
  says,
});

/** Amazon's own pages for a task, the closest first, each with what of ours comes from it. */
export const sourcesFor = (task: TaskSubject): AmazonSource[] => SOURCES[task.kind](task);

const tutorial = (step: number) => from('tutorial', `the order of the steps; this is step ${step}`);

const SOURCES: Record<TaskSubject['kind'], (task: TaskSubject) => AmazonSource[]> = {
  'request-data-access': () => [
    from('profile', 'who may request access, where the developer profile is, and what it asks'),
    from('roles', 'the roles, and which of them are restricted'),
    from('roleMappings', 'which role allows which operation'),
    from(
      'securityControls',
      'the subjects of the security questions, and the periods and numbers in the answers',
    ),
    tutorial(2),
  ],
  'register-application': ({ sandbox }) => [
    from('registration', 'the fields of the form, and where the client id and client secret are shown'),
    ...(sandbox ? [from('sandbox', 'what an application of the type Sandbox can do')] : []),
    tutorial(5),
  ],
  'self-authorize': ({ authorization, sandbox }) => [
    from(
      'selfAuthorization',
      `how a ${authorization?.sellingPartner ?? 'seller'} authorizes a private application, and that the refresh token is shown once`,
    ),
    from('authorizationLimits', 'how many accounts may authorize an application'),
    ...(sandbox ? [from('sandbox', 'where a sandbox application gets its refresh token')] : []),
    tutorial(6),
  ],
  'register-queue': () => [
    from('rotation', 'where the queue is registered, and how long the old secret works'),
  ],
  'confirm-removal': () => [
    from('revokeAuthorization', 'how to revoke the authorizations that stay at Amazon'),
  ],
};
