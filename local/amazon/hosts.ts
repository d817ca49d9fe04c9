import type { Region } from './marketplaces.ts';

/** One SP-API host, named by the first segment of the path under the stand-in. */
export interface Host {
  name: string;
  region: Region;
  awsRegion: string;
  sandbox: boolean;
}

const AWS_REGIONS: Record<Region, string> = { NA: 'us-east-1', EU: 'eu-west-1', FE: 'us-west-2' };

function hostsOf(region: Region): Host[] {
  const awsRegion = AWS_REGIONS[region];
  const name = `sellingpartnerapi-${region.toLowerCase()}`;
  return [
    { name, region, awsRegion, sandbox: false },
    { name: `sandbox.${name}`, region, awsRegion, sandbox: true },
  ];
}

const hosts = new Map((['NA', 'EU', 'FE'] as const).flatMap(hostsOf).map((host) => [host.name, host]));

/** The host behind a path segment such as `sandbox.sellingpartnerapi-eu`. */
export function findHost(name: string): Host | undefined {
  return hosts.get(name);
}
