import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  GetAccessKeyLastUsedCommand,
  GetUserCommand,
  type IAMClientConfig,
  ListAccessKeysCommand,
  ListGroupsForUserCommand,
  PutUserPermissionsBoundaryCommand,
  TagUserCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { Sensitive } from '../domain/sensitive.ts';
import { AWS_CLIENT_CONFIG } from './aws-config.ts';
import { callAws, isAwsError } from './aws-errors.ts';
import { allPages, createIamClient, deleteInIam, findInIam, tagList, tagRecord } from './iam-call.ts';

export interface IamUser {
  arn: string;
  createdAt: Date;
  tags: Record<string, string>;
  /** ARN of the policy that is the user's permissions boundary. */
  boundaryArn?: string | undefined;
}

export interface AccessKeyInfo {
  accessKeyId: string;
  active: boolean;
  createdAt: Date;
}

export interface AccessKey {
  accessKeyId: string;
  secretAccessKey: Sensitive;
  /** When IAM made it, where that is known. */
  createdAt?: Date | undefined;
}

/** IAM users and their access keys. Each method is one IAM call. */
export interface IamUsers {
  find(userName: string): Promise<IamUser | undefined>;
  /** `undefined` when a user with that name exists. */
  create(user: {
    userName: string;
    path: string;
    tags: Record<string, string>;
    boundaryArn: string;
  }): Promise<IamUser | undefined>;
  /** Adds tags, or changes their values. */
  tag(userName: string, tags: Record<string, string>): Promise<void>;
  setBoundary(userName: string, boundaryArn: string): Promise<void>;
  listAccessKeys(userName: string): Promise<AccessKeyInfo[]>;
  wasUsed(accessKeyId: string): Promise<boolean>;
  createAccessKey(userName: string): Promise<AccessKey>;
  setAccessKeyActive(userName: string, accessKeyId: string, active: boolean): Promise<void>;
  deleteAccessKey(userName: string, accessKeyId: string): Promise<void>;
  /** Names of the groups that the user is in. */
  listGroups(userName: string): Promise<string[]>;
  /** Deletes a user without keys and policies; one that is not there is no error. */
  delete(userName: string): Promise<void>;
}

/**
 * The real IAM users.
 * @throws from every method what {@link callAws} throws
 * Source: docs.aws.amazon.com/IAM/latest/APIReference (GetUser, CreateUser, PutUserPermissionsBoundary, DeleteUser, …AccessKey…,
 * ListGroupsForUser)
 */
export function createIamUsers(config: IAMClientConfig = AWS_CLIENT_CONFIG): IamUsers {
  const iam = createIamClient(config);
  // Each CreateAccessKey makes another key. Where its answer is lost, the step removes the lost key before it asks again.
  const iamOnce = createIamClient({ ...config, maxAttempts: 1 });
  const on = (action: string, resource: string) => ({ action: `iam:${action}`, resource });
  return {
    find: async (UserName) => {
      const reply = await findInIam(on('GetUser', UserName), () =>
        iam.send(new GetUserCommand({ UserName })),
      );
      if (!reply?.User) return undefined;
      const { Arn = '', Tags, PermissionsBoundary, CreateDate = new Date(0) } = reply.User;
      const boundaryArn = PermissionsBoundary?.PermissionsBoundaryArn;
      return { arn: Arn, createdAt: CreateDate, tags: tagRecord(Tags), boundaryArn };
    },
    create: ({ userName, path, tags, boundaryArn }) =>
      callAws(on('CreateUser', userName), async () => {
        try {
          const request = {
            UserName: userName,
            Path: path,
            Tags: tagList(tags),
            PermissionsBoundary: boundaryArn,
          };
          const { User } = await iam.send(new CreateUserCommand(request));
          return { arn: User?.Arn ?? '', createdAt: User?.CreateDate ?? new Date(0), tags, boundaryArn };
        } catch (error) {
          if (isAwsError(error, 'EntityAlreadyExists')) return undefined;
          throw error;
        }
      }),
    tag: async (UserName, tags) => {
      const request = new TagUserCommand({ UserName, Tags: tagList(tags) });
      await callAws(on('TagUser', UserName), () => iam.send(request));
    },
    setBoundary: async (UserName, PermissionsBoundary) => {
      const request = new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary });
      await callAws(on('PutUserPermissionsBoundary', UserName), () => iam.send(request));
    },
    listAccessKeys: async (UserName) => {
      const send = () => iam.send(new ListAccessKeysCommand({ UserName }));
      const reply = await callAws(on('ListAccessKeys', UserName), send);
      return (reply.AccessKeyMetadata ?? []).map(({ AccessKeyId = '', Status, CreateDate }) => ({
        accessKeyId: AccessKeyId,
        active: Status === 'Active',
        createdAt: CreateDate ?? new Date(0),
      }));
    },
    wasUsed: async (AccessKeyId) => {
      const send = () => iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
      const reply = await callAws(on('GetAccessKeyLastUsed', AccessKeyId), send);
      return reply.AccessKeyLastUsed?.LastUsedDate !== undefined;
    },
    createAccessKey: async (UserName) => {
      const send = () => iamOnce.send(new CreateAccessKeyCommand({ UserName }));
      const { AccessKey } = await callAws({ ...on('CreateAccessKey', UserName), secret: true }, send);
      return {
        accessKeyId: AccessKey?.AccessKeyId ?? '',
        secretAccessKey: new Sensitive(AccessKey?.SecretAccessKey ?? ''),
        createdAt: AccessKey?.CreateDate,
      };
    },
    setAccessKeyActive: async (UserName, AccessKeyId, active) => {
      const request = { UserName, AccessKeyId, Status: active ? ('Active' as const) : ('Inactive' as const) };
      const send = () => iam.send(new UpdateAccessKeyCommand(request));
      await callAws(on('UpdateAccessKey', AccessKeyId), send);
    },
    deleteAccessKey: async (UserName, AccessKeyId) => {
      const send = () => iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
      await findInIam(on('DeleteAccessKey', AccessKeyId), send);
    },
    listGroups: (UserName) =>
      callAws(on('ListGroupsForUser', UserName), () =>
        allPages(
          (Marker) => iam.send(new ListGroupsForUserCommand({ UserName, Marker })),
          (page) => (page.Groups ?? []).map(({ GroupName = '' }) => GroupName),
        ),
      ),
    delete: (UserName) =>
      deleteInIam(on('DeleteUser', UserName), () => iam.send(new DeleteUserCommand({ UserName }))),
  };
}
