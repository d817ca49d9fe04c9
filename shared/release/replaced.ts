import type { Template } from './template.ts';

interface Reference {
  Ref?: string;
  'Fn::GetAtt'?: string[];
}

/** The template without one of its resources: whatever refers to it gets the ARN of one that exists. */
export function replaced({ Resources, ...template }: Template, name: string, arn: string): Template {
  const { [name]: _, ...others } = Resources;
  const isReference = (value: Reference | null) => value?.Ref === name || value?.['Fn::GetAtt']?.[0] === name;
  const text = JSON.stringify({ ...template, Resources: others }, (_, value) =>
    isReference(value) ? arn : value,
  );
  return JSON.parse(text);
}
