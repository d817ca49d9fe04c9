import type { CookieJar } from '../person/http-forms.ts';
import { follow, formWith, press, rowOf, textOf, walk } from './walk.ts';

/** What to register on the page "Add new app client". */
export interface NewApp {
  name: string;
  sandbox: boolean;
  sellingPartner: 'seller' | 'vendor' | 'both';
  roles: string[];
  roleArn?: string;
}

/** What a person copies after the registration. */
export interface CopiedCredentials {
  applicationId: string;
  clientId: string;
  clientSecret: string;
}

/**
 * Does on the pages what a person does there. `central` is the page address from the task's instructions,
 * for example http://127.0.0.1:PORT/sellercentral.amazon.com
 */
export interface Visitor {
  /** does nothing when the profile is under review or approved already */
  submitProfile(central: string, roles: string[]): Promise<void>;
  /** plays the reviewer; does nothing when it is approved already */
  approveProfile(central: string): Promise<void>;
  /** plays the reviewer */
  rejectProfile(central: string, reason: string): Promise<void>;
  registerApplication(central: string, app: NewApp): Promise<CopiedCredentials>;
  /** adds the queue as a destination, and subscribes it to what is said about client secrets */
  registerQueue(central: string, queueArn: string): Promise<void>;
  /** returns the refresh token */
  authorize(central: string, appName: string): Promise<string>;
}

const PROFILE = /^Developer profile$/;
const APPS = /Develop Apps$|API Integration$/;
const NOTIFICATIONS = /^Notification preferences$/;
const REGISTER = /^Register$/;
const APPROVE = /^Approve$/;
const CONTACT = {
  organisation: 'Example Company',
  website: 'https://example.com',
  country: 'United States',
  email: 'developer@example.com',
};

/** A person with a browser without JavaScript. */
export function createVisitor(): Visitor {
  const jar: CookieJar = new Map();
  return {
    submitProfile: (central, roles) => submitProfile(jar, central, roles),
    async approveProfile(central) {
      const page = await walk(jar, central, PROFILE);
      if (formWith(page, APPROVE)) await press(jar, page, APPROVE);
    },
    async rejectProfile(central, reason) {
      await press(jar, await walk(jar, central, PROFILE), /^Reject$/, { reason });
    },
    registerApplication: (central, app) => registerApplication(jar, central, app),
    registerQueue: (central, queueArn) => registerQueue(jar, central, queueArn),
    authorize: (central, appName) => authorize(jar, central, appName),
  };
}

async function submitProfile(jar: CookieJar, central: string, roles: string[]): Promise<void> {
  const page = await walk(jar, central, PROFILE);
  const form = formWith(page, REGISTER);
  if (!form) return;

  const controls = form.fields.find(({ name }) => name === 'controls')?.options ?? [];
  await press(jar, page, REGISTER, { ...CONTACT, dataAccess: 'private', roles, controls });
}

async function registerApplication(jar: CookieJar, central: string, app: NewApp): Promise<CopiedCredentials> {
  const { name, sandbox, sellingPartner, roles, roleArn = '' } = app;
  const entities = sellingPartner === 'both' ? ['seller', 'vendor'] : sellingPartner;
  const form = await walk(jar, central, APPS, /^Add new app client$/);
  const type = sandbox ? 'sandbox' : 'production';
  const list = await press(jar, form, /^Save and exit$/, { name, type, entities, roles, roleArn });
  const shown = await follow(jar, list, /^View/, rowOf(list, name));
  return {
    applicationId: textOf(shown, '#application-id'),
    clientId: textOf(shown, '#client-identifier'),
    clientSecret: textOf(shown, '#client-secret'),
  };
}

async function registerQueue(jar: CookieJar, central: string, arn: string): Promise<void> {
  const page = await walk(jar, central, NOTIFICATIONS);
  const name = 'client-secrets';
  let shown = page.html.includes(arn) ? page : await press(jar, page, /^Create destination$/, { name, arn });
  for (const button of [/^Subscribe to .* New Secret$/, /^Subscribe to .* Expiry$/])
    shown = await press(jar, shown, button, { destination: name });
}

async function authorize(jar: CookieJar, central: string, appName: string): Promise<string> {
  const list = await walk(jar, central, APPS);
  const accounts = await follow(jar, list, /^Authorize/, rowOf(list, appName));
  const shown = await press(jar, accounts, /^(Authorize app|Generate refresh token)$/);
  return textOf(shown, '#refresh-token');
}
