import type { AWS_CLIENT_CONFIG } from '#shared/clients/aws-config.ts';

/** Configuration of every AWS client of a command. */
export type AwsConfig = typeof AWS_CLIENT_CONFIG & {
  region: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
};

/** Whether an address leads to this machine, where nothing has to be encrypted. */
export const isThisMachine = (url: URL | null): boolean =>
  /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url?.hostname ?? '');
