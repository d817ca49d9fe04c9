import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Engine } from './engine.ts';
import { addBootstrap, codeKeys, localTemplate, readPackage } from './local-package.ts';
import { applyStack, removeStack, stackClient } from './stack.ts';

/** A stack on the embedded AWS. */
export interface Deployment {
  stackName: string;
  outputs: Record<string, string>;
  remove(): Promise<void>;
}

/** What to deploy. */
export interface DeployOptions {
  /** the folder that `serverless package` wrote */
  packageFolder: string;
  onProgress?: (text: string) => void;
  /** variables that every function gets besides its own */
  functionEnvironment?: Record<string, string>;
}

/** Deploys what `serverless package` wrote, with CloudFormation, and waits until it is complete. */
export async function deployPackage(engine: Engine, options: DeployOptions): Promise<Deployment> {
  const { packageFolder, onProgress = () => {}, functionEnvironment = {} } = options;
  const { service, stage, template } = readPackage(packageFolder);
  const stackName = `${service}-${stage}`;
  // A bucket of its own, because the service's one is made by the stack and may refuse plain HTTP.
  const store = await openStore(
    engine,
    `code-${engine.region}-${engine.accountId}-${stackName}`.toLowerCase().slice(0, 63),
  );

  const keys = codeKeys(template);
  onProgress(`uploading ${keys.length} functions`);
  await Promise.all(
    keys.map((key) => store.put(key, addBootstrap(readFileSync(join(packageFolder, basename(key)))))),
  );
  const local = localTemplate(template, { bucket: store.bucket, functionEnvironment });
  // By URL, because a template in the request may have 51,200 bytes only.
  const templateUrl = await store.put('template.json', JSON.stringify(local));

  const cloudFormation = stackClient(engine);
  const outputs = await applyStack(cloudFormation, { stackName, templateUrl, onProgress });
  const remove = async () => {
    await removeStack(cloudFormation, stackName);
    await store.remove();
  };
  return { stackName, outputs, remove };
}

interface Store {
  bucket: string;
  /** answers the object's URL */
  put(key: string, body: Uint8Array | string): Promise<string>;
  remove(): Promise<void>;
}

/** A second deployment of a stack finds the bucket of the first; outside us-east-1 S3 calls that an error. */
function allowOwned(error: Error): void {
  if (error.name !== 'BucketAlreadyOwnedByYou') throw error;
}

async function openStore(engine: Engine, bucket: string): Promise<Store> {
  const s3 = new S3Client({ ...engine.clientConfig, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: bucket })).catch(allowOwned);

  return {
    bucket,
    put: async (key, body) => {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
      return `${engine.endpoint}/${bucket}/${key}`;
    },
    remove: async () => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
      for (const { Key } of Contents) await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
      await s3.send(new DeleteBucketCommand({ Bucket: bucket }));
    },
  };
}
