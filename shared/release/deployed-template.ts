import { requireShortStage } from '../domain/installation.ts';
import { remakeNames } from './framework-names.ts';
import { nameVersions } from './function-versions.ts';
import { fillIn, SCHEDULE_PARAMS, STAGE_PLACEHOLDER } from './placeholders.ts';
import { secureTemplate } from './secure-template.ts';
import { hasPages, withoutPages } from './task-pages.ts';
import { ofType, type Params, type Template } from './template.ts';

/** What a release is made of. */
export interface Release {
  /** Packaged with placeholders. */
  template: Template;
  service: string;
  /** The parameters with their defaults. */
  defaults: Record<string, string>;
}

/**
 * The template of a release for one deployment: what `serverless package` makes with this stage and these parameters.
 * @param given what is asked for with `--param`
 * @throws Error for a stage or a parameter that cannot be
 */
export function deployedTemplate(release: Release, stage: string, given: Params): Template {
  const params: Params = { ...release.defaults, ...given };
  requireStage(release, stage);
  for (const name of SCHEDULE_PARAMS) requireSchedule(name, params[name]);
  let template = remakeNames(fillIn(release.template, stage, params));
  if (!hasPages(params.pages || undefined)) template = withoutPages(template);
  if (params.kmsKeyArn) tellKey(template, params.kmsKeyArn);
  return nameVersions(secureTemplate(template, params));
}

function requireStage({ template, service }: Release, stage: string): void {
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(stage))
    throw new Error(`The stage "${stage}" cannot be used: it must have letters, digits and hyphens only.`);
  const prefix = `${service}-${STAGE_PLACEHOLDER}-`;
  const names = ofType(template, 'AWS::Lambda::Function').map(({ Properties }) =>
    Properties.FunctionName.replace(prefix, ''),
  );
  requireShortStage(stage, service, names);
}

// Source: docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
function requireSchedule(name: string, schedule = ''): void {
  if (!/^(rate|cron)\(.+\)$/.test(schedule))
    throw new Error(`${name} must be rate(…) or cron(…), not "${schedule}".`);
}

/** The functions are told the key with their settings, after which their versions are named. */
function tellKey(template: Template, keyArn: string): void {
  for (const { Properties } of ofType(template, 'AWS::Lambda::Function'))
    Properties.Environment.Variables.KMS_KEY_ARN = keyArn;
}
