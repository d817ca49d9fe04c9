import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { callAws, isAwsError } from '#shared/clients/aws-errors.ts';
import type { PolicyDocument } from '#shared/domain/iam-documents.ts';
import type { AwsConfig } from '../../aws-config.ts';
import type { DoctorServices } from '../services.ts';

/** Reads the key of a queue, its state and its policy. */
export function keyReader(config: AwsConfig): Pick<DoctorServices, 'findKey' | 'keyOfQueue' | 'keyPolicy'> {
  const kms = new KMSClient(config);
  const sqs = new SQSClient(config);
  return {
    keyOfQueue: async (QueueUrl) => {
      const request = { QueueUrl, AttributeNames: ['KmsMasterKeyId' as const] };
      const { Attributes = {} } = await callAws(
        { action: 'sqs:GetQueueAttributes', resource: QueueUrl },
        () => sqs.send(new GetQueueAttributesCommand(request)),
      );
      return Attributes.KmsMasterKeyId;
    },
    findKey: (KeyId) =>
      callAws({ action: 'kms:DescribeKey', resource: KeyId }, async () => {
        try {
          const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
          return { arn: KeyMetadata?.Arn ?? KeyId, state: KeyMetadata?.KeyState ?? 'Unavailable' };
        } catch (error) {
          if (isAwsError(error, 'NotFound')) return undefined;
          throw error;
        }
      }),
    keyPolicy: async (KeyId) => {
      const { Policy = '{}' } = await callAws({ action: 'kms:GetKeyPolicy', resource: KeyId }, () =>
        kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' })),
      );
      return JSON.parse(Policy) as PolicyDocument;
    },
  };
}
