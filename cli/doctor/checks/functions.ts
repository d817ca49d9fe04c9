import { deniedBy } from '#shared/domain/simulation.ts';
import { mapFew } from '../../map-few.ts';
import { type Deployed, ofType, type Subject } from '../deployed.ts';
import { type Finding, ok, problem, warning } from '../finding.ts';
import { distinctRights, type NeededRight } from '../needed-rights.ts';
import type { DoctorServices } from '../services.ts';

type Needs = Pick<DoctorServices, 'clock' | 'findRole' | 'progress' | 'simulate'>;

/** Who stands in the way of a call: a permissions boundary, the organization, or a policy attached to the role. */
type Denier = 'boundary' | 'organization' | 'policies';

/** Whether the functions and state machines may do what their policies allow, or something above these denies it. */
export async function checkFunctions(services: Needs, stack: Deployed, subject: Subject): Promise<Finding[]> {
  const names = ofType(stack, 'AWS::IAM::Role').map(({ id }) => id);
  services.progress(`reading the rights of ${names.length} roles`);
  const found = await mapFew(names, services.findRole);
  const gone = names.filter((_, i) => found[i] === undefined);
  const needed = distinctRights(found.filter((role) => role !== undefined));
  let done = 0;
  const denied = await mapFew(needed, async (right) => {
    services.progress(`simulating calls of the functions: ${++done} of ${needed.length}`);
    return { right, by: await denierOf(services, right, subject) };
  });
  const deniedTo = (denier: Denier) => denied.filter(({ by }) => by === denier).map(({ right }) => right);
  const findings = [
    ...(gone.length > 0 ? [deletedRoles(gone)] : []),
    ...boundaryFindings(deniedTo('boundary')),
    ...(deniedTo('policies').length > 0 ? [attachedPolicies(deniedTo('policies'))] : []),
    ...(deniedTo('organization').length > 0 ? [organization(deniedTo('organization'))] : []),
  ];
  if (findings.length > 0) return findings;
  return [
    ok('functions', `No boundary or organization denies what ${names.length} roles of the stack need.`),
  ];
}

async function denierOf(
  { clock, simulate }: Needs,
  { role, action, resourceArn, context }: NeededRight,
  { region }: Subject,
): Promise<Denier | undefined> {
  const request = { principalArn: role.arn, action, resourceArn, region, at: clock.now(), context };
  const simulation = await simulate(request);
  const denier = simulation && deniedBy(simulation);
  // The statement allows the call. If no other statement denies it, only our example of a call was refused.
  return denier === 'policies' && !simulation?.deniedByStatement ? undefined : denier;
}

const actionsOf = (rights: NeededRight[]) =>
  [...new Set(rights.map(({ action }) => action))].toSorted().join(', ');

const deletedRoles = (names: string[]) =>
  problem(
    'functions',
    `Roles of the stack were deleted: ${names.join(', ')}.`,
    'A deployment does not notice it: remove the applications and the stack, then deploy again.',
  );

function boundaryFindings(rights: NeededRight[]): Finding[] {
  const boundaries = [...new Set(rights.map(({ role }) => role.boundary ?? ''))];
  return boundaries.map((boundary) => {
    const own = rights.filter(({ role }) => (role.boundary ?? '') === boundary);
    const roles = [...new Set(own.map(({ role }) => role.arn.split('/').at(-1)))];
    return problem(
      'functions',
      `The permissions boundary ${boundary} denies ${actionsOf(own)} to the functions, for example to the role ${roles[0]}.`,
      'Allow these actions in the boundary, or deploy without --param permissionsBoundaryArn. See "Rights" in docs/security.md.',
    );
  });
}

const attachedPolicies = (rights: NeededRight[]) =>
  problem(
    'functions',
    `A policy attached to the role ${rights[0]?.role.arn} denies ${actionsOf(rights)}.`,
    'Find out who attached it, and detach it (console: IAM > Roles).',
  );

const organization = (rights: NeededRight[]) =>
  warning(
    'functions',
    `According to the policy simulator, a service control policy of your organization denies ${actionsOf(rights)}.`,
    'The simulator does not evaluate all conditions, so it can be wrong. If an execution fails with AwsDenied, ask the administrators of the organization. If only IAM is denied, start applications with --iam none.',
  );
