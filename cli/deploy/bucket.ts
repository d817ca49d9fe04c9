import { DeleteObjectsCommand, PutObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { callAws } from '#shared/clients/aws-errors.ts';
import { type AwsConfig, isThisMachine } from '../aws-config.ts';
import { ROOT } from './packages.ts';
import type { DeployServices } from './services.ts';

/** A package is 200 kB, and a line may be slow. */
const UPLOAD_MS = 120_000;

/** What is younger may belong to a deployment that someone else has not confirmed yet. */
const YOUNG_MS = 24 * 3_600_000;

/** S3, for the packages. */
export function bucketClient(
  aws: AwsConfig,
  clock = () => Date.now(),
): Pick<DeployServices, 'put' | 'clean'> {
  const local = localEndpoint(aws);
  const client = new S3Client({
    ...aws,
    requestHandler: { ...aws.requestHandler, requestTimeout: UPLOAD_MS },
    forcePathStyle: local !== undefined,
  });
  return {
    put: async (Bucket, Key, Body) => {
      await callAws({ action: 's3:PutObject', resource: `${Bucket}/${Key}` }, () =>
        client.send(new PutObjectCommand({ Bucket, Key, Body })),
      );
      return local ? `${local}/${Bucket}/${Key}` : `https://${Bucket}.s3.${aws.region}.amazonaws.com/${Key}`;
    },
    clean: async (Bucket, needed) => {
      const old: { Key: string }[] = [];
      await callAws({ action: 's3:ListBucket', resource: Bucket }, async () => {
        for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix: ROOT }))
          for (const { Key = '', LastModified = new Date() } of Contents)
            if (!needed.has(Key) && clock() - LastModified.getTime() > YOUNG_MS) old.push({ Key });
      });
      // A call takes 1,000 keys.
      for (let i = 0; i < old.length; i += 1_000)
        await callAws({ action: 's3:DeleteObject', resource: Bucket }, () =>
          client.send(
            new DeleteObjectsCommand({ Bucket, Delete: { Objects: old.slice(i, i + 1_000), Quiet: true } }),
          ),
        );
      return old.length;
    },
  };
}

/** An address of this machine that plays AWS, as tests have it. */
function localEndpoint({ endpoint }: AwsConfig): string | undefined {
  const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL } = process.env;
  const address = endpoint ?? AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL;
  return isThisMachine(URL.parse(address ?? '')) ? address : undefined;
}
