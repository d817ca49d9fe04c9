import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findMarketplace } from '#shared/domain/marketplaces.ts';
import type { World } from './amazon/amazon.ts';

interface Asked {
  action: 'register' | 'authorize';
  appName: string;
  marketplace?: string;
  sellingPartner?: 'seller' | 'vendor';
}

/** Where `local/seller-central.ts` registers and authorizes applications on a running stand-in; loopback only. */
export async function serveSellerCentral(world: World): Promise<{ url: string; close(): Promise<void> }> {
  const clientIds = new Map<string, string>();
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    try {
      response.end(JSON.stringify(act(world, clientIds, JSON.parse(text))));
    } catch (error) {
      response.writeHead(400).end(JSON.stringify({ error: (error as Error).message }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

function act(world: World, clientIds: Map<string, string>, asked: Asked): Record<string, string> {
  if (asked.action === 'register') {
    const registered = world.registerApplication({ name: asked.appName });
    clientIds.set(asked.appName, registered.clientId);
    return { ...registered };
  }
  const clientId = clientIds.get(asked.appName);
  const marketplace = findMarketplace(asked.marketplace ?? '');
  if (!clientId) throw new Error(`${asked.appName} is not registered yet: register it first`);
  if (!marketplace) throw new Error(`unknown marketplace ${asked.marketplace}`);
  const { region, id } = marketplace;
  const sellingPartner = asked.sellingPartner ?? 'seller';
  return { refreshToken: world.authorize({ clientId, region, sellingPartner, marketplaces: [id] }) };
}
