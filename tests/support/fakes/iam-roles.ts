import type { Clock } from '#shared/clients/clock.ts';
import type { IamRoles, NewRole } from '#shared/clients/iam-roles.ts';
import type { PolicyDocument } from '#shared/domain/iam-documents.ts';
import { conflict, refuse } from './aws-refusal.ts';
import { fakeClock } from './clock.ts';
import { withControls } from './controls.ts';
import { ACCOUNT, LONG_AGO } from './iam-users.ts';

interface FakeRole {
  arn: string;
  createdAt: Date;
  trust: PolicyDocument;
  tags: Record<string, string>;
  boundaryArn?: string;
  attached: string[];
}

/** IAM roles in memory: a name is taken without regard to case or path, attaching twice is attaching once. */
export function fakeIamRoles(clock: Clock = fakeClock()) {
  const roles = new Map<string, FakeRole>();
  const inline = new Map<string, string[]>();
  const isTaken = (name: string) =>
    [...roles.keys()].some((taken) => taken.toLowerCase() === name.toLowerCase());

  const existing = (action: string, roleName: string) =>
    roles.get(roleName) ?? refuse(`iam:${action}`, roleName, 'NoSuchEntityException', 404);

  type AnyRole = Omit<NewRole, 'description' | 'boundaryArn'> & { boundaryArn?: string };
  const add = ({ roleName, path, trust, tags, boundaryArn }: AnyRole, createdAt = LONG_AGO) => {
    const arn = `arn:aws:iam::${ACCOUNT}:role${path}${roleName}`;
    roles.set(roleName, { arn, createdAt, trust, tags, attached: [], ...(boundaryArn && { boundaryArn }) });
    return { arn, createdAt };
  };

  const service: IamRoles = {
    find: async (roleName) => {
      const role = roles.get(roleName);
      if (!role) return undefined;
      const { arn, createdAt, trust, tags, boundaryArn } = role;
      return { arn, createdAt, trust, tags, boundaryArn };
    },
    create: async (role) => (isTaken(role.roleName) ? undefined : add(role, clock.now())),
    tag: async (roleName, tags) => {
      const role = await existing('TagRole', roleName);
      role.tags = { ...role.tags, ...tags };
    },
    updateTrust: async (roleName, trust) => {
      const role = await existing('UpdateAssumeRolePolicy', roleName);
      role.trust = trust;
    },
    setBoundary: async (roleName, boundaryArn) => {
      const role = await existing('PutRolePermissionsBoundary', roleName);
      role.boundaryArn = boundaryArn;
    },
    listAttachedPolicyArns: async (roleName) => {
      const role = await existing('ListAttachedRolePolicies', roleName);
      return [...role.attached];
    },
    attachPolicy: async (roleName, policyArn) => {
      const role = await existing('AttachRolePolicy', roleName);
      role.attached = [...new Set([...role.attached, policyArn])];
    },
    listInlinePolicies: async (roleName) => inline.get(roleName) ?? [],
    detachPolicy: async (roleName, policyArn) => {
      const role = roles.get(roleName);
      if (role) role.attached = role.attached.filter((arn) => arn !== policyArn);
    },
    delete: async (roleName) => {
      const { attached = [] } = roles.get(roleName) ?? {};
      if (attached.length > 0 || inline.has(roleName))
        throw conflict('iam:DeleteRole', 'must detach all policies first');
      roles.delete(roleName);
    },
  };

  return withControls(service, {
    all: () => Object.fromEntries(roles),
    /** The roles that a policy is attached to, as IAM lists them. */
    attachedTo: (policyArn: string) =>
      [...roles].filter(([, { attached }]) => attached.includes(policyArn)).map(([name]) => `role ${name}`),
    /** Somebody writes an inline policy. */
    addInline: (roleName: string, policyName: string) => void inline.set(roleName, [policyName]),
    /** A role that an earlier run, or somebody else, made long ago. */
    add: (role: AnyRole) => add(role).arn,
  });
}
