import { type AmazonSource, sourcesFor } from './amazon-pages.ts';
import { MAX_AUTHORIZATIONS } from './application.ts';
import { CENTRAL_ENDPOINT, type Central, centralOf } from './centrals.ts';
import { rolesFor } from './developer-profile.ts';
import { kindsOf, TASK_STATES, type TaskSubject } from './human-task.ts';
import { registrationForm } from './registration-form.ts';
import { duration } from './times.ts';

/** A value a person has to bring back. */
export interface AnswerField {
  name: 'applicationId' | 'clientId' | 'clientSecret' | 'refreshToken' | 'appName';
  label: string;
  /** How such a value begins. */
  looksLike: string;
  secret: boolean;
}

/**
 * What happens when after a removal was confirmed.
 * @param graceSeconds how long the access keys stay, inactive
 */
export const whenRemoved = (graceSeconds: number): string[] => [
  'At once: whatever runs or waits for the application is stopped, and its access keys are made inactive. A copy of a key that somebody has elsewhere stops working then.',
  `After ${duration(graceSeconds)}: keys, policies, role and user are deleted, then the parameters, the secrets last. Without an access key there is nothing to wait for.`,
  'At the end a message says what was removed and what remains to do at Amazon.',
  'To cancel before then, start create-private-app for it again.',
];

/** What a person has to do, where, and what to bring back. */
export interface Instructions {
  title: string;
  central: Central;
  steps: string[];
  fields: AnswerField[];
  /** Amazon's own pages, each with what of this comes from it. */
  sources: AmazonSource[];
}

/**
 * The exact instructions of a waiting task, for its marketplace and kind of account.
 * @param centralEndpoint template of the addresses of Seller and Vendor Central
 * Source: the pages of {@link sourcesFor}
 */
export function instructionsFor(task: TaskSubject, centralEndpoint = CENTRAL_ENDPOINT): Instructions {
  const central = centralOf(task.authorization ?? task, centralEndpoint);
  return {
    title: instructionsTitle(task.kind),
    central,
    ...WORK[task.kind](task),
    sources: sourcesFor(task),
  };
}

/** What a kind of task is called, with its number in the tutorial. */
export function instructionsTitle(kind: TaskSubject['kind']): string {
  const { title, tutorialStep } = TASK_STATES[kind];
  return tutorialStep ? `Step ${tutorialStep}: ${title}` : title;
}

/** The smallest set of roles where it is known, otherwise those of which each kind of account needs one. */
function whichRoles(task: TaskSubject): string[] {
  if (task.roleNeeds && task.roleNeeds.length > 0)
    return ['Ask for these roles at least:', ...task.roleNeeds.map((need) => `Role ${need}.`)];
  return kindsOf(task).map(
    (kind) =>
      `Ask for the role ${rolesFor(kind).anyOf.join(' or ')} at least: the connection test of ${kind} accounts needs one of them.`,
  );
}

type Work = Pick<Instructions, 'steps' | 'fields'>;

const WORK: Record<TaskSubject['kind'], (task: TaskSubject) => Work> = {
  'request-data-access': (task) => ({
    steps: [
      ...(task.reason
        ? [`Amazon rejected the last submission: ${task.reason}. Fix this before you submit again.`]
        : []),
      'Sign in as the primary user of the one selling account that holds the developer profile.',
      'Open "Developer profile" there (it may lead on to the Solution Provider Portal) and fill in the contact information.',
      'Choose private developer: "I build applications for my own company".',
      ...whichRoles(task),
      'Answer the security questions, register, and wait for the review. It takes days, sometimes weeks.',
      'When Amazon has approved the profile, confirm it here. If Amazon has rejected it, report that with the reason.',
    ],
    fields: [],
  }),
  'register-application': (task) => ({
    steps: [
      'Choose "Add new app client".',
      ...registrationForm(task).map(
        ({ field, value, note }) => `${field}: ${value}${note ? ` (${note.replace(/\.$/, '')})` : ''}`,
      ),
      'Save and exit. The application stays a draft: a private one needs no publishing.',
      'In the column "LWA credentials" choose "View" and copy client identifier and client secret.',
    ],
    fields: [
      { name: 'applicationId', label: 'Application id', looksLike: 'amzn1.sp.solution.…', secret: false },
      {
        name: 'clientId',
        label: 'LWA client id',
        looksLike: 'amzn1.application-oa2-client.…',
        secret: false,
      },
      { name: 'clientSecret', label: 'LWA client secret', looksLike: 'amzn1.oa2-cs.v1.…', secret: true },
    ],
  }),
  'self-authorize': ({ appName, authorization }) => ({
    steps: [
      `Sign in with the ${authorization?.sellingPartner ?? 'seller'} account that sells in ${authorization?.marketplace ?? 'the marketplace'} (region ${authorization?.region ?? ''}).`,
      `In the row of ${appName} choose the arrow beside "Edit App", and then "Authorize".`,
      `Before you click: the refresh token is shown once, and an application may hold ${MAX_AUTHORIZATIONS} self-authorizations.`,
      `Choose "${authorization?.sellingPartner === 'vendor' ? 'Generate refresh token' : 'Authorize app'}" and copy the refresh token before you leave the page. If it is lost, authorize again: that makes another one, and the old one stays valid.`,
    ],
    fields: [{ name: 'refreshToken', label: 'Refresh token', looksLike: 'Atzr|…', secret: true }],
  }),
  'register-queue': ({ appName, reason, queue }) => ({
    steps: [
      ...(reason ? [`Amazon made no new secret the last time: ${reason} Fix this first.`] : []),
      'Sign in as the primary user of the account that has registered the application.',
      'Open "Notification Preferences" there, and on it "Subscription".',
      `Choose "Add new destination", enter the ARN of the queue, ${queue?.arn ?? ''}, and create the destination.`,
      'Subscribe it to "Application Client New Secret" and to "Application Client Secret Expiry".',
      `Then confirm it here. This starts a rotation as a test: the stack requests a new client secret of ${appName}, and sends it to the queue.`,
      'The old secret works for seven more days: anything that stores a copy has to read the new one before that.',
    ],
    fields: [],
  }),
  'confirm-removal': ({ appName, removal }) => ({
    steps: [
      ...(removal?.deletes ?? []).map((line) => `Will be deleted: ${line}`),
      ...(removal?.keeps ?? []).map((line) => `Will be kept: ${line}`),
      ...whenRemoved(removal?.graceSeconds ?? 0),
      `Type the name ${appName} to confirm. Without that nothing is changed.`,
    ],
    fields: [{ name: 'appName', label: 'Name of the application', looksLike: appName, secret: false }],
  }),
};
