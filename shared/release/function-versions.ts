import { createHash } from 'node:crypto';
import type { Template, TemplateResource } from './template.ts';

/**
 * The template with each version of a function named after its code and settings, as the framework names it: a version
 * with another name is another version, and Lambda publishes one only where code or settings changed.
 * Source: osls, lib/plugins/aws/package/compile/functions.js
 */
export function nameVersions(template: Template): Template {
  const versions = Object.entries(template.Resources).filter(
    ([, { Type }]) => Type === 'AWS::Lambda::Version',
  );
  const names = new Map(versions.map(([name, version]) => [name, newName(template, name, version)]));
  return JSON.parse(JSON.stringify(template).replace(VERSION, (name) => names.get(name) ?? name));
}

const MARK = 'LambdaVersion';
const VERSION = /\b[A-Za-z0-9]{1,200}LambdaVersion[A-Za-z0-9]{1,60}\b/g;

function newName({ Resources }: Template, name: string, { Properties }: TemplateResource): string {
  const settings = { ...Resources[Properties.FunctionName.Ref]?.Properties, layerConfigurations: [] };
  // What is no part of a version.
  for (const property of ['Code', 'ReservedConcurrentExecutions', 'Tags']) delete settings[property];
  const digest = createHash('sha256')
    .update(Properties.CodeSha256 ?? '')
    .update(JSON.stringify(sorted(settings)))
    .digest('base64');
  const [start = ''] = name.split(MARK);
  return `${start}${MARK}${digest.replace(/[^0-9a-z]/gi, '')}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a.localeCompare(b, 'en'))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}
