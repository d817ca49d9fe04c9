import { nameOfArn } from '#shared/domain/iam-names.ts';
import type { IamResources } from '#shared/domain/iam-resources.ts';
import { otherOwner } from '#shared/domain/ownership.ts';
import { IamNotAsExpected } from '#shared/errors/refused.ts';
import type { Services } from '#shared/services.ts';

type Needs = Pick<Services, 'iamPolicies' | 'iamRoles' | 'iamUsers' | 'installation'>;

/**
 * Makes sure that no other stack created what is adopted: it would replace the access key, and delete everything with its
 * application.
 * @throws IamNotAsExpected
 */
export async function requireAdoptable(services: Needs, resources: IamResources): Promise<void> {
  const { iamUsers, iamRoles, iamPolicies, installation } = services;
  const { userArn, roleArn, policyArn } = resources;
  const found = [
    { arn: userArn, resource: await iamUsers.find(nameOfArn(userArn)) },
    { arn: roleArn, resource: await iamRoles.find(nameOfArn(roleArn)) },
    // A policy is named only where the role must have that one.
    ...(policyArn ? [{ arn: policyArn, resource: await iamPolicies.find(policyArn) }] : []),
  ];
  for (const { arn, resource } of found) {
    const owner = resource && otherOwner(resource, installation);
    if (owner)
      throw new IamNotAsExpected({
        what: `${arn} cannot be adopted: it belongs to the stack of ${owner}, which replaces the access key every 90 days and deletes all three with its application.`,
        remedy:
          'Start with "iam":{"mode":"create"}, under another appName if that one is taken, or adopt resources that no stack created.',
        details: { arn, owner },
      });
  }
}
