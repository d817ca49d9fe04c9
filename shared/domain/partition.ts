/** The regions of AWS's other partitions: China, GovCloud, the isolated ones, the European Sovereign Cloud. */
const OTHER_PARTITIONS = /^(cn|us-gov|us-iso[a-z]*|eu-iso[a-z]*|eusc-[a-z]+)-/;

/**
 * Why the stack cannot be in a region; `undefined` where it can. Amazon's sender of client secrets, SP-API's documents and
 * the roles it knew are all of the partition `aws`, and no account of another partition is known there.
 * @param region as AWS calls it, for example `eu-west-1`
 * Source: botocore, data/partitions.json
 */
export function whyNoRegion(region: string): string | undefined {
  if (!OTHER_PARTITIONS.test(region)) return undefined;
  return (
    `The region ${region} is not in the AWS partition "aws". SP-API has no use there: use a region of the partition aws, ` +
    'for example eu-west-1 (--region eu-west-1).'
  );
}

/**
 * The AWS region of a regional resource.
 * @param arn arn:aws:SERVICE:REGION:ACCOUNT:…
 */
export const awsRegionOf = (arn: string): string => arn.split(':')[3] || 'us-east-1';
