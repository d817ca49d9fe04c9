import { openPage, readForms } from '../../../local/person/http-forms.ts';
import { dom, fillIn, post, ROLES, type Stage, setStage, texts } from './support.ts';

let stage: Stage;
let profile: string;

beforeEach(async () => {
  stage = await setStage();
  profile = `${stage.seller}/profile`;
});
afterEach(() => stage.close());

const status = async () => texts(await openPage(profile), '#status');

describe('the form', () => {
  it('offers every role and marks the restricted ones', async () => {
    const page = await openPage(profile);
    const labels = texts(page, 'label');

    const [form] = readForms(page.html);

    expect(form?.fields.find(({ name }) => name === 'roles')?.options).toHaveLength(15);
    expect(labels).toContain('Selling Partner Insights');
    expect(labels.filter((label) => label.endsWith('(restricted)'))).toEqual([
      'Direct to Consumer Shipping (restricted)',
      'Tax Invoicing (restricted)',
      'Tax Remittance (restricted)',
      'Professional Services (restricted)',
      'Account Information Service Provider (restricted)',
    ]);
  });

  it('lists what is missing and keeps what was filled in', async () => {
    const page = await fillIn(profile, {
      organisation: ' ',
      website: 'https://acme.example',
      controls: 'logging',
    });

    const [form] = readForms(page.html);
    const kept = Object.fromEntries((form?.fields ?? []).map(({ name, values }) => [name, values]));
    expect(page.status).toBe(422);
    expect(texts(page, '[role=alert] li')).toEqual([
      'Enter the name of your organisation',
      'Say whether you are a private or a public developer',
      'Choose at least one of the roles',
    ]);
    expect(kept.website).toEqual(['https://acme.example']);
    expect(kept.controls).toEqual(['logging']);
    expect(await status()).toEqual(['Not submitted']);
  });

  it('marks the fields with a problem', async () => {
    const page = await fillIn(profile, {});

    const organisation = dom(page).querySelector('#organisation');
    expect(organisation?.getAttribute('aria-invalid')).toBe('true');
    expect(organisation?.getAttribute('aria-describedby')).toBe('organisation-problem');
  });

  it('takes no role that does not exist', async () => {
    const form = { organisation: 'Acme', dataAccess: 'private', roles: 'Everything' };

    const reply = await post(profile, form);

    expect(reply.status).toBe(422);
  });

  it('shows HTML in a name as text', async () => {
    const organisation = '<script>alert(1)</script>"';

    const page = await fillIn(profile, { organisation });

    expect(dom(page).querySelectorAll('script')).toHaveLength(0);
    expect(dom(page).querySelector('#organisation')?.getAttribute('value')).toBe(organisation);
  });
});

describe('the review', () => {
  beforeEach(() => stage.visitor.submitProfile(stage.seller, ROLES));

  it('starts with the registration and closes the form', async () => {
    const page = await openPage(profile);

    expect(texts(page, '#status')).toEqual(['Under review']);
    expect(texts(page, 'button')).toEqual(['Approve', 'Reject']);
    expect(texts(page, '#roles li')).toEqual(['Amazon Fulfillment', 'Selling Partner Insights']);
  });

  it('refuses a profile that is sent again', async () => {
    const reply = await post(profile, { organisation: 'Other', dataAccess: 'private', roles: 'Pricing' });

    expect(reply.status).toBe(409);
    expect(await status()).toEqual(['Under review']);
  });

  it('is not disturbed by a visitor who submits again', async () => {
    await stage.visitor.submitProfile(stage.seller, ['Pricing']);

    expect(await status()).toEqual(['Under review']);
  });

  it('is the same at every Central', async () => {
    expect(texts(await openPage(`${stage.vendor}/profile`), '#status')).toEqual(['Under review']);
  });

  it('ends with the approved roles, for good', async () => {
    await stage.visitor.approveProfile(stage.seller);
    await stage.visitor.submitProfile(stage.seller, ['Pricing']);

    const page = await openPage(profile);

    expect(texts(page, '#status')).toEqual(['Approved']);
    expect(texts(page, 'h2')[0]).toBe('Approved roles');
    expect(texts(page, '#roles li')).toEqual(['Amazon Fulfillment', 'Selling Partner Insights']);
    expect(texts(page, 'button')).toEqual([]);
  });

  it('ends with a reason and the form as it was filled in', async () => {
    await stage.visitor.rejectProfile(stage.seller, 'The <b>website</b> does not answer');

    const page = await openPage(profile);

    const [form] = readForms(page.html);
    expect(texts(page, '#status')).toEqual(['Rejected']);
    expect(texts(page, '#reason')).toEqual(['The <b>website</b> does not answer']);
    expect(form?.fields.find(({ name }) => name === 'organisation')?.values).toEqual(['Example Company']);
    expect(form?.fields.find(({ name }) => name === 'dataAccess')?.values).toEqual(['private']);
  });

  it('starts anew after a rejection', async () => {
    await stage.visitor.rejectProfile(stage.seller, 'No answer');
    await stage.visitor.submitProfile(stage.seller, ['Pricing']);

    expect(texts(await openPage(profile), '#roles li')).toEqual(['Pricing']);
    expect(await status()).toEqual(['Under review']);
  });

  it('starts anew when an approved profile is edited; what was approved stays until then', async () => {
    await stage.visitor.approveProfile(stage.seller);
    const link = dom(await openPage(profile)).querySelector('a.button');
    const edited = { roles: [...ROLES, 'Pricing'] };
    await fillIn(`${profile}/edit`, edited);
    const offered = async () => {
      const [form] = readForms((await openPage(`${stage.seller}/apps/new`)).html);
      return form?.fields.find(({ name }) => name === 'roles')?.options.toSorted();
    };

    const underReview = [await status(), await offered()];
    await stage.visitor.rejectProfile(stage.seller, 'Why?');
    const rejected = [await status(), await offered()];
    await fillIn(profile, edited);
    await stage.visitor.approveProfile(stage.seller);

    expect([link?.text, link?.getAttribute('href')]).toEqual([
      'Edit profile',
      '/sellercentral.amazon.com/profile/edit',
    ]);
    expect(underReview).toEqual([['Under review'], ROLES.toSorted()]);
    expect(rejected).toEqual([['Rejected'], ROLES.toSorted()]);
    expect([await status(), await offered()]).toEqual([['Approved'], [...ROLES, 'Pricing'].toSorted()]);
  });

  it('does not reject without a reason', async () => {
    const reply = await post(`${profile}/reject`, { reason: ' ' });

    expect(reply.status).toBe(422);
    expect(await status()).toEqual(['Under review']);
  });
});

it.each(['approve', 'reject'])('has nothing to %s before the profile is submitted', async (decision) => {
  const reply = await post(`${profile}/${decision}`, { reason: 'No' });

  expect(reply.status).toBe(409);
  expect(await status()).toEqual(['Not submitted']);
});
