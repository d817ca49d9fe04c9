import { diagnosisOf } from './diagnosis.ts';
import { leastMs, slowness } from './slowness.ts';

/*
 * Prints the least milliseconds of its thread that a diagnosis of 10,000 observations took, on a machine of usual speed.
 * It is tried again only where it took longer than the limit that the command line names.
 * A separate program: in jest, whose modules run in another context of V8, the same code takes twice as long.
 */
const observations = Array.from({ length: 10_000 }, (_, i) => ({
  call: i % 2 ? `iam:Operation${i}` : 'sp-api:getOrders',
  httpStatus: i % 3 ? 403 : 200,
  code: 'AccessDenied',
  message: `User: arn:aws:iam::111122223333:user/u${i} is not authorized to perform: iam:Operation${i}`,
  at: new Date(Date.UTC(2026, 0) + 1000 * i).toISOString(),
}));
const limit = Number(process.argv[2]);
const slower = slowness();
console.log(leastMs(() => diagnosisOf({ observations }), limit * slower) / slower);
