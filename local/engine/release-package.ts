import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Release } from '#shared/release/deployed-template.ts';
import { releaseParams, STAGE_PLACEHOLDER } from '#shared/release/placeholders.ts';
import { packageService } from './package.ts';
import { projectRoot } from './project-root.ts';

/** The parameters of a deployment with their defaults. */
export function defaultParams(root = projectRoot): Record<string, string> {
  const { params } = parse(readFileSync(join(root, 'serverless.yml'), 'utf8'));
  return params.default;
}

/** Runs `serverless package` with placeholders for the stage and the parameters. */
export function packageRelease(options: {
  folder: string;
  root?: string;
  onProgress?: (text: string) => void;
}): Promise<void> {
  const params = releaseParams(defaultParams(options.root));
  return packageService({ ...options, stage: STAGE_PLACEHOLDER, params });
}

/** Reads what {@link packageRelease} wrote. */
export function readPackagedRelease(folder: string, root = projectRoot): Release {
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return {
    template: read('cloudformation-template-update-stack.json'),
    service: read('serverless-state.json').service.service,
    defaults: defaultParams(root),
  };
}
