import type { Installation } from '#shared/domain/installation.ts';

/** A resource of the stack. */
export interface StackResource {
  /** Its name in the template. */
  name: string;
  type: string;
  /** Its name or ARN in AWS. */
  id: string;
}

/** A deployed stack, as CloudFormation describes it. */
export interface Deployed {
  stackName: string;
  status: string;
  outputs: Record<string, string | undefined>;
  resources: StackResource[];
}

/** The stack that is examined, and from where. */
export interface Subject extends Installation {
  stackName: string;
  /** Version of this command line. */
  version: string;
}

/** The resources of one type. */
export const ofType = ({ resources }: Deployed, type: string): StackResource[] =>
  resources.filter((resource) => resource.type === type);
