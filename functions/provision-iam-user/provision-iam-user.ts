import type { IamUser } from '#shared/clients/iam-users.ts';
import { iamNames, iamPath, ownershipTags } from '#shared/domain/iam-names.ts';
import { whileNew } from '#shared/iam/not-yet.ts';
import { requireOurs } from '#shared/iam/ownership.ts';
import type { Services } from '#shared/services.ts';
import { ensureAccessKey } from './access-key.ts';
import type { Input, Output } from './schema.ts';

/** `boundaryArn` is the policy that is the permissions boundary of every user we make. */
type Needs = Pick<Services, 'clock' | 'iamUsers' | 'installation' | 'parameters' | 'sts'> & {
  boundaryArn: string;
};

/** Tutorial step 3.2: the user and its access key. Keeps what an earlier execution stored, if it still works. */
export async function provisionIamUser(services: Needs, { appName }: Input): Promise<Output> {
  const userName = iamNames(services.installation, appName).user;
  const { arn: userArn, createdAt } = await ensureUser(services, appName, userName);
  await services.parameters.put(appName, services.parameters.paths.of(appName).iam.userArn, userArn);
  const key = await whileNew(services, [createdAt], () => ensureAccessKey(services, appName, userName));
  return { userArn, createdAt: createdAt.toISOString(), ...key };
}

/** A user that an earlier version made has no boundary yet, or no tags for stage and region. */
async function ensureUser(services: Needs, appName: string, userName: string): Promise<IamUser> {
  const { iamUsers, installation, boundaryArn } = services;
  const tags = ownershipTags(installation, appName);
  const path = iamPath(installation);
  const existing = await iamUsers.find(userName);
  const found = existing ?? (await iamUsers.create({ userName, path, tags, boundaryArn }));
  const named = { kind: 'user', name: userName } as const;
  const { missingTags, ...user } = await requireOurs(services, named, found, appName);
  if (missingTags) await iamUsers.tag(userName, missingTags);
  if (user.boundaryArn !== boundaryArn)
    await whileNew(services, [user.createdAt], () => iamUsers.setBoundary(userName, boundaryArn));
  return user;
}
