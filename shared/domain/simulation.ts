/** What the policy simulator is asked: one principal, action and resource, as a call in a region would be. */
export interface SimulationRequest {
  /** ARN of the user or role. */
  principalArn: string;
  action: string;
  resourceArn: string;
  /** The AWS region that the call goes to. */
  region: string;
  at: Date;
  /** Condition keys of this call, besides those that every call has. */
  context?: ContextEntry[];
}

/** What the policy simulator decided. */
export interface Simulation {
  decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /** Decision of the organization's policies; absent outside an organization. */
  allowedByOrganization?: boolean;
  /** Decision of the permissions boundary; absent where the principal has none. */
  allowedByBoundary?: boolean;
  /** Present where a statement of the principal's own policies denies. */
  deniedByStatement?: true;
  /** Condition keys that the principal's policies name and for which no value was given. */
  missingKeys?: string[];
}

/** A condition key with its value, as a call carries it. */
export interface ContextEntry {
  ContextKeyName: string;
  ContextKeyValues: [string];
  ContextKeyType: 'string' | 'boolean' | 'date';
}

/**
 * The condition keys that every call of ours carries and whose values are known before it is made. Without them a policy
 * on regions denies every simulated call. Keys whose values only AWS knows, such as aws:PrincipalOrgID, are left out.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function contextOf({ principalArn, region, at }: SimulationRequest): ContextEntry[] {
  const entry = (name: string, type: ContextEntry['ContextKeyType'], value: string): ContextEntry => ({
    ContextKeyName: `aws:${name}`,
    ContextKeyValues: [value],
    ContextKeyType: type,
  });
  return [
    entry('RequestedRegion', 'string', region),
    entry('PrincipalArn', 'string', principalArn),
    entry('PrincipalAccount', 'string', principalArn.split(':')[4] ?? ''),
    entry('PrincipalType', 'string', principalArn.includes(':role/') ? 'AssumedRole' : 'User'),
    entry('SecureTransport', 'boolean', 'true'),
    entry('ViaAWSService', 'boolean', 'false'),
    entry('CurrentTime', 'date', `${at.toISOString().slice(0, 19)}Z`),
  ];
}

/**
 * Who denies a simulated call; `undefined` where it is allowed. When the organization's policies deny, the simulation ends
 * and says nothing about the others. The simulator cannot evaluate all of their conditions, so a denial of the
 * organization alone may be wrong: only the real call shows.
 * Source: docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html,
 *   docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html
 */
export function deniedBy(simulation: Simulation): 'boundary' | 'organization' | 'policies' | undefined {
  if (simulation.decision === 'allowed') return undefined;
  if (simulation.allowedByBoundary === false) return 'boundary';
  if (simulation.deniedByStatement) return 'policies';
  return simulation.allowedByOrganization === false ? 'organization' : 'policies';
}
