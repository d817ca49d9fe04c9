import { sellingPartnerPolicy } from '#shared/domain/iam-documents.ts';
import { allows, sameDocument } from '#shared/domain/iam-meaning.ts';
import type { IamResources } from '#shared/domain/iam-resources.ts';
import { deniedBy } from '#shared/domain/simulation.ts';
import { type Finding, fault, warning } from './finding.ts';
import type { Readings } from './readings.ts';

const INVOKE = { action: 'execute-api:Invoke', resource: 'arn:aws:execute-api:*:*:*' };
const INVOKES = `${INVOKE.action} on ${INVOKE.resource}`;

/** What of the managed policy differs. */
export function policyFindings({ mode, policyArn }: IamResources, { policyDocument }: Readings): Finding[] {
  if (!policyArn) return [];
  if (!policyDocument) return [fault(`the policy ${policyArn} does not exist`)];
  if (sameDocument(policyDocument, sellingPartnerPolicy())) return [];
  if (mode === 'adopt' && allows(policyDocument, INVOKE) === 'yes')
    return [warning(`the document of ${policyArn} allows more than ${INVOKES}`)];
  return [fault(`the document of ${policyArn} does not just allow ${INVOKES}`)];
}

/** What of the role's policies differs: that which it must have, those it does not need, those that allow more. */
export function roleFindings(input: IamResources, readings: Readings): Finding[] {
  const { roleArn, policyArn } = input;
  const { rolePolicyNames, policiesAttachedToRole } = readings;
  if (!policyArn) return foundRights(input, readings);
  const inline = rolePolicyNames.map((name) => notNeeded(roleArn, name));
  return policiesAttachedToRole.includes(policyArn)
    ? inline
    : [...inline, fault(`${policyArn} is not attached to ${roleArn}`)];
}

const notNeeded = (roleArn: string, name: string) =>
  warning(`${roleArn} has the inline policy ${name}, which it does not need`);

/** The former Quick Start gave its role the rights inline, others in any policy: which one does not matter. */
function foundRights(
  { roleArn }: IamResources,
  { roleDocuments, rolePolicyNames, simulations }: Readings,
): Finding[] {
  const found = Object.entries(roleDocuments).flatMap(([name, document]) =>
    document && allows(document, INVOKE) === 'yes' ? [{ name, document }] : [],
  );
  const others = rolePolicyNames
    .filter((name) => found.every((one) => one.name !== name))
    .map((name) => notNeeded(roleArn, name));
  if (found.length > 0)
    return [
      ...others,
      ...found
        .filter(({ document }) => !sameDocument(document, sellingPartnerPolicy()))
        .map(({ name }) => warning(`the policy ${name} of ${roleArn} allows more than ${INVOKES}`)),
    ];
  const isDenied = Object.values(simulations.invoke).some((one) => !one || deniedBy(one) !== undefined);
  return isDenied
    ? [fault(`no policy of ${roleArn} allows ${INVOKES}`)]
    : [warning(`${roleArn} may call SP-API, but by another policy than the tutorial's`)];
}
