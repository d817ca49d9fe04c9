import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { deployedTemplate } from '#shared/release/deployed-template.ts';
import { releaseOnce } from '../../local/engine/package-cache.ts';
import { readPackagedRelease } from '../../local/engine/release-package.ts';

/** A template without the moment of its packaging, which the framework puts into the folder of the code. */
export const withoutMoment = (template: unknown) =>
  JSON.parse(JSON.stringify(template, (key, value) => (key === 'S3Key' ? basename(value) : value)));

/** The template that the framework wrote into a folder. */
export const packagedTemplate = (folder = '') =>
  withoutMoment(JSON.parse(readFileSync(join(folder, 'cloudformation-template-update-stack.json'), 'utf8')));

/** The template that `spapi deploy` makes of the release of these sources. */
export const releasedTemplate = async (stage: string, params: Record<string, string>) =>
  withoutMoment(deployedTemplate(readPackagedRelease(await releaseOnce()), stage, params));
