import { openPage, readForms } from '../../../local/person/http-forms.ts';
import {
  APP,
  callSpApi,
  dom,
  exchange,
  fillIn,
  post,
  ROLES,
  type Stage,
  setApprovedStage,
  setStage,
  texts,
} from './support.ts';

let stage: Stage;

afterEach(() => stage.close());

describe('before the profile is approved', () => {
  beforeEach(async () => {
    stage = await setStage();
  });

  it('says that production needs an approved profile and leads there', async () => {
    const page = await openPage(`${stage.seller}/apps`);

    expect(texts(page, 'main p')[0]).toBe(
      'Only sandbox applications can be registered: production needs an approved developer profile. Its status is: Not submitted.',
    );
    expect(dom(page).querySelector('main p a')?.getAttribute('href')).toBe(
      '/sellercentral.amazon.com/profile',
    );
  });

  it('offers Sandbox with every unrestricted role', async () => {
    const page = await openPage(`${stage.seller}/apps/new`);

    const [form] = readForms(page.html);
    const options = Object.fromEntries((form?.fields ?? []).map((field) => [field.name, field.options]));
    expect(options.type).toEqual(['sandbox']);
    expect(options.roles).toHaveLength(10);
    expect(options.apiType).toEqual(['SP-API']);
    expect(options.entities).toEqual(['seller', 'vendor']);
  });

  it('registers a sandbox application', async () => {
    await stage.visitor.registerApplication(stage.seller, { ...APP, sandbox: true });

    const page = await openPage(`${stage.vendor}/apps`);

    expect(texts(page, 'tbody [data-label=Type]')).toEqual(['Sandbox']);
  });

  it('refuses a forged production application', async () => {
    const form = { name: 'a', type: 'production', entities: 'seller', roles: 'Pricing' };

    const reply = await post(`${stage.seller}/apps/new`, form);

    expect(reply.status).toBe(422);
    expect(await reply.text()).toContain('Production needs an approved developer profile');
  });
});

describe('after the profile is approved', () => {
  beforeEach(async () => {
    stage = await setApprovedStage();
  });

  it('offers both types, and the approved roles only', async () => {
    const page = await openPage(`${stage.seller}/apps/new`);

    const [form] = readForms(page.html);
    const options = Object.fromEntries((form?.fields ?? []).map((field) => [field.name, field.options]));
    expect(options.type).toEqual(['production', 'sandbox']);
    expect(options.roles?.toSorted()).toEqual(ROLES.toSorted());
  });

  it('lists what is missing and keeps what was filled in', async () => {
    const page = await fillIn(`${stage.seller}/apps/new`, { roleArn: 'nonsense', delegatesPii: 'yes' });

    const [form] = readForms(page.html);
    const kept = Object.fromEntries((form?.fields ?? []).map(({ name, values }) => [name, values]));
    expect(page.status).toBe(422);
    expect(texts(page, '[role=alert] li')).toEqual([
      'Enter a name for the application',
      'Choose Production or Sandbox',
      'Choose sellers, vendors or both',
      'Choose at least one role',
      'This is not the ARN of an IAM role, which looks like arn:aws:iam::123456789012:role/name',
    ]);
    expect(kept.roleArn).toEqual(['nonsense']);
    expect(kept.delegatesPii).toEqual(['yes']);
  });

  it('refuses the ARN of a user and names the mistake', async () => {
    const roleArn = 'arn:aws:iam::123456789012:user/acme';

    const registration = stage.visitor.registerApplication(stage.seller, { ...APP, roleArn });

    await expect(registration).rejects.toThrow(
      'This is the ARN of an IAM user; enter the ARN of the IAM role',
    );
    expect(texts(await openPage(`${stage.seller}/apps`), 'tbody tr')).toEqual([]);
  });

  it('takes the ARN of a role', async () => {
    const roleArn = 'arn:aws:iam::123456789012:role/path/acme';

    const { clientId } = await stage.visitor.registerApplication(stage.seller, { ...APP, roleArn });

    expect(clientId).toMatch(/^amzn1\.application-oa2-client\.[0-9a-f]{32}$/);
  });

  it('refuses a role that was not approved', async () => {
    const form = { name: 'a', type: 'production', entities: 'seller', roles: 'Tax Invoicing' };

    const reply = await post(`${stage.seller}/apps/new`, form);

    expect(reply.status).toBe(422);
    expect(await reply.text()).toContain('Choose only approved roles');
  });

  it('lists a registered application as a draft', async () => {
    const { applicationId } = await stage.visitor.registerApplication(stage.seller, APP);

    const page = await openPage(`${stage.seller}/apps`);

    const [row] = dom(page).querySelectorAll('tbody tr');
    expect(row?.querySelectorAll('th, td').map((cell) => cell.text.trim())).toEqual([
      'acme-orders',
      applicationId,
      'Production',
      'Draft',
      'View acme-orders',
      'Edit App acme-orders ▾Authorize acme-orders',
    ]);
  });

  it('can be edited: the credentials stay, and a role that is added works for new refresh tokens', async () => {
    const registered = await stage.visitor.registerApplication(stage.seller, {
      ...APP,
      sellingPartner: 'seller',
      roles: ['Amazon Fulfillment'],
    });
    const edit = `${stage.seller}/apps/${registered.applicationId}/edit`;
    const statusOf = async (refreshToken: string) => {
      const { body } = await exchange(stage, refreshToken, registered.clientId, registered.clientSecret);
      const path = '/sellers/v1/marketplaceParticipations';
      return (await callSpApi(stage, 'sellingpartnerapi-na', path, body.access_token)).status;
    };
    const before = await stage.visitor.authorize(stage.seller, APP.name);
    const shown = readForms((await openPage(edit)).html)[0]?.fields;
    const refused = await fillIn(edit, { roles: [] });
    await fillIn(edit, { entities: ['seller', 'vendor'], roles: ROLES });
    const after = await stage.visitor.authorize(stage.seller, APP.name);
    const vendor = await stage.visitor.authorize(stage.vendor, APP.name);

    expect(Object.fromEntries((shown ?? []).map(({ name, values }) => [name, values]))).toMatchObject({
      name: [APP.name],
      type: ['production'],
      entities: ['seller'],
      roles: ['Amazon Fulfillment'],
    });
    expect([refused.status, texts(refused, '[role=alert] li')]).toEqual([422, ['Choose at least one role']]);
    expect([await statusOf(before), await statusOf(after)]).toEqual([403, 200]);
    expect(vendor).toMatch(/^Atzr\|/);
  });

  it('shows the credentials on a page of their own', async () => {
    const registered = await stage.visitor.registerApplication(stage.seller, APP);

    const page = await openPage(`${stage.seller}/apps/${registered.applicationId}/credentials`);

    expect(texts(page, '#client-identifier')).toEqual([registered.clientId]);
    expect(texts(page, '#client-secret')).toEqual([registered.clientSecret]);
    expect(registered.clientSecret).toMatch(/^amzn1\.oa2-cs\.v1\.[0-9a-f]{64}$/);
  });

  it('shows HTML in a name as text, and copies the newest of two with one name', async () => {
    const name = '<img src=x onerror=alert(1)> & "co"';
    const first = await stage.visitor.registerApplication(stage.seller, { ...APP, name });
    const second = await stage.visitor.registerApplication(stage.seller, { ...APP, name });

    const page = await openPage(`${stage.seller}/apps`);

    expect(dom(page).querySelectorAll('img')).toHaveLength(0);
    expect(texts(page, 'tbody th')).toEqual([name, name]);
    expect(texts(page, 'tbody code')).toEqual([second.applicationId, first.applicationId]);
  });
});
