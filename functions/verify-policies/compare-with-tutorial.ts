import {
  type PolicyDocument,
  sameDocument,
  sellingPartnerPolicy,
  stsPolicy,
  trustPolicy,
} from '#shared/domain/iam-documents.ts';
import { deniedBy } from '#shared/domain/simulation.ts';
import { type Finding, fault, warning } from './finding.ts';
import type { Resources } from './schema.ts';
import { type Simulations, simulationFindings } from './simulations.ts';

/** All that tutorial step 3.6 reads. */
export interface Readings {
  userPolicies: Record<string, PolicyDocument>;
  policiesAttachedToUser: string[];
  policyDocument: PolicyDocument | undefined;
  trust: PolicyDocument | undefined;
  rolePolicyNames: string[];
  policiesAttachedToRole: string[];
  simulations: Simulations;
}

/** What differs from the tutorial, each as one sentence. */
export function compareWithTutorial(input: Resources, readings: Readings): Finding[] {
  return [
    ...userFindings(input, readings),
    ...policyFindings(input, readings),
    ...trustFindings(input, readings),
    ...roleFindings(input, readings),
    ...simulationFindings(input, readings.simulations),
  ];
}

function userFindings(
  { userArn, roleArn }: Resources,
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

function policyFindings({ policyArn }: Resources, { policyDocument }: Readings): Finding[] {
  if (!policyDocument) return [fault(`the policy ${policyArn} does not exist`)];
  if (sameDocument(policyDocument, sellingPartnerPolicy())) return [];
  return [
    fault(`the document of ${policyArn} does not just allow execute-api:Invoke on arn:aws:execute-api:*:*:*`),
  ];
}

function trustFindings({ mode, roleArn, userArn }: Resources, { trust }: Readings): Finding[] {
  if (!trust) return [fault(`the role ${roleArn} does not exist`)];
  if (sameDocument(trust, trustPolicy(userArn))) return [];
  const root = userArn.replace(/:user\/.*$/, ':root');
  const wide = sameDocument(trust, trustPolicy(root));
  if (wide && mode === 'adopt')
    return [warning(`${roleArn} trusts the whole account (${root}), not only ${userArn}`)];
  return [fault(`${roleArn} does not trust ${userArn}`)];
}

function roleFindings(
  { roleArn, policyArn }: Resources,
  { rolePolicyNames, policiesAttachedToRole }: Readings,
): Finding[] {
  const inline = rolePolicyNames.map((name) =>
    warning(`${roleArn} has the inline policy ${name}, which it does not need`),
  );
  return policiesAttachedToRole.includes(policyArn)
    ? inline
    : [...inline, fault(`${policyArn} is not attached to ${roleArn}`)];
}
