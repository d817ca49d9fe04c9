import type { Policy } from './judge-policy.ts';
import { deployedValue, type NamingTemplate } from './template-values.ts';

/** A policy, and where in a template it is. */
export interface FoundPolicy {
  place: string;
  policy: Policy;
}

const isForm = (value: object) => Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));

/** All policies of a template: of roles, boundaries, queues, topics, buckets and keys, and the rights to call a function. */
export function policiesOf(template: NamingTemplate): FoundPolicy[] {
  return Object.entries(template.Resources).flatMap(([place, { Type, Properties = {} }]) =>
    Type === 'AWS::Lambda::Permission'
      ? [{ place, policy: policyOf(template, Properties) }]
      : documentsIn(Properties).map((document) => ({
          place,
          policy: resolved(template, document) as Policy,
        })),
  );
}

/** Everything that has statements, however deep it is. */
function documentsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return 'Statement' in value ? [value] : Object.values(value).flatMap(documentsIn);
}

function resolved(template: NamingTemplate, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => resolved(template, entry));
  if (typeof value !== 'object' || value === null) return value;
  if (isForm(value)) return deployedValue(template, value);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, resolved(template, entry)]));
}

/** The statement that Lambda makes of a permission. Source: Lambda API reference, AddPermission */
function policyOf(template: NamingTemplate, properties: Record<string, unknown>): Policy {
  const { Action, FunctionName, SourceArn, FunctionUrlAuthType, InvokedViaFunctionUrl } = properties;
  return {
    Statement: {
      Action: Action as string,
      Resource: deployedValue(template, FunctionName),
      Condition: {
        ...(SourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': SourceArn } }),
        ...(FunctionUrlAuthType !== undefined && {
          StringEquals: { 'lambda:FunctionUrlAuthType': FunctionUrlAuthType },
        }),
        ...(InvokedViaFunctionUrl !== undefined && {
          Bool: { 'lambda:InvokedViaFunctionUrl': InvokedViaFunctionUrl },
        }),
      },
    },
  };
}
