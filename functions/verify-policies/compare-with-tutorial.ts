import type { Simulation } from '#shared/clients/iam-inspector.ts';
import {
  type PolicyDocument,
  sameDocument,
  sellingPartnerPolicy,
  stsPolicy,
  trustPolicy,
} from '#shared/domain/iam-documents.ts';
import type { Input } from './schema.ts';

/** All that tutorial step 3.6 reads. */
export interface Readings {
  userPolicies: Record<string, PolicyDocument>;
  policiesAttachedToUser: string[];
  policyDocument: PolicyDocument | undefined;
  trust: PolicyDocument | undefined;
  rolePolicyNames: string[];
  policiesAttachedToRole: string[];
  simulations: Record<'assumeRole' | 'invoke', Simulation | undefined>;
}

/** A difference from the tutorial: a fault stops the work, anything else is a warning. */
export interface Finding {
  text: string;
  fault: boolean;
}

const fault = (text: string): Finding => ({ text, fault: true });
const warning = (text: string): Finding => ({ text, fault: false });

/** What differs from the tutorial, each as one sentence. */
export function compareWithTutorial(input: Input, readings: Readings): Finding[] {
  return [
    ...userFindings(input, readings),
    ...policyFindings(input, readings),
    ...trustFindings(input, readings),
    ...roleFindings(input, readings),
    ...simulationFindings(input, readings),
  ];
}

function userFindings(
  { userArn, roleArn }: Input,
  { userPolicies, policiesAttachedToUser, simulations }: Readings,
) {
  const granted = Object.values(userPolicies).some((document) => sameDocument(document, stsPolicy(roleArn)));
  const attached = policiesAttachedToUser.map((arn) =>
    warning(`${userArn} has ${arn} attached, which it does not need`),
  );
  if (granted) return attached;
  // An adopted user may be allowed in another way; the simulator then says so.
  return simulations.assumeRole?.decision === 'allowed'
    ? [...attached, warning(`${userArn} may assume ${roleArn}, but by another policy than the tutorial's`)]
    : [...attached, fault(`${userArn} has no inline policy that allows sts:AssumeRole on ${roleArn}`)];
}

function policyFindings({ policyArn }: Input, { policyDocument }: Readings): Finding[] {
  if (!policyDocument) return [fault(`the policy ${policyArn} does not exist`)];
  if (sameDocument(policyDocument, sellingPartnerPolicy())) return [];
  return [
    fault(`the document of ${policyArn} does not just allow execute-api:Invoke on arn:aws:execute-api:*:*:*`),
  ];
}

function trustFindings({ mode, roleArn, userArn }: Input, { trust }: Readings): Finding[] {
  if (!trust) return [fault(`the role ${roleArn} does not exist`)];
  if (sameDocument(trust, trustPolicy(userArn))) return [];
  const root = userArn.replace(/:user\/.*$/, ':root');
  const wide = sameDocument(trust, trustPolicy(root));
  if (wide && mode === 'adopt')
    return [warning(`${roleArn} trusts the whole account (${root}), not only ${userArn}`)];
  return [fault(`${roleArn} does not trust ${userArn}`)];
}

function roleFindings(
  { roleArn, policyArn }: Input,
  { rolePolicyNames, policiesAttachedToRole }: Readings,
): Finding[] {
  const inline = rolePolicyNames.map((name) =>
    warning(`${roleArn} has the inline policy ${name}, which it does not need`),
  );
  return policiesAttachedToRole.includes(policyArn)
    ? inline
    : [...inline, fault(`${policyArn} is not attached to ${roleArn}`)];
}

function simulationFindings({ userArn, roleArn }: Input, { simulations }: Readings): Finding[] {
  const asked = [
    { who: userArn, may: `sts:AssumeRole on ${roleArn}`, simulation: simulations.assumeRole },
    { who: roleArn, may: 'execute-api:Invoke', simulation: simulations.invoke },
  ];
  return asked.flatMap(({ who, may, simulation }) => {
    if (!simulation) return [fault(`${who} does not exist`)];
    const { decision, allowedByOrganization } = simulation;
    if (allowedByOrganization === false) return [fault(`the organization's policies deny ${who} ${may}`)];
    return decision === 'allowed' ? [] : [fault(`the policy simulator says ${decision} for ${who} ${may}`)];
  });
}
