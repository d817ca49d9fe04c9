import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../../local/engine/processes.ts';

/** A certificate for Amazon's hosts, which only those trust who are told to. */
export interface Certificate {
  /** What clients trust: the certificate itself. */
  file: string;
  cert: Buffer;
  key: Buffer;
}

const HOSTS = ['api.amazon.com', '*.amazon.com'];

/** Makes a certificate for one run, in this folder. */
export async function makeCertificate(folder: string): Promise<Certificate> {
  const [file, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const names = HOSTS.map((host) => `DNS:${host}`).join(',');
  const { exitCode, output } = await runCommand('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
    ...['-subj', '/CN=stand-in of Amazon', '-addext', `subjectAltName=${names}`],
    ...['-keyout', key, '-out', file],
  ]);
  if (exitCode !== 0) throw new Error(`openssl made no certificate:\n${output}`);
  return { file, cert: readFileSync(file), key: readFileSync(key) };
}
