import { encrypted } from './customer-key.ts';
import { replaced } from './replaced.ts';
import { ofType, type Params, type Template } from './template.ts';

/**
 * The template with what the deployer asks for, wherever it belongs: a permissions boundary of their own
 * (`permissionsBoundaryArn`), a KMS key of their own (`kmsKeyArn`), and how many requests the public pages answer at once
 * (`pageConcurrency`).
 * @throws Error for a number that cannot be
 */
export function secureTemplate(
  template: Template,
  { permissionsBoundaryArn, kmsKeyArn, pageConcurrency }: Params,
): Template {
  let secured = keepPublished(template);
  if (permissionsBoundaryArn) secured = bound(secured, permissionsBoundaryArn);
  if (kmsKeyArn) secured = encrypted(secured, kmsKeyArn);
  if (pageConcurrency) secured = limited(secured, pageConcurrency);
  return secured;
}

/** Every role under the boundary of the deployer; their own boundary also takes the place of ours. */
function bound(template: Template, boundaryArn: string): Template {
  const changed = replaced(template, 'CredentialsBoundary', boundaryArn);
  for (const { Properties } of ofType(changed, 'AWS::IAM::Role'))
    Properties.PermissionsBoundary = boundaryArn;
  return changed;
}

/** The public pages never take more of the account's concurrent executions than this. */
function limited(template: Template, pageConcurrency: string): Template {
  if (!/^[1-9]\d*$/.test(pageConcurrency))
    throw new Error(`pageConcurrency must be a whole number from 1 on, not "${pageConcurrency}".`);
  const pages = template.Resources.ServeTaskPagesLambdaFunction;
  if (pages) pages.Properties.ReservedConcurrentExecutions = Number(pageConcurrency);
  return template;
}

/**
 * A version that an update has published is deleted again where that update fails. A plain "Retain" keeps it, and then no
 * later update can publish the same function: Lambda says that this version exists.
 */
function keepPublished({ Resources, ...template }: Template): Template {
  const kept = Object.entries(Resources).map(([id, resource]) => [
    id,
    resource.Type === 'AWS::Lambda::Version'
      ? { ...resource, DeletionPolicy: 'RetainExceptOnCreate' }
      : resource,
  ]);
  return { ...template, Resources: Object.fromEntries(kept) };
}
