import { type PolicyDocument, stsPolicy, trustPolicy } from '#shared/domain/iam-documents.ts';
import { allows, sameDocument, trustedBy } from '#shared/domain/iam-meaning.ts';
import type { IamResources } from '#shared/domain/iam-resources.ts';
import { deniedBy } from '#shared/domain/simulation.ts';
import { type Finding, fault, warning } from './finding.ts';
import type { Readings } from './readings.ts';
import { policyFindings, roleFindings } from './role-findings.ts';
import { simulationFindings } from './simulations.ts';

/** What differs from the tutorial, each as one sentence. */
export function compareWithTutorial(input: IamResources, readings: Readings): Finding[] {
  return [
    ...userFindings(input, readings),
    ...policyFindings(input, readings),
    ...trustFindings(input, readings),
    ...roleFindings(input, readings),
    ...simulationFindings(input, readings.simulations),
  ];
}

function userFindings(
  { userArn, roleArn }: IamResources,
  { userPolicies, policiesAttachedToUser, simulations }: Readings,
) {
  const granted = Object.values(userPolicies).some((document) => sameDocument(document, stsPolicy(roleArn)));
  const attached = policiesAttachedToUser.map((arn) =>
    warning(`${userArn} has ${arn} attached, which it does not need`),
  );
  if (granted) return attached;
  // An adopted user may be allowed in another way; the simulator then says so, unless an organization stops it before.
  const denier = simulations.assumeRole ? deniedBy(simulations.assumeRole) : 'policies';
  if (denier === undefined)
    return [
      ...attached,
      warning(`${userArn} may assume ${roleArn}, but by another policy than the tutorial's`),
    ];
  const lacking = `${userArn} has no inline policy that allows sts:AssumeRole on ${roleArn}`;
  return [...attached, denier === 'organization' ? warning(lacking) : fault(lacking)];
}

function trustFindings({ mode, roleArn, userArn }: IamResources, { trust }: Readings): Finding[] {
  if (!trust) return [fault(`the role ${roleArn} does not exist`)];
  if (sameDocument(trust, trustPolicy(userArn))) return [];
  const finding = mode === 'adopt' ? warning : fault;
  switch (allows(trust, { action: 'sts:AssumeRole', principal: userArn })) {
    case 'yes':
      return [finding(`${roleArn} trusts ${othersIn(trust, userArn)}, not only ${userArn}`)];
    case 'conditionally':
      return [finding(`${roleArn} trusts ${userArn} under a condition. The test of AssumeRole decides.`)];
    case 'no':
      return [fault(`${roleArn} does not trust ${userArn}`)];
  }
}

function othersIn(trust: PolicyDocument, userArn: string): string {
  const account = userArn.split(':')[4] ?? '';
  const words: Record<string, string> = {
    '*': 'everybody (*)',
    [account]: `the whole account (${userArn.split(':user/')[0]}:root)`,
  };
  const others = trustedBy(trust).filter((one) => one !== userArn);
  return others.map((one) => words[one] ?? one).join(' and ') || 'in more than sts:AssumeRole';
}
