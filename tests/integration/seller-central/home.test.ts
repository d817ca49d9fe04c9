import { openPage } from '../../../local/person/http-forms.ts';
import { MARKETPLACES } from '../../../shared/domain/marketplaces.ts';
import { dom, post, type Stage, setStage, texts } from './support.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

describe('the home page', () => {
  it('names a Seller Central, its menu and the region the account covers', async () => {
    const page = await openPage(`${stage.seller}/`);

    expect(page.status).toBe(200);
    expect(texts(page, 'h1')).toEqual(['Seller Central']);
    expect(texts(page, 'nav a')).toEqual([
      'Seller Central',
      'Apps and Services > Develop Apps',
      'Developer profile',
      'Notification preferences',
    ]);
    expect(texts(page, 'dd')).toEqual([
      'United States',
      'Canada, United States, Mexico, Brazil',
      'Not submitted',
    ]);
  });

  it('names a Vendor Central, its menu and its one marketplace', async () => {
    const page = await openPage(stage.vendor);

    expect(texts(page, 'h1')).toEqual(['Vendor Central']);
    expect(texts(page, 'nav a')[1]).toBe('Integration > API Integration');
    expect(texts(page, 'dd').slice(0, 2)).toEqual(['Germany', 'Germany']);
  });

  it('covers every marketplace of a host that several share', async () => {
    const page = await openPage(stage.central('sellercentral-europe.amazon.com'));

    expect(texts(page, 'dd')[0]).toBe('Spain, United Kingdom, France, Germany, Italy');
  });

  it('exists for every Central of every marketplace', async () => {
    const hosts = MARKETPLACES.flatMap(({ sellerCentral, vendorCentral }) => [
      sellerCentral,
      ...(vendorCentral ? [vendorCentral] : []),
    ]);

    const pages = await Promise.all(hosts.map((host) => openPage(stage.central(host))));

    expect(pages.map(({ status }) => status)).toEqual(hosts.map(() => 200));
  });
});

describe('every page', () => {
  it.each(['/', '/profile', '/apps', '/apps/new', '/notifications', '/nothing'])(
    '%s is one of a stand-in',
    async (path) => {
      const page = await openPage(stage.seller + path);

      expect(texts(page, '.banner')).toEqual([
        'This is a stand-in, not Amazon. It runs on your machine and issues worthless credentials. The page of your task is in the other tab.',
      ]);
      expect(texts(page, 'title')).toEqual([expect.stringMatching(/\(stand-in\)$/)]);
      expect(dom(page).querySelector('html')?.getAttribute('lang')).toBe('en');
      expect(dom(page).querySelectorAll('main h1')).toHaveLength(1);
      expect(dom(page).querySelectorAll('script')).toHaveLength(0);
    },
  );

  it('is never kept and loads nothing', async () => {
    const { headers } = await fetch(stage.seller);

    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/);
  });
});

describe('what does not exist', () => {
  it('answers an unknown host with 404 and the known ones', async () => {
    const page = await openPage(stage.central('sellercentral.amazon.cn'));

    expect(page.status).toBe(404);
    expect(texts(page, '[role=alert]')).toEqual(['There is no Central at sellercentral.amazon.cn.']);
    expect(texts(page, 'main a')).toContain('vendorcentral.amazon.me');
    expect(texts(page, 'main a')).toHaveLength(38);
  });

  it('lists the known hosts at the bare address', async () => {
    const page = await openPage(stage.pages.url);

    expect(page.status).toBe(200);
    expect(texts(page, 'main a')).toContain('sellercentral.amazon.com');
  });

  it.each([
    '/nothing',
    '/constructor',
    '/apps/amzn1.sp.solution.none/authorize',
    '/apps/none/credentials',
    '/profile/',
  ])('answers %s with 404', async (path) => {
    const page = await openPage(stage.seller + path);

    expect(page.status).toBe(404);
    expect(texts(page, '[role=alert]')).toEqual(['There is no such page.']);
  });

  it('answers the wrong method with 405', async () => {
    const reply = await post(`${stage.seller}/apps`, {});

    expect(reply.status).toBe(405);
  });
});

describe('a form from elsewhere', () => {
  it.each(['cross-site', 'same-site'])('is refused when the browser calls it %s', async (site) => {
    const form = { organisation: 'Acme', dataAccess: 'private', roles: 'Pricing' };

    const reply = await post(`${stage.seller}/profile`, form, { 'sec-fetch-site': site });

    expect(reply.status).toBe(403);
    expect(texts(await openPage(`${stage.seller}/profile`), '#status')).toEqual(['Not submitted']);
  });

  it('is taken from a program that states no site', async () => {
    const form = { organisation: 'Acme', dataAccess: 'private', roles: 'Pricing' };

    const reply = await post(`${stage.seller}/profile`, form);

    expect(reply.status).toBe(303);
    expect(reply.headers.get('location')).toBe('/sellercentral.amazon.com/profile');
  });
});
