/** One deployment of the stack: which one it is, and what its parameters and IAM resources are named after. */
export interface Installation {
  /** Root of its parameters (`/sp-api/…`) and IAM path of what it creates (`/sp-api/`). */
  namespace: string;
  stage: string;
  region: string;
}

/** The namespace of stage `prod`, and of everything that versions without namespaces created. */
export const DEFAULT_NAMESPACE = 'sp-api';

/**
 * An IAM name has up to 64 characters, and `<namespace>.<application>` must fit with 40 of the application.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MOST_CHARACTERS = 23;

// Parameter Store reserves names that begin with aws or ssm. Source: AWS Systems Manager API reference, PutParameter
const NAMESPACE = new RegExp(`^(?!aws|ssm)[a-z](?=.{1,${MOST_CHARACTERS - 1}}$)[a-z0-9-]*[a-z0-9]$`);

/** The namespace of a stage that was deployed without one. */
export const namespaceOf = (stage: string): string =>
  stage === 'prod' ? DEFAULT_NAMESPACE : `${DEFAULT_NAMESPACE}-${stage}`;

/**
 * The namespace to deploy with.
 * @param given `--param namespace=…`; empty for the stage's own
 * @throws Error for a namespace that parameters and IAM names cannot have
 */
export function chooseNamespace(stage: string, given: string): string {
  const namespace = given || namespaceOf(stage);
  if (NAMESPACE.test(namespace)) return namespace;
  const whose = given ? `The namespace "${given}"` : `The namespace "${namespace}" of stage "${stage}"`;
  throw new Error(
    `${whose} cannot be used: it must have 2 to ${MOST_CHARACTERS} lower-case letters, digits or hyphens, start with a letter, ` +
      'not end with a hyphen, and not start with aws or ssm. Deploy with --param namespace=<name>.',
  );
}

/** Longest name of a function. Source: docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const MOST_OF_FUNCTION = 64;

/**
 * Makes sure that a stage leaves room for the names of the functions; else the deployment fails halfway.
 * @param functions their names without service and stage
 * @throws Error for a stage that is too long
 */
export function requireShortStage(stage: string, service: string, functions: string[]): void {
  const [longest] = functions.toSorted((a, b) => b.length - a.length);
  const most = MOST_OF_FUNCTION - `${service}--${longest}`.length;
  if (stage.length <= most) return;
  throw new Error(
    `The stage "${stage}" cannot be used: it has ${stage.length} characters, and at most ${most} fit. Lambda allows ` +
      `${MOST_OF_FUNCTION} in the name of a function, such as ${service}-<stage>-${longest}. Deploy with a shorter --stage.`,
  );
}
