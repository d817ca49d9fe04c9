import { type Finding, ok, problem, warning } from '../finding.ts';
import type { DoctorServices } from '../services.ts';

type Needs = Pick<DoctorServices, 'awsTime' | 'clock'>;

/** AWS refuses a signature that is this old. Source: docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html */
const REFUSED_SECONDS = 300;
/** AWS tells its time in whole seconds, and an answer takes some. */
const NOTICED_SECONDS = 30;

const SYNCHRONIZE = 'Turn on time synchronization on this machine (NTP), then run this command again.';

/** Compares the clock of this machine with the time in an answer of AWS. */
export async function checkClock({ awsTime, clock }: Needs): Promise<Finding[]> {
  const before = clock.now().getTime();
  const time = await awsTime();
  const middle = (before + clock.now().getTime()) / 2;
  if (!time)
    return [
      warning(
        'clock',
        'Could not look: the answer of AWS has no time.',
        'Check whether a proxy between this machine and AWS removes the header Date.',
      ),
    ];
  const seconds = Math.round((middle - time.getTime()) / 1000);
  const off = `The clock of this machine is ${Math.abs(seconds)} seconds ${seconds > 0 ? 'ahead of' : 'behind'} AWS`;
  if (Math.abs(seconds) >= REFUSED_SECONDS)
    return [problem('clock', `${off}. AWS and Amazon refuse signatures with such times.`, SYNCHRONIZE)];
  if (Math.abs(seconds) >= NOTICED_SECONDS) return [warning('clock', `${off}.`, SYNCHRONIZE)];
  return [ok('clock', 'The clock of this machine agrees with AWS.')];
}
