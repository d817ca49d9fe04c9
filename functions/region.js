/** The region of the deployment. Read by serverless.yml, so that packaging fails for one in which SP-API has no use. */
import { whyNoRegion } from '../shared/domain/partition.ts';

export async function region({ resolveVariable }) {
  const given = await resolveVariable("opt:region, 'us-east-1'");
  const why = whyNoRegion(given);
  if (why) throw new Error(why);
  return given;
}
