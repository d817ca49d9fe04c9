import type { Authorization } from '../domain/application.ts';
import { signingRegion, spApiEndpoint } from '../domain/regions.ts';

/** What a program needs to connect as one selling account. */
export interface AccountValues {
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  /** A fresh one; it lives one hour. */
  accessToken: string;
  /** NA, EU or FE. */
  region: string;
  /** na, eu or fe. */
  regionInLowerCase: string;
  /** AWS region in which requests are signed: us-east-1, eu-west-1 or us-west-2. */
  awsRegion: string;
  /** Address of SP-API, of the sandbox where the application is one of it. */
  endpoint: string;
  /** Token endpoint of Login with Amazon. */
  lwaEndpoint: string;
  marketplaceId: string;
  /** Amazon's country code, for example US. */
  marketplace: string;
  /** PRODUCTION or SANDBOX. */
  environment: string;
  /** As Amazon wants it: with the name of the application and a Language attribute, which the program may replace. */
  userAgent: string;
}

/** The names of values that are secret. */
export const SECRET_VALUES = ['clientSecret', 'refreshToken', 'accessToken'] as const;

/** The values of an account that anybody may see. */
export function publicValues(
  { spApiEndpoint: template, lwaEndpoint }: { spApiEndpoint: string; lwaEndpoint: string },
  { name: appName, sandbox }: { name: string; sandbox: boolean },
  { region, marketplace, marketplaceId }: Authorization,
): Omit<AccountValues, (typeof SECRET_VALUES)[number] | 'clientId'> {
  return {
    region,
    regionInLowerCase: region.toLowerCase(),
    awsRegion: signingRegion(region),
    endpoint: spApiEndpoint(template, region, sandbox),
    lwaEndpoint,
    marketplaceId,
    marketplace,
    environment: sandbox ? 'SANDBOX' : 'PRODUCTION',
    userAgent: `${appName}/1.0 (Language=unknown)`,
  };
}
