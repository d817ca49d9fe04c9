import type { AccountValues } from './account-values.ts';

/** The environment variables that a library reads. */
export interface EnvironmentOf {
  about: string;
  /** Its tokens come from api.amazon.com, whatever its variables say. */
  fixedTokenEndpoint?: true;
  /** Which value each variable gets. */
  variables: Record<string, keyof AccountValues>;
}

/** Amazon's own samples and tools. Source: amzn/selling-partner-api-samples, npm @amazon-sp-api-release/sp-api-dev-mcp */
const AMAZON: Record<string, keyof AccountValues> = {
  SP_API_CLIENT_ID: 'clientId',
  SP_API_CLIENT_SECRET: 'clientSecret',
  SP_API_REFRESH_TOKEN: 'refreshToken',
  SP_API_REGION: 'region',
  SP_API_BASE_URL: 'endpoint',
  SP_API_OAUTH_URL: 'lwaEndpoint',
};

/** Variables by the name of a library, as its package is called. The first one is the default. */
export const ENVIRONMENTS: Record<string, EnvironmentOf> = {
  default: {
    about: "the names of Amazon's own samples, the addresses, and a fresh access token",
    variables: {
      ...AMAZON,
      SP_API_ACCESS_TOKEN: 'accessToken',
      SP_API_MARKETPLACE_ID: 'marketplaceId',
      SP_API_USER_AGENT: 'userAgent',
    },
  },
  'amazon-sp-api-sdk-js': {
    about: "Amazon's SDK for JavaScript; your code hands them over",
    variables: { ...AMAZON, SP_API_ACCESS_TOKEN: 'accessToken' },
  },
  'amzn-sp-api': { about: "Amazon's SDK for Python; your code hands them over", variables: AMAZON },
  'spapi-sdk': { about: "Amazon's SDK for Java; your code hands them over", variables: AMAZON },
  'amzn-spapi-php': {
    about: "Amazon's SDK for PHP: its samples want the token endpoint as SP_API_ENDPOINT",
    variables: { ...AMAZON, SP_API_ENDPOINT: 'lwaEndpoint' },
  },
  'software.amzn.spapi': { about: "Amazon's SDK for C#; your code hands them over", variables: AMAZON },
  'sp-api-dev-mcp': {
    about: "Amazon's MCP server",
    variables: AMAZON,
  },
  'amazon-sp-api': {
    about: 'Node; refresh token and region are given in code',
    variables: {
      SELLING_PARTNER_APP_CLIENT_ID: 'clientId',
      SELLING_PARTNER_APP_CLIENT_SECRET: 'clientSecret',
      SELLING_PARTNER_REFRESH_TOKEN: 'refreshToken',
      SELLING_PARTNER_REGION: 'regionInLowerCase',
      SP_API_ENVIRONMENT: 'environment',
    },
  },
  'sp-api-sdk': {
    about: 'Node, @sp-api-sdk/auth; the region is given in code',
    variables: {
      LWA_CLIENT_ID: 'clientId',
      LWA_CLIENT_SECRET: 'clientSecret',
      LWA_REFRESH_TOKEN: 'refreshToken',
      SP_API_REGION: 'regionInLowerCase',
      SP_API_ENVIRONMENT: 'environment',
    },
  },
  'python-amazon-sp-api': {
    about: 'Python',
    variables: {
      LWA_APP_ID: 'clientId',
      LWA_CLIENT_SECRET: 'clientSecret',
      SP_API_REFRESH_TOKEN: 'refreshToken',
      SP_API_DEFAULT_MARKETPLACE: 'marketplace',
      AWS_ENV: 'environment',
    },
  },
  'jlevers-selling-partner-api': {
    about: 'PHP; your code hands them over',
    fixedTokenEndpoint: true,
    variables: AMAZON,
  },
  'csharp-amazon-sp-api': {
    about: 'C#, FikaAmazonAPI: as .NET names its section of the configuration',
    variables: {
      FikaAmazonAPI__ClientId: 'clientId',
      FikaAmazonAPI__ClientSecret: 'clientSecret',
      FikaAmazonAPI__RefreshToken: 'refreshToken',
      FikaAmazonAPI__MarketPlaceID: 'marketplaceId',
      FikaAmazonAPI__Environment: 'environment',
    },
  },
  peddler: {
    about: 'Ruby; refresh token and region are given in code',
    variables: {
      LWA_CLIENT_ID: 'clientId',
      LWA_CLIENT_SECRET: 'clientSecret',
      LWA_REFRESH_TOKEN: 'refreshToken',
      SP_API_AWS_REGION: 'awsRegion',
    },
  },
  hurl: {
    about: 'Hurl, which takes variables and secrets from the environment',
    variables: {
      HURL_SECRET_access_token: 'accessToken',
      HURL_VARIABLE_endpoint: 'endpoint',
      HURL_VARIABLE_user_agent: 'userAgent',
    },
  },
};

/**
 * Whether a library works against a stand-in for Amazon: it can be told where to exchange tokens, or takes a token.
 * @param library name of an environment
 */
export function worksOnLocalStack(library: string): boolean {
  const { variables = {}, fixedTokenEndpoint } = ENVIRONMENTS[library] ?? {};
  const values = Object.values(variables);
  return !fixedTokenEndpoint && (values.includes('lwaEndpoint') || values.includes('accessToken'));
}
