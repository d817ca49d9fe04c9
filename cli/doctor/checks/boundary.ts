import { iamNames, iamPath } from '#shared/domain/iam-names.ts';
import { type Deployed, ofType, type Subject } from '../deployed.ts';
import { type Finding, ok, problem } from '../finding.ts';
import { boundaryAllows } from '../policy.ts';
import type { DoctorServices } from '../services.ts';

type Needs = Pick<DoctorServices, 'findRole' | 'policyDocument'>;

const RESTORE =
  'Restore its document (console: IAM > Policies > Policy versions). A deployment does not notice the change.';

/** Whether the permissions boundary of the users and roles that executions create allows what the tutorial needs. */
export async function checkBoundary(services: Needs, stack: Deployed, subject: Subject): Promise<Finding[]> {
  const arn = await boundaryOf(services, stack);
  const document = arn && (await services.policyDocument(arn));
  if (!document)
    return [
      problem(
        'boundary',
        `The policy ${arn ?? 'CredentialsBoundary'} was deleted: executions cannot create users.`,
        RESTORE,
      ),
    ];
  const needed = [
    ['execute-api:Invoke', 'arn:aws:execute-api:us-east-1:111122223333:example'],
    ['sts:AssumeRole', exampleRole(arn, subject)],
  ] as const;
  const denied = needed.filter(([action, resource]) => !boundaryAllows(document, action, resource));
  if (denied.length === 0)
    return [ok('boundary', 'The boundary of users and roles that executions create allows what they need.')];
  return [
    problem(
      'boundary',
      `The boundary ${arn} denies ${denied.map(([action]) => action).join(', ')} to the users and roles of all applications.`,
      RESTORE,
    ),
  ];
}

/** The policy of the stack, or the one that the deployer gave, which all its roles have too. */
async function boundaryOf({ findRole }: Needs, stack: Deployed): Promise<string | undefined> {
  const [own] = ofType(stack, 'AWS::IAM::ManagedPolicy');
  if (own) return own.id;
  const [role] = ofType(stack, 'AWS::IAM::Role');
  return role && (await findRole(role.id))?.boundary;
}

function exampleRole(boundaryArn: string, subject: Subject): string {
  const [, account] = /^arn:aws:iam::(\d{12}):/.exec(boundaryArn) ?? [];
  return `arn:aws:iam::${account}:role${iamPath(subject)}${iamNames(subject, 'example').role}`;
}
