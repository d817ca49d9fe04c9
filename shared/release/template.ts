/** A resource of a CloudFormation template. */
export interface TemplateResource {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: properties have another form for each type of resource
  Properties: any;
  DeletionPolicy?: string;
  [attribute: string]: unknown;
}

/** A CloudFormation template, as the framework makes it. */
export interface Template {
  Resources: Record<string, TemplateResource>;
  Outputs?: Record<string, { Value: unknown; Export?: unknown }>;
  [section: string]: unknown;
}

/** What is asked for with `--param name=value`, by name; empty where nothing is. */
export type Params = Record<string, string | undefined>;

/** The resources of one type. */
export const ofType = ({ Resources }: Template, type: string): TemplateResource[] =>
  Object.values(Resources).filter(({ Type }) => Type === type);
