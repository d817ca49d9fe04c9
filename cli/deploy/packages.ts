import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { ofType, type Template } from '#shared/release/template.ts';
import { mapFew } from '../map-few.ts';
import type { DeployServices } from './services.ts';

/** Root of the keys in the bucket; what the Serverless Framework stores is elsewhere. */
export const ROOT = 'spapi/';

/** How many packages go up at once. */
const AT_ONCE = 6;

/**
 * An object's key holds a digest of its content: code that did not change stays where it is, so CloudFormation leaves the
 * function alone.
 */
export const keyOf = (file: string, body: Uint8Array | string): string =>
  `${ROOT}${createHash('sha256').update(body).digest('hex').slice(0, 32)}/${file}`;

/**
 * Uploads the packages of the functions and the template, which names them.
 * @param bucket of the stack
 * @param codeOf the package of a function, by its file's name
 * @returns the address of the template, and the keys that the deployment needs
 */
export async function upload(
  { put, say }: Pick<DeployServices, 'put' | 'say'>,
  bucket: string,
  template: Template,
  codeOf: (file: string) => Uint8Array,
): Promise<{ templateUrl: string; keys: Set<string> }> {
  const placed = structuredClone(template);
  const code = ofType(placed, 'AWS::Lambda::Function').map(({ Properties }) => Properties.Code);
  const bodies = new Map<string, Uint8Array>();
  for (const one of code) {
    const file = basename(one.S3Key);
    const body = codeOf(file);
    one.S3Key = keyOf(file, body);
    bodies.set(one.S3Key, body);
  }
  say(`Uploading ${bodies.size} packages to ${bucket}.`);
  await mapFew([...bodies], ([key, body]) => put(bucket, key, body), AT_ONCE);
  const text = JSON.stringify(placed);
  const key = keyOf('template.json', text);
  return { templateUrl: await put(bucket, key, text), keys: new Set([...bodies.keys(), key]) };
}
