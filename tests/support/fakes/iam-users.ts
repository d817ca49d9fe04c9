import type { Clock } from '#shared/clients/clock.ts';
import type { IamUsers } from '#shared/clients/iam-users.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { conflict, refuse } from './aws-refusal.ts';
import { fakeClock } from './clock.ts';
import { withControls } from './controls.ts';

export const ACCOUNT = '111122223333';
const MAX_ACCESS_KEYS = 2;
export const LONG_AGO = new Date('2026-01-01T00:00:00Z');

export interface FakeKey {
  accessKeyId: string;
  secret: string;
  active: boolean;
  used: boolean;
  createdAt: Date;
}

interface FakeUser {
  arn: string;
  createdAt: Date;
  tags: Record<string, string>;
  boundaryArn?: string;
  keys: FakeKey[];
  groups: string[];
}

/** IAM users in memory: names are taken without regard to case or path, and a user has at most two keys. */
export function fakeIamUsers(clock: Clock = fakeClock()) {
  const users = new Map<string, FakeUser>();
  let made = 0;

  const nextKey = (used = false): FakeKey => {
    made += 1;
    return {
      accessKeyId: `AKIAFAKE${made}`,
      secret: `FAKE_SECRET_ACCESS_KEY_${made}`,
      active: true,
      used,
      createdAt: clock.now(),
    };
  };
  const allKeys = () => [...users.values()].flatMap(({ keys }) => keys);
  const isTaken = (name: string) =>
    [...users.keys()].some((taken) => taken.toLowerCase() === name.toLowerCase());

  const service: IamUsers = {
    find: async (userName) => {
      const user = users.get(userName);
      if (!user) return undefined;
      const { arn, createdAt, tags, boundaryArn } = user;
      return { arn, createdAt, tags: { ...tags }, boundaryArn };
    },
    create: async ({ userName, path, tags, boundaryArn }) => {
      if (isTaken(userName)) return undefined;
      const arn = `arn:aws:iam::${ACCOUNT}:user${path}${userName}`;
      const createdAt = clock.now();
      users.set(userName, { arn, createdAt, tags: { ...tags }, boundaryArn, keys: [], groups: [] });
      return { arn, createdAt, tags, boundaryArn };
    },
    tag: async (userName, tags) => {
      const user = users.get(userName);
      if (!user) return refuse('iam:TagUser', userName, 'NoSuchEntityException', 404);
      user.tags = { ...user.tags, ...tags };
    },
    setBoundary: async (userName, boundaryArn) => {
      const user = users.get(userName);
      if (!user) return refuse('iam:PutUserPermissionsBoundary', userName, 'NoSuchEntityException', 404);
      user.boundaryArn = boundaryArn;
    },
    listAccessKeys: async (userName) => {
      const user = users.get(userName);
      if (!user) return refuse('iam:ListAccessKeys', userName, 'NoSuchEntityException', 404);
      return user.keys.map(({ accessKeyId, active, createdAt }) => ({ accessKeyId, active, createdAt }));
    },
    wasUsed: async (accessKeyId) => allKeys().some((key) => key.accessKeyId === accessKeyId && key.used),
    createAccessKey: async (userName) => {
      const user = users.get(userName);
      if (!user) return refuse('iam:CreateAccessKey', userName, 'NoSuchEntityException', 404);
      if (user.keys.length >= MAX_ACCESS_KEYS)
        return refuse('iam:CreateAccessKey', userName, 'LimitExceededException', 409);
      const key = nextKey();
      user.keys.push(key);
      const { accessKeyId, createdAt } = key;
      return { accessKeyId, secretAccessKey: new Sensitive(key.secret), createdAt };
    },
    setAccessKeyActive: async (userName, accessKeyId, active) => {
      const key = users.get(userName)?.keys.find((one) => one.accessKeyId === accessKeyId);
      if (!key) return refuse('iam:UpdateAccessKey', accessKeyId, 'NoSuchEntityException', 404);
      key.active = active;
    },
    deleteAccessKey: async (userName, accessKeyId) => {
      const user = users.get(userName);
      if (user) user.keys = user.keys.filter((key) => key.accessKeyId !== accessKeyId);
    },
    listGroups: async (userName) => users.get(userName)?.groups ?? [],
    delete: async (userName) => {
      if (users.get(userName)?.keys.length) throw conflict('iam:DeleteUser', 'must delete access keys first');
      users.delete(userName);
    },
  };

  return withControls(service, {
    /** The keys of a user. */
    keysOf: (userName: string) => users.get(userName)?.keys ?? [],
    names: () => [...users.keys()],
    findKey: (accessKeyId: string) => {
      const [user] = [...users.values()].filter(({ keys }) =>
        keys.some((key) => key.accessKeyId === accessKeyId),
      );
      const key = user?.keys.find((one) => one.accessKeyId === accessKeyId);
      return user && key ? { arn: user.arn, key } : undefined;
    },
    /** A user that somebody else made, long ago. */
    addUser: (userName: string, tags: Record<string, string> = {}, path = '/', boundaryArn?: string) => {
      const arn = `arn:aws:iam::${ACCOUNT}:user${path}${userName}`;
      const user = { arn, createdAt: LONG_AGO, tags, keys: [], groups: [] };
      users.set(userName, { ...user, ...(boundaryArn && { boundaryArn }) });
    },
    /** Somebody puts the user into a group. */
    join: (userName: string, group: string) => void users.get(userName)?.groups.push(group),
    /** A key that was not made through this fake's service. */
    addKey: (userName: string, { used }: { used: boolean }): FakeKey => {
      const key = nextKey(used);
      users.get(userName)?.keys.push(key);
      return key;
    },
  });
}
export type FakeIamUsers = ReturnType<typeof fakeIamUsers>;
