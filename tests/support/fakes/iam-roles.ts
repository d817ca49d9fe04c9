import type { IamRoles, NewRole } from '#shared/clients/iam-roles.ts';
import type { PolicyDocument } from '#shared/domain/iam-documents.ts';
import { conflict, refuse } from './aws-refusal.ts';
import { withControls } from './controls.ts';
import { ACCOUNT } from './iam-users.ts';

interface FakeRole {
  arn: string;
  trust: PolicyDocument;
  tags: Record<string, string>;
  boundaryArn?: string;
  attached: string[];
}

/** IAM roles in memory: a name is taken without regard to case or path, attaching twice is attaching once. */
export function fakeIamRoles() {
  const roles = new Map<string, FakeRole>();
  const inline = new Map<string, string[]>();
  const isTaken = (name: string) =>
    [...roles.keys()].some((taken) => taken.toLowerCase() === name.toLowerCase());

  const existing = (action: string, roleName: string) =>
    roles.get(roleName) ?? refuse(`iam:${action}`, roleName, 'NoSuchEntityException', 404);

  type AnyRole = Omit<NewRole, 'description' | 'boundaryArn'> & { boundaryArn?: string };
  const add = ({ roleName, path, trust, tags, boundaryArn }: AnyRole) => {
    const arn = `arn:aws:iam::${ACCOUNT}:role${path}${roleName}`;
    roles.set(roleName, { arn, trust, tags, attached: [], ...(boundaryArn && { boundaryArn }) });
    return arn;
  };

  const service: IamRoles = {
    find: async (roleName) => {
      const role = roles.get(roleName);
      return role && { arn: role.arn, trust: role.trust, tags: role.tags, boundaryArn: role.boundaryArn };
    },
    create: async (role) => (isTaken(role.roleName) ? undefined : add(role)),
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
    /** A role that an earlier run, or somebody else, made. */
    add,
  });
}
