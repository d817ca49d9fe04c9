import { signingRegion } from '#shared/domain/regions.ts';
import { deniedBy, type Simulation } from '#shared/domain/simulation.ts';
import type { Services } from '#shared/services.ts';
import { type Finding, fault, warning } from './finding.ts';
import type { Input } from './schema.ts';

/** `region` is the one that this function runs in, and so that of its AssumeRole. */
type Needs = Pick<Services, 'clock' | 'iamInspector'> & { region: string };

/** What the policy simulator says: about AssumeRole by the user, and about calls with the role, by AWS region. */
export interface Simulations {
  assumeRole: Simulation | undefined;
  invoke: Record<string, Simulation | undefined>;
}

// The simulator needs a concrete resource: with "*" a statement on a pattern of ARNs comes back as denied.
export async function simulateCalls(
  { clock, iamInspector, region: ownRegion }: Needs,
  { resources: { userArn, roleArn }, authorizations }: Input,
): Promise<Simulations> {
  const [, partition, , , account] = userArn.split(':');
  const at = clock.now();
  const invoke: Simulations['invoke'] = {};
  for (const region of new Set(authorizations.map((one) => signingRegion(one.region)))) {
    const resourceArn = `arn:${partition}:execute-api:${region}:${account}:sellingpartnerapi/prod/GET/sellers`;
    const request = { principalArn: roleArn, action: 'execute-api:Invoke', resourceArn, region, at };
    invoke[region] = await iamInspector.simulate(request);
  }
  const request = { principalArn: userArn, action: 'sts:AssumeRole', resourceArn: roleArn };
  return { assumeRole: await iamInspector.simulate({ ...request, region: ownRegion, at }), invoke };
}

/** What speaks against the calls. What only the organization denies is a warning: the simulator may be wrong there. */
export function simulationFindings(
  { userArn, roleArn }: Input['resources'],
  { assumeRole, invoke }: Simulations,
): Finding[] {
  return [
    ...findings(userArn, `sts:AssumeRole on ${roleArn}`, assumeRole, 'The test of AssumeRole decides.'),
    ...Object.entries(invoke).flatMap(([region, simulation]) =>
      findings(
        roleArn,
        `execute-api:Invoke in ${region}`,
        simulation,
        'SP-API itself does not check this right.',
      ),
    ),
  ];
}

function findings(who: string, may: string, simulation: Simulation | undefined, proof: string): Finding[] {
  if (!simulation) return [fault(`${who} does not exist`)];
  const { decision, missingKeys = [] } = simulation;
  const unknown = missingKeys.length > 0 ? `, without a value for ${missingKeys.join(', ')}` : '';
  switch (deniedBy(simulation)) {
    case undefined:
      return [];
    case 'organization':
      return [
        warning(
          `the policy simulator says that the organization's policies deny ${who} ${may}. It cannot evaluate every condition of such policies. ${proof}`,
        ),
      ];
    case 'boundary':
      return [fault(`the permissions boundary of ${who} does not allow ${may}${unknown}`)];
    case 'policies':
      return [fault(`the policy simulator says ${decision} for ${who} ${may}${unknown}`)];
  }
}
