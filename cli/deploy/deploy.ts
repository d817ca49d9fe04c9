import type { Template } from '#shared/release/template.ts';
import { CommandRefused } from '../errors.ts';
import type { FoundStack } from '../stack-outputs.ts';
import { changeLines } from './change-lines.ts';
import { deploymentFailed } from './failure.ts';
import { type Followed, follow } from './follow.ts';
import { upload } from './packages.ts';
import type { ChangeSet, DeployServices } from './services.ts';
import { isBusy, requireUsable, type StackName } from './stack-state.ts';

/** What is deployed, and where to. */
export interface Wish extends StackName {
  account: string;
  /** Makes the template; the namespace is that of the deployed stack, if there is one. */
  templateFor(namespace: string | undefined): Template;
  /** The package of a function, by its file's name. */
  codeOf(file: string): Uint8Array;
}

/** How a deployment ended. */
export type Ended = 'deployed' | 'unchanged' | 'declined';

const BUCKET = 'ServerlessDeploymentBucket';

/**
 * Deploys a release: creates the stack with its bucket where there is none, uploads the packages, shows the changes, and
 * executes them when they are confirmed. What an interrupted deployment has begun is followed to its end first.
 * @throws CommandRefused for a stack that cannot be updated, and for a deployment that failed
 */
export async function deploy(
  services: DeployServices,
  wish: Wish,
): Promise<{ ended: Ended; stack: FoundStack | undefined }> {
  const before = requireUsable(await settled(services, wish), wish);
  const template = wish.templateFor(before?.outputs.Namespace);
  if (!before && !(await services.confirm(newStackQuestion(wish))))
    return { ended: 'declined', stack: before };
  const stack = before ?? (await begin(services, wish, template));
  const bucket = bucketOf(stack, wish);
  const { templateUrl, keys } = await upload(services, bucket, template, wish.codeOf);
  const changeSet = await services.createChangeSet(templateUrl);
  if (changeSet.changes.length === 0) {
    await services.discard(changeSet);
    return { ended: 'unchanged', stack };
  }
  services.say(`Changes of ${wish.stackName} in ${wish.region}:`, ...changeLines(changeSet.changes));
  if (!(await services.confirm('Deploy these changes?'))) {
    await services.discard(changeSet);
    return { ended: 'declined', stack };
  }
  const followed = await execute(services, changeSet);
  if (followed.stack?.status !== 'UPDATE_COMPLETE') throw deploymentFailed(wish.stackName, followed);
  await clean(services, bucket, keys);
  return { ended: 'deployed', stack: followed.stack };
}

const newStackQuestion = ({ stackName, region, account }: Wish) =>
  `There is no stack ${stackName} in ${region}, account ${account}. Create it, with a private bucket for the packages? The other resources are shown before they are created.`;

/** The stack when nothing is at work on it. */
async function settled(services: DeployServices, { stackName }: Wish): Promise<FoundStack | undefined> {
  const found = await services.findStack();
  if (!found || !isBusy(found)) return found;
  services.say(`The stack ${stackName} is ${found.status}. Waiting for the end of that deployment.`);
  const last = await services.lastEvent();
  return (await follow(services, last)).stack;
}

/** The bucket goes first: the packages have to be there before the functions. */
async function begin(services: DeployServices, wish: Wish, template: Template): Promise<FoundStack> {
  await services.createStack(bucketOnly(template));
  const followed = await follow(services);
  if (followed.stack?.status === 'CREATE_COMPLETE') return followed.stack;
  throw deploymentFailed(wish.stackName, followed);
}

/** The template with the bucket and what protects it, as the framework creates a stack. */
export function bucketOnly({ Resources, Outputs = {}, ...template }: Template): Template {
  const own = <T>(parts: Record<string, T>) =>
    Object.fromEntries(Object.entries(parts).filter(([name]) => name.startsWith(BUCKET)));
  // A name is exported once the stack is complete.
  const outputs = Object.entries(own(Outputs)).map(([name, { Value }]) => [name, { Value }]);
  return { ...template, Resources: own(Resources), Outputs: Object.fromEntries(outputs) };
}

function bucketOf({ outputs }: FoundStack, { stackName }: Wish): string {
  const bucket = outputs[`${BUCKET}Name`];
  if (bucket) return bucket;
  throw new CommandRefused({
    what: `The stack ${stackName} has no output ${BUCKET}Name, so its bucket for packages is unknown.`,
    remedy: 'Deploy with the tool that created the stack, or deploy another --stage.',
  });
}

async function execute(services: DeployServices, changeSet: ChangeSet): Promise<Followed> {
  const last = await services.lastEvent();
  await services.execute(changeSet);
  services.say('Deploying. If you stop this command, CloudFormation continues: run it again to see the end.');
  return follow(services, last);
}

async function clean({ clean, say }: DeployServices, bucket: string, keys: Set<string>): Promise<void> {
  try {
    const deleted = await clean(bucket, keys);
    if (deleted > 0) say(`Deleted ${deleted} objects of earlier deployments from ${bucket}.`);
  } catch (error) {
    // The stack is deployed by now, so nothing here may make the command fail.
    say(`The packages of earlier deployments stay in ${bucket}: ${(error as Error).message.split('\n')[0]}`);
  }
}
