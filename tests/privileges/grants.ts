import { deployedValue, type NamingTemplate } from '../support/policies/template-values.ts';

/** A right of a role: one action on one resource, as the packaged template grants it. */
export interface Grant {
  role: string;
  action: string;
  resource: string;
}

/** A CloudFormation template, as far as it grants rights. */
export type GrantingTemplate = NamingTemplate;

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
}
type Policies = { PolicyDocument: { Statement: Statement[] } }[];

export const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** All that the roles of a template may do. */
export function grantsOf(template: GrantingTemplate): Grant[] {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
    .flatMap(([role, { Properties }]) =>
      ((Properties?.Policies ?? []) as Policies)
        .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
        .filter(({ Effect }) => Effect === 'Allow')
        .flatMap((statement) => each(template, role, statement)),
    );
}

const each = (template: GrantingTemplate, role: string, { Action, Resource }: Statement): Grant[] =>
  list(Action).flatMap((action) =>
    list(Resource).map((resource) => ({ role, action, resource: deployedValue(template, resource) })),
  );
