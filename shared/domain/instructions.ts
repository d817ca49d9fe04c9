import { MAX_AUTHORIZATIONS, type SellingPartner } from './application.ts';
import { TASK_STATES, type TaskSubject } from './human-task.ts';
import { findMarketplace } from './marketplaces.ts';

/** A value a person has to bring back. */
export interface AnswerField {
  name: 'applicationId' | 'clientId' | 'clientSecret' | 'refreshToken';
  label: string;
  secret: boolean;
}

/** What a person has to do, where, and what to bring back. */
export interface Instructions {
  title: string;
  /** Address of the Seller or Vendor Central to open, and the menu there. */
  page: string;
  menu: string;
  steps: string[];
  fields: AnswerField[];
}

const MENUS: Record<SellingPartner, string> = {
  seller: 'Apps and Services > Develop Apps',
  vendor: 'Integration > API Integration',
};

/**
 * The exact instructions of a waiting task, for its marketplace and kind of account.
 * Source: developer-docs.amazon.com/sp-api/docs/registering-your-application, …/self-authorization
 */
export function instructionsFor(task: TaskSubject): Instructions {
  const account = task.authorization ?? task;
  const where = {
    page: centralOf(account.marketplace, account.sellingPartner),
    menu: MENUS[account.sellingPartner],
  };
  const { title, tutorialStep } = TASK_STATES[task.kind];
  return { title: `Step ${tutorialStep}: ${title}`, ...where, ...WORK[task.kind](task) };
}

function centralOf(code: string, sellingPartner: SellingPartner): string {
  const marketplace = findMarketplace(code);
  const host = sellingPartner === 'seller' ? marketplace?.sellerCentral : marketplace?.vendorCentral;
  return host ? `https://${host}` : `the Vendor Central of ${marketplace?.country ?? code}`;
}

type Work = Pick<Instructions, 'steps' | 'fields'>;

const WORK: Record<TaskSubject['kind'], (task: TaskSubject) => Work> = {
  'request-data-access': ({ sellingPartner, reason }) => ({
    steps: [
      ...(reason ? [`Amazon rejected the profile the last time: ${reason}. Mend that first.`] : []),
      'Sign in as the primary user of the one selling account that holds the developer profile.',
      'Open "Developer profile" (the menu leads on to the Solution Provider Portal) and fill in the contact information.',
      'Choose private developer: "I build applications for my own company".',
      sellingPartner === 'vendor'
        ? 'Ask for the role Amazon Fulfillment or Inventory and Order Tracking at least: the connection test needs one of them.'
        : 'Ask for the role Product Listing or Selling Partner Insights at least: the connection test needs one of them.',
      'Answer the security questions, register, and wait for the review. It takes days, sometimes weeks.',
      'When Amazon has approved the profile, complete this task; when it was rejected, reject it with the reason.',
    ],
    fields: [],
  }),
  'register-application': ({ appName, sellingPartner, roleArn, sandbox }) => ({
    steps: [
      'Choose "Add new app client".',
      `App name: ${appName}. API type: SP-API. Application type: ${sandbox ? 'Sandbox' : 'Production'}.`,
      roleArn
        ? `IAM ARN, if the form still asks for it: ${roleArn} (the role, not the user).`
        : 'IAM ARN, if the form still asks for it: leave it empty.',
      `Business entity: ${sellingPartner === 'seller' ? 'Sellers' : 'Vendors'}. Tick the roles that were approved.`,
      'Save and exit. The application stays a draft: a private one needs no publishing.',
      'In the column "LWA credentials" choose "View" and copy client identifier and client secret.',
    ],
    fields: [
      { name: 'applicationId', label: 'Application id (amzn1.sp.solution.…)', secret: false },
      { name: 'clientId', label: 'LWA client id (amzn1.application-oa2-client.…)', secret: false },
      { name: 'clientSecret', label: 'LWA client secret (amzn1.oa2-cs.v1.…)', secret: true },
    ],
  }),
  'self-authorize': ({ appName, authorization }) => ({
    steps: [
      `Sign in with the ${authorization?.sellingPartner ?? 'seller'} account that sells in ${authorization?.marketplace ?? 'the marketplace'} (region ${authorization?.region ?? ''}).`,
      `In the row of ${appName} open the menu beside "Edit App" and choose "Authorize".`,
      `Choose "${authorization?.sellingPartner === 'vendor' ? 'Generate refresh token' : 'Authorize app'}". An application may hold ${MAX_AUTHORIZATIONS} self-authorizations.`,
      'The refresh token is shown once: copy it before you leave the page. Authorizing again makes another one; the old one stays valid.',
    ],
    fields: [{ name: 'refreshToken', label: 'Refresh token (Atzr|…)', secret: true }],
  }),
};
