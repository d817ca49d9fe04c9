import type { AWS_CLIENT_CONFIG } from '#shared/clients/aws-config.ts';

/** Configuration of every AWS client of a command. */
export type AwsConfig = typeof AWS_CLIENT_CONFIG & {
  region: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
};
