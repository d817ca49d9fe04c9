import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

const runtimeFile = 'lambda-runtime.mjs';
const unix = 3;
const executable = 0o755 << 16;

interface Resource {
  Type: string;
  Properties?: Record<string, unknown>;
}

/** A CloudFormation template, as far as it matters here. */
export interface Template {
  Resources: Record<string, Resource>;
}

/** What `serverless package` wrote. */
export interface ServicePackage {
  service: string;
  stage: string;
  template: Template;
}

/** Reads the folder that `serverless package` wrote. */
export function readPackage(folder: string): ServicePackage {
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const { service } = read('serverless-state.json');
  return {
    service: service.service,
    stage: service.provider.stage,
    template: read('cloudformation-template-update-stack.json'),
  };
}

/** A function's zip with a bootstrap that runs it under this Node, as a custom runtime; one that has it is left as it is. */
export function addBootstrap(zip: Uint8Array): Uint8Array {
  // Names of files stand uncompressed in a zip.
  if (Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength).includes(runtimeFile)) return zip;
  const files: Zippable = { ...unzipSync(zip) };
  const node = `'${process.execPath.replaceAll("'", `'\\''`)}'`;
  const bootstrap = `#!/bin/sh\nexec ${node} "$LAMBDA_TASK_ROOT/${runtimeFile}"\n`;
  files.bootstrap = [strToU8(bootstrap), { os: unix, attrs: executable }];
  files[runtimeFile] = readFileSync(new URL(runtimeFile, import.meta.url));
  // One date, so that the same code is the same zip.
  return zipSync(files, { level: 1, mtime: new Date(2000, 0, 1) });
}

/**
 * The template for the embedded AWS. It differs from the one for AWS in the functions only: MiniStack's Node.js
 * runtime answers every error as Runtime.HandlerError, which no Retry or Catch by name matches, so the same bundles
 * run as a custom runtime that tells the error's own name.
 */
export function localTemplate(
  template: Template,
  options: { bucket: string | { Ref: string }; functionEnvironment: Record<string, string> },
): Template {
  const local = structuredClone(template);
  for (const { Type, Properties = {} } of Object.values(local.Resources)) {
    if (Type === 'AWS::Lambda::Function') makeLocal(Properties, options);
    // the digest is of the zip without the bootstrap
    if (Type === 'AWS::Lambda::Version') delete Properties.CodeSha256;
  }
  return local;
}

function makeLocal(
  properties: Record<string, unknown>,
  options: { bucket: string | { Ref: string }; functionEnvironment: Record<string, string> },
): void {
  const { Variables } = (properties.Environment ?? {}) as { Variables?: Record<string, unknown> };
  const code = properties.Code as { S3Key: string };
  properties.Code = { ...code, S3Bucket: options.bucket };
  properties.Runtime = 'provided.al2023';
  properties.Architectures = [process.arch === 'arm64' ? 'arm64' : 'x86_64'];
  properties.Environment = { Variables: { ...Variables, ...options.functionEnvironment } };
}

/** The S3 keys of the functions' zips; each ends with the name of a file in the package folder. */
export function codeKeys(template: Template): string[] {
  const functions = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  return [...new Set(functions.map(({ Properties = {} }) => (Properties.Code as { S3Key: string }).S3Key))];
}
