import { MissingParameter } from '#shared/errors/broken.ts';
import { keyChanged, readKeptKey } from '#shared/iam/key-rotation.ts';
import { stsRefused } from '#shared/iam/not-yet.ts';
import { readStoredKey } from '#shared/iam/stored-access-key.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'parameters' | 'sts'>;

/** Proves by AssumeRole that a key works: the second one before it is stored, the stored one after. */
export async function proveAccessKey(services: Needs, input: Input): Promise<Output> {
  const { appName, accessKeyId } = input;
  const roleArn = await roleOf(services, appName);
  const key = await findKey(services, input);
  const answer = await services.sts.assumeRole(key, roleArn, `sp-api-${appName}`);
  if (!('refused' in answer)) return { accessKeyId, provedAt: services.clock.now().toISOString() };
  throw stsRefused(services, {
    accessKeyId,
    roleArn,
    refusal: answer,
    made: [key.createdAt],
    keyRemedy: `Nothing was lost: the old key works. Delete ${accessKeyId} in IAM if it is not the stored key, and start rotate-access-key again.`,
    roleRemedy: `Start create-private-app for ${appName} again, which repairs role and policies, then rotate-access-key.`,
  });
}

async function roleOf({ parameters }: Needs, appName: string): Promise<string> {
  const { roleArn: path } = parameters.paths.of(appName).iam;
  const { [path]: roleArn } = await parameters.get([path]);
  if (roleArn) return roleArn;
  throw new MissingParameter({
    what: `The parameter ${path} is not in Parameter Store.`,
    remedy: 'Start create-private-app for this application again; it writes what is missing.',
    details: { parameter: path },
  });
}

async function findKey(services: Needs, { appName, accessKeyId, stored: hasToBeStored }: Input) {
  const stored = await readStoredKey(services, appName);
  if (stored?.accessKeyId === accessKeyId) return stored;
  const pending = hasToBeStored ? undefined : await readKeptKey(services, appName, 'pending');
  if (pending?.accessKeyId === accessKeyId) return pending;
  throw keyChanged(appName, accessKeyId, stored?.accessKeyId);
}
