import { parameterPaths } from '#shared/domain/parameter-paths.ts';
import { mapFew } from '../../map-few.ts';
import { type Deployed, ofType, type Subject } from '../deployed.ts';
import { type Finding, ok, warning } from '../finding.ts';
import type { Caller, DoctorServices } from '../services.ts';

type Needs = Pick<DoctorServices, 'clock' | 'findRole' | 'keyOfQueue' | 'simulate'>;

/** A call that the command line makes, and the commands that make it. */
interface Call {
  commands: string;
  action: string;
  resourceArn: string;
}

/** Whether the identity that runs this command may also run the others. */
export async function checkRights(
  services: Needs,
  caller: Caller,
  stack: Deployed,
  subject: Subject,
): Promise<Finding[]> {
  if (caller.arn.endsWith(':root')) return [ok('rights', 'You are the root user, who may do everything.')];
  const principalArn = await principalOf(services, caller);
  if (!principalArn)
    return [
      warning(
        'rights',
        `Could not look: the policies of ${caller.arn} cannot be simulated.`,
        'Run the command as an IAM user or role.',
      ),
    ];
  const calls = callsOf(caller, stack, subject, await customerKey(services, stack));
  const { region } = subject;
  const results = await mapFew(calls, async (call) => {
    const { action, resourceArn } = call;
    return services.simulate({ principalArn, action, resourceArn, region, at: services.clock.now() });
  });
  const denied = calls.filter((_, i) => results[i]?.decision !== 'allowed');
  if (denied.length === 0) return [ok('rights', 'You may run all commands of spapi.')];
  return denied.map(({ commands, action, resourceArn }) =>
    warning(
      'rights',
      `You may not run ${commands}: your policies do not allow ${action} on ${resourceArn}.`,
      `Allow it to ${principalArn}, or run these commands with another identity.`,
    ),
  );
}

/** A session is named after its role, but the name of a role leaves out its path. */
async function principalOf({ findRole }: Needs, { arn }: Caller): Promise<string | undefined> {
  if (arn.includes(':user/')) return arn;
  const [, name] = /:assumed-role\/([^/]+)\//.exec(arn) ?? [];
  return name && (await findRole(name, { withStatements: false }))?.arn;
}

async function customerKey({ keyOfQueue }: Needs, stack: Deployed): Promise<string | undefined> {
  if (ofType(stack, 'AWS::KMS::Key').length > 0) return undefined;
  return keyOfQueue(stack.outputs.ClientSecretQueueUrl ?? '');
}

function callsOf(
  { account }: Caller,
  { stackName, outputs }: Deployed,
  subject: Subject,
  key: string | undefined,
): Call[] {
  const { region } = subject;
  const { CreatePrivateAppArn: create = '', RemovePrivateAppArn: remove = '' } = outputs;
  const app = parameterPaths(subject).of('example');
  const parameter = (path: string) => `arn:aws:ssm:${region}:${account}:parameter${path}`;
  const execution = `arn:aws:states:${region}:${account}:execution:${stackName}-create-private-app:example`;
  return [
    { commands: 'start', action: 'states:StartExecution', resourceArn: create },
    { commands: 'remove', action: 'states:StartExecution', resourceArn: remove },
    { commands: 'status and task', action: 'states:DescribeExecution', resourceArn: execution },
    {
      commands: 'status',
      action: 'ssm:DescribeParameters',
      resourceArn: `arn:aws:ssm:${region}:${account}:*`,
    },
    { commands: 'status', action: 'ssm:GetParameters', resourceArn: parameter(app.status) },
    { commands: 'task', action: 'ssm:GetParametersByPath', resourceArn: parameter(app.tasks) },
    { commands: 'task complete', action: 'ssm:PutParameter', resourceArn: parameter(app.lwa.clientSecret) },
    {
      commands: 'task complete',
      action: 'ssm:AddTagsToResource',
      resourceArn: parameter(app.lwa.clientSecret),
    },
    { commands: 'task complete', action: 'states:SendTaskSuccess', resourceArn: create },
    { commands: 'task reject', action: 'states:SendTaskFailure', resourceArn: create },
    {
      commands: 'task complete and task reject',
      action: 'ssm:DeleteParameters',
      resourceArn: parameter(app.task('example')),
    },
    ...(key
      ? ['kms:Decrypt', 'kms:Encrypt'].map((action) => ({ commands: 'task', action, resourceArn: key }))
      : []),
    ...deployCalls(`arn:aws:cloudformation:${region}:${account}:stack/${stackName}/*`, outputs),
  ];
}

/** What `deploy` calls itself; what CloudFormation calls for it depends on the changes. */
function deployCalls(
  stackArn: string,
  { ServerlessDeploymentBucketName: bucket }: Deployed['outputs'],
): Call[] {
  const onStack = ['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'];
  return [
    ...onStack.map((action) => ({ commands: 'deploy', action, resourceArn: stackArn })),
    ...(bucket
      ? [{ commands: 'deploy', action: 's3:PutObject', resourceArn: `arn:aws:s3:::${bucket}/spapi/example` }]
      : []),
  ];
}
