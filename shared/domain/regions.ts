/** The three regions of SP-API. An authorization belongs to one of them. */
export const REGIONS = ['NA', 'EU', 'FE'] as const;
export type Region = (typeof REGIONS)[number];

const SIGNING_REGIONS: Record<Region, string> = { NA: 'us-east-1', EU: 'eu-west-1', FE: 'us-west-2' };

/**
 * The AWS region in the credential scope of a signed SP-API request.
 * Source: developer-docs.amazon.com/sp-api/docs/sp-api-endpoints
 */
export function signingRegion(region: Region): string {
  return SIGNING_REGIONS[region];
}

/**
 * The SP-API address of a region.
 * @param template the deployment's `spApiEndpoint`, `{host}` stands for the first label(s) of Amazon's host name
 * @param region NA, EU or FE
 * @param sandbox whether the sandbox is meant
 * Source: developer-docs.amazon.com/sp-api/docs/sp-api-endpoints
 */
export function spApiEndpoint(template: string, region: Region, sandbox: boolean): string {
  const host = `sellingpartnerapi-${region.toLowerCase()}`;
  return template.replace('{host}', sandbox ? `sandbox.${host}` : host);
}
