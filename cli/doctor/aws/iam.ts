import {
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListRolePoliciesCommand,
  type Role,
} from '@aws-sdk/client-iam';
import { callAws } from '#shared/clients/aws-errors.ts';
import { allPages, createIamClient, findInIam } from '#shared/clients/iam-call.ts';
import { createIamInspector } from '#shared/clients/iam-inspector.ts';
import { decodeDocument, type PolicyStatement } from '#shared/domain/iam-documents.ts';
import type { AwsConfig } from '../../aws-config.ts';
import type { DoctorServices } from '../services.ts';

/** Reads roles and policies, and simulates calls. */
export function iamReader(
  config: AwsConfig,
): Pick<DoctorServices, 'findRole' | 'policyDocument' | 'simulate'> {
  const iam = createIamClient(config);
  const { policyDocument, simulate } = createIamInspector(iam);
  return {
    policyDocument,
    simulate,
    findRole: async (RoleName, { withStatements = true } = {}) => {
      const reply = await findInIam({ action: 'iam:GetRole', resource: RoleName }, () =>
        iam.send(new GetRoleCommand({ RoleName })),
      );
      if (!reply?.Role) return undefined;
      return {
        ...identityOf(reply.Role),
        statements: withStatements ? await statementsOf(iam, RoleName) : [],
      };
    },
  };
}

const identityOf = ({ Arn = '', PermissionsBoundary }: Role) => ({
  arn: Arn,
  ...(PermissionsBoundary?.PermissionsBoundaryArn && {
    boundary: PermissionsBoundary.PermissionsBoundaryArn,
  }),
});

async function statementsOf(iam: IAMClient, RoleName: string): Promise<PolicyStatement[]> {
  const names = await callAws({ action: 'iam:ListRolePolicies', resource: RoleName }, () =>
    allPages(
      (Marker) => iam.send(new ListRolePoliciesCommand({ RoleName, Marker })),
      ({ PolicyNames = [] }) => PolicyNames,
    ),
  );
  const found: PolicyStatement[] = [];
  for (const PolicyName of names) {
    const { PolicyDocument = '{}' } = await callAws({ action: 'iam:GetRolePolicy', resource: RoleName }, () =>
      iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })),
    );
    found.push(...[decodeDocument(PolicyDocument).Statement].flat());
  }
  return found;
}
