import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSClient,
  type STSClientConfig,
} from '@aws-sdk/client-sts';
import { Sensitive } from '../domain/sensitive.ts';
import { foreignText } from '../errors/plain-text.ts';
import { AWS_CLIENT_CONFIG } from './aws-config.ts';
import { callAws, isAwsError } from './aws-errors.ts';
import type { AccessKey } from './iam-users.ts';
import { requireWholeAnswers } from './whole-answers.ts';

/** Credentials of an assumed role. They live in memory only. */
export interface SessionCredentials extends AccessKey {
  sessionToken: Sensitive;
  expiresAt: Date;
}

/** STS said no: the key is unknown, its secret is wrong, or the role is denied. */
export interface StsRefusal {
  refused: 'unknown-key' | 'wrong-secret' | 'denied';
  /** STS's own words. */
  message: string;
  requestId: string | undefined;
}

/** STS, called with an IAM user's stored access key. */
export interface Sts {
  /** Who the key belongs to. */
  identify(key: AccessKey): Promise<{ arn: string } | StsRefusal>;
  assumeRole(key: AccessKey, roleArn: string, sessionName: string): Promise<SessionCredentials | StsRefusal>;
}

const REFUSALS: Record<string, StsRefusal['refused']> = {
  InvalidClientTokenId: 'unknown-key',
  SignatureDoesNotMatch: 'wrong-secret',
  AccessDenied: 'denied',
};

/**
 * The real STS.
 * @throws what {@link callAws} throws; the three refusals are answers
 * Source: docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function createSts(config: STSClientConfig = AWS_CLIENT_CONFIG): Sts {
  // Each key needs a client, and a warm function sees many: with handlers of their own they would pile up connections.
  const { requestHandler } = new STSClient(config).config;
  const client = ({ accessKeyId, secretAccessKey }: AccessKey) =>
    requireWholeAnswers(
      new STSClient({
        ...config,
        requestHandler,
        credentials: { accessKeyId, secretAccessKey: secretAccessKey.reveal() },
      }),
    );

  return {
    identify: (key) =>
      orRefusal('sts:GetCallerIdentity', key.accessKeyId, async () => {
        const reply = await client(key).send(new GetCallerIdentityCommand({}));
        return { arn: reply.Arn ?? '' };
      }),
    assumeRole: (key, roleArn, sessionName) =>
      orRefusal('sts:AssumeRole', roleArn, async () => {
        const request = { RoleArn: roleArn, RoleSessionName: sessionName, DurationSeconds: 3600 };
        const { Credentials } = await client(key).send(new AssumeRoleCommand(request));
        return {
          accessKeyId: Credentials?.AccessKeyId ?? '',
          secretAccessKey: new Sensitive(Credentials?.SecretAccessKey ?? ''),
          sessionToken: new Sensitive(Credentials?.SessionToken ?? ''),
          expiresAt: Credentials?.Expiration ?? new Date(0),
        };
      }),
  };
}

function orRefusal<T>(action: string, resource: string, send: () => Promise<T>): Promise<T | StsRefusal> {
  return callAws({ action, resource }, async () => {
    try {
      return await send();
    } catch (error) {
      const [name, refused] = Object.entries(REFUSALS).find(([code]) => isAwsError(error, code)) ?? [];
      if (!name || !refused || !isAwsError(error, name)) throw error;
      return { refused, message: foreignText(error.message), requestId: error.$metadata?.requestId };
    }
  });
}
