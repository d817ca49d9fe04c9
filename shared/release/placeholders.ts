import { iamPrefixes } from '../domain/iam-names.ts';
import { chooseNamespace } from '../domain/installation.ts';
import type { Params } from './template.ts';

/**
 * The stage that a release is packaged for. It is part of names of resources, where only letters and digits may be, and
 * short, because the framework shortens long names.
 */
export const STAGE_PLACEHOLDER = 'xstagex';

/** The namespace that a release is packaged for. */
export const NAMESPACE_PLACEHOLDER = 'release-namespace';

const placeholderOf = (name: string) => `{{${name}}}`;

/** What the names of IAM resources begin with in a release. */
export const PREFIX_PLACEHOLDERS = {
  user: placeholderOf('userPrefix'),
  policy: placeholderOf('policyPrefix'),
  role: placeholderOf('rolePrefix'),
};

/** Decide more than one text of the template: {@link deployedTemplate} takes them. */
const STRUCTURAL = ['namespace', 'pages', 'permissionsBoundaryArn', 'kmsKeyArn', 'pageConcurrency'];

// The framework looks at their form.
const SCHEDULES: Record<string, string> = {
  checkSchedule: 'rate(9999 days)',
  healthMessages: 'rate(9998 days)',
};

/** The parameters that are schedules. */
export const SCHEDULE_PARAMS: readonly string[] = Object.keys(SCHEDULES);

/**
 * The parameters to package a release with: a placeholder for each that the template takes as text, so that
 * {@link fillIn} can put in what is asked for.
 * @param defaults the parameters of serverless.yml
 */
export function releaseParams(defaults: Params): Record<string, string> {
  const texts = Object.keys(defaults).filter((name) => !STRUCTURAL.includes(name));
  return {
    ...Object.fromEntries(texts.map((name) => [name, textPlaceholder(name)])),
    namespace: NAMESPACE_PLACEHOLDER,
  };
}

const textPlaceholder = (name: string) => SCHEDULES[name] ?? placeholderOf(name);

/**
 * Anything of a release with the stage and the parameters in place of the placeholders, in names and in texts.
 * @param params all of them: those asked for, and the defaults of the others
 * @throws Error for a namespace that cannot be
 */
export function fillIn<T>(value: T, stage: string, params: Params): T {
  const namespace = chooseNamespace(stage, params.namespace ?? '');
  const prefixes = iamPrefixes({ namespace });
  const texts: Record<string, string> = {
    ...Object.fromEntries(Object.keys(params).map((name) => [textPlaceholder(name), params[name] ?? ''])),
    [PREFIX_PLACEHOLDERS.user]: prefixes.user,
    [PREFIX_PLACEHOLDERS.policy]: prefixes.policy,
    [PREFIX_PLACEHOLDERS.role]: prefixes.role,
    [NAMESPACE_PLACEHOLDER]: namespace,
  };
  const fill = (text: string) =>
    withStage(text, stage).replace(PLACEHOLDER, (placeholder) => texts[placeholder] ?? placeholder);
  return filled(value, fill) as T;
}

const PLACEHOLDER = /\{\{\w+\}\}|release-namespace|rate\(999[89] days\)/g;

// Within a word it is the name of a resource in the template, which has letters and digits only.
const withStage = (text: string, stage: string) =>
  text
    .replace(new RegExp(`(?<=[A-Za-z0-9])${STAGE_PLACEHOLDER}`, 'g'), stage.replace(/[^A-Za-z0-9]/g, ''))
    .replaceAll(STAGE_PLACEHOLDER, stage);

function filled(value: unknown, fill: (text: string) => string): unknown {
  if (typeof value === 'string') return fill(value);
  if (Array.isArray(value)) return value.map((one) => filled(one, fill));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [fill(name), filled(one, fill)]));
}
