import { type Credential, type Overview, shortDay } from './overview.ts';

/** Something that is due on a day. */
export interface DueDate {
  appName: string;
  /** `client secret`, `access key` or `authorization us`. */
  credential: string;
  /** ISO 8601, UTC. */
  at: string;
  daysLeft: number;
  /** What happens, or has to be done, until then. */
  what: string;
}

/** What is due when, the next first. */
export const dueDates = (overviews: readonly Overview[]): DueDate[] =>
  overviews
    .flatMap(({ appName, credentials }) =>
      credentials.flatMap((one) => {
        const { name, expiresAt: at, daysLeft } = one;
        return at && daysLeft !== undefined
          ? [{ appName, credential: name, at, daysLeft, what: whatIsDue(one) }]
          : [];
      }),
    )
    .toSorted((a, b) => a.at.localeCompare(b.at) || a.appName.localeCompare(b.appName));

function whatIsDue({ name, automatic, expiresAt = '' }: Credential): string {
  const until = shortDay(expiresAt);
  if (name === 'client secret')
    return `The client secret expires on ${until}. The stack replaces it before that, if its queue is registered at Amazon.`;
  if (name === 'access key')
    return automatic
      ? `The access key is 90 days old on ${until}. The stack replaces it then.`
      : `The access key of the adopted IAM user is 90 days old on ${until}. Replace it.`;
  return `Amazon asks for a new authorization by ${until}. A task asks a person 35 days before.`;
}
