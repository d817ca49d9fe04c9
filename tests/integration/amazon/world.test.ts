import { createConnection } from 'node:net';
import { SelfAuthorizationLimit, startAmazon } from '../../../local/amazon/amazon.ts';
import type { Grant } from '../../../local/amazon/authorizations.ts';
import { exchange, type Stage, setStage, US } from './support.ts';

let amazon: Stage;

beforeEach(async () => {
  amazon = await setStage();
});
afterEach(() => amazon.close());

const grant = (clientId: string, rest: Partial<Grant> = {}): Grant => ({
  clientId,
  region: 'NA',
  sellingPartner: 'seller',
  marketplaces: [US],
  ...rest,
});

it('gives ids, secrets and tokens the form of Amazon', () => {
  const application = amazon.world.registerApplication({ name: 'Acme' });
  const refreshToken = amazon.world.authorize(grant(application.clientId));

  expect(application).toEqual({
    applicationId: expect.stringMatching(/^amzn1\.sp\.solution\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    clientId: expect.stringMatching(/^amzn1\.application-oa2-client\.[0-9a-f]{32}$/),
    clientSecret: expect.stringMatching(/^amzn1\.oa2-cs\.v1\.[0-9a-f]{64}$/),
  });
  expect(refreshToken).toMatch(/^Atzr\|(?=.*-)(?=.*_)[\w-]{300,1000}$/);
});

it('mints another token for each authorization and leaves the old one valid', async () => {
  const client = amazon.world.registerApplication({ name: 'Acme' });
  const tokens = [
    amazon.world.authorize(grant(client.clientId)),
    amazon.world.authorize(grant(client.clientId)),
  ];

  const accessTokens = await Promise.all(
    tokens.map((refreshToken) => exchange(amazon, { ...client, refreshToken })),
  );

  expect(new Set([...tokens, ...accessTokens]).size).toBe(4);
  expect(accessTokens.every((token) => token.startsWith('Atza|'))).toBe(true);
});

it('allows ten live self-authorizations for each kind of selling partner', () => {
  const { clientId } = amazon.world.registerApplication({ name: 'Acme' });
  const [first = ''] = Array.from({ length: 10 }, () => amazon.world.authorize(grant(clientId)));

  expect(() => amazon.world.authorize(grant(clientId))).toThrow(SelfAuthorizationLimit);
  amazon.world.authorize(grant(clientId, { sellingPartner: 'vendor' }));
  amazon.world.revokeAuthorization(first);
  expect(amazon.world.authorize(grant(clientId))).toMatch(/^Atzr/);
});

it('authorizes only what the application is registered for, in its own region', () => {
  const { clientId } = amazon.world.registerApplication({ name: 'Acme', vendors: true });

  expect(() => amazon.world.authorize(grant(clientId))).toThrow('Acme is not registered for sellers');
  expect(() => amazon.world.authorize(grant(clientId, { sellingPartner: 'vendor', region: 'EU' }))).toThrow(
    `Marketplace ${US} is not in region EU`,
  );
});

it('knows no client id but its own', () => {
  expect(() => amazon.world.rotateClientSecret('nobody')).toThrow('No application has the client id nobody');
});

it('takes the port it is given and ends open connections when closed', async () => {
  const first = await startAmazon();
  const port = Number(new URL(first.url).port);
  const socket = createConnection(port, '127.0.0.1');
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  socket.on('close', () => resolve()).on('error', () => resolve());
  await fetch(first.lwaEndpoint);
  await first.close();
  await ended;

  const second = await startAmazon({ port });
  await second.close();

  expect(second.lwaEndpoint).toBe(`http://127.0.0.1:${port}/auth/o2/token`);
  expect(second.spApiEndpoint).toBe(`http://127.0.0.1:${port}/{host}`);
});

it('answers what is no HTTP with a page of HTML', async () => {
  const socket = createConnection(Number(new URL(amazon.url).port), '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nBad Header\r\n\r\n');

  const reply = Buffer.concat(await socket.toArray()).toString();

  expect(reply).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(reply).toContain('<!DOCTYPE html>');
});
