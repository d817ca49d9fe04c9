import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type SeededApplication, seedApplication } from '../../../local/stack/seeded-application.ts';
import { type Bed, type Run, startBed } from '../../integration/cli/cli-fixture.ts';
import { makeCertificate } from './certificate.ts';
import { type Clients, installClients } from './install.ts';
import { startTlsAmazon, type TlsAmazon } from './tls-amazon.ts';

/** The command line, the stand-in of Amazon over TLS, and the clients. */
export interface ClientBed {
  bed: Bed;
  tls: TlsAmazon;
  clients: Clients;
  applications: Record<'seller' | 'vendor', SeededApplication>;
  /** Writes the files of a target into a new folder, and links the packages there. */
  export(kind: 'seller' | 'vendor', target: string, ...options: string[]): Promise<string>;
  /** Runs a program with the credentials of an account. */
  exec(kind: 'seller' | 'vendor', library: string, ...program: string[]): Promise<Run>;
  /** Runs a program of Python so, which reaches Amazon by the proxy. */
  python(kind: 'seller' | 'vendor', library: string, program: string): Promise<Run>;
  environment: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

const NAMES = { seller: 'acme-orders', vendor: 'acme-supply' } as const;

export async function startClientBed(): Promise<ClientBed> {
  const folder = mkdtempSync(join(tmpdir(), 'clients-'));
  const clients = await installClients();
  const bed = await startBed();
  const certificate = await makeCertificate(folder);
  const tls = await startTlsAmazon(bed.amazon, certificate);
  const seed = async (kind: 'seller' | 'vendor') => {
    const application = await seedApplication(bed, NAMES[kind], { sellingPartner: kind });
    const { 'lwa/client-secret': secret = '' } = await bed.stored(NAMES[kind]);
    bed.plant(secret);
    bed.plant(application.refreshToken);
    return application;
  };
  const applications = { seller: await seed('seller'), vendor: await seed('vendor') };
  const environment = {
    ...bed.environment,
    // Some clients store settings there.
    HOME: folder,
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    TLS_AMAZON_PORT: String(tls.port),
    NODE_OPTIONS: `--import=${join(import.meta.dirname, 'amazon-here.mjs')}`,
    NODE_EXTRA_CA_CERTS: certificate.file,
    SSL_CERT_FILE: certificate.file,
  };
  let exports = 0;
  const spapi = (...args: string[]) => bed.spapi(args, undefined, environment);
  return {
    bed,
    tls,
    clients,
    applications,
    environment,
    async export(kind, target, ...options) {
      exports += 1;
      const out = join(folder, `${target}-${exports}`);
      const run = await spapi('export', NAMES[kind], '--to', target, '--out', out, ...options);
      if (run.code !== 0) throw new Error(run.stderr);
      symlinkSync(clients.nodeModules, join(out, 'node_modules'));
      return out;
    },
    exec: (kind, library, ...program) => spapi('exec', NAMES[kind], '--for', library, '--', ...program),
    python: (kind, library, program) => {
      const throughProxy = ['env', `HTTPS_PROXY=${tls.proxy}`, 'NO_PROXY=127.0.0.1'];
      return spapi('exec', NAMES[kind], '--for', library, '--', ...throughProxy, clients.python, program);
    },
    async close() {
      await tls.close();
      await bed.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
