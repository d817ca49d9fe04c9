import {
  DescribeKeyCommand,
  KMSClient,
  ListKeysCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  ListBucketsCommand,
  ListObjectVersionsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { DeleteParameterCommand, DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { callAws, isAwsError } from '#shared/clients/aws-errors.ts';
import { DEFAULT_NAMESPACE } from '#shared/domain/installation.ts';
import type { AwsConfig } from '../../../cli/aws-config.ts';
import { allPages, type Kind, NAMES, present } from './kind.ts';

/** AWS keeps a key so long at least. */
const KEY_DAYS = 7;

/** Parameters and buckets by name, and keys by id. */
export function storageKinds(config: AwsConfig): Kind[] {
  const ssm = new SSMClient(config);
  const s3 = s3Client(config);
  const kms = new KMSClient(config);
  const ParameterFilters = [{ Key: 'Name', Option: 'BeginsWith', Values: [`/${DEFAULT_NAMESPACE}`] }];
  return [
    {
      name: 'parameter',
      list: () =>
        callAws({ action: 'ssm:DescribeParameters' }, () =>
          allPages(
            (NextToken) =>
              ssm.send(new DescribeParametersCommand({ ParameterFilters, MaxResults: 50, NextToken })),
            ({ Parameters = [] }) => present(Parameters.map(({ Name }) => Name)),
            ({ NextToken }) => NextToken,
          ),
        ),
      remove: async (Name) => {
        await ssm.send(new DeleteParameterCommand({ Name }));
      },
    },
    {
      name: 'S3 bucket',
      list: async () => {
        const { Buckets = [] } = await callAws({ action: 's3:ListAllMyBuckets' }, () =>
          s3.send(new ListBucketsCommand({})),
        );
        return present(Buckets.map(({ Name }) => Name)).filter((name) => name.startsWith(NAMES));
      },
      remove: async (Bucket) => {
        await emptyBucket(config, Bucket);
        await s3.send(new DeleteBucketCommand({ Bucket }));
      },
    },
    {
      name: 'KMS key',
      list: () =>
        callAws({ action: 'kms:ListKeys' }, () =>
          allPages(
            (Marker) => kms.send(new ListKeysCommand({ Marker })),
            ({ Keys = [] }) => present(Keys.map(({ KeyId }) => KeyId)),
            ({ NextMarker }) => NextMarker,
          ),
        ),
      remove: async (KeyId) => {
        await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: KEY_DAYS }));
      },
      deletedOn: async (KeyId) =>
        (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.DeletionDate,
    },
  ];
}

// Hosts of this machine have no names for buckets.
const s3Client = (config: AwsConfig) =>
  new S3Client({ ...config, forcePathStyle: config.endpoint !== undefined });

/** Deletes all objects of a bucket, with all their versions; a bucket that is not there is empty too. */
export async function emptyBucket(config: AwsConfig, Bucket: string): Promise<void> {
  const s3 = s3Client(config);
  for (;;) {
    const found = await listVersions(s3, Bucket);
    if (found.length === 0) return;
    const Objects = found.map(({ Key, VersionId }) => ({ Key, VersionId }));
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
  }
}

async function listVersions(s3: S3Client, Bucket: string) {
  try {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    return [...Versions, ...DeleteMarkers];
  } catch (error) {
    if (isAwsError(error, 'NoSuchBucket')) return [];
    throw error;
  }
}
