import { createHash } from 'node:crypto';
import type { Authorization } from '#shared/domain/application.ts';
import type { Cause } from '#shared/domain/health.ts';
import { taskName } from '#shared/domain/human-task.ts';
import { whyRenew } from '#shared/domain/renewal.ts';
import { timeDigits } from '#shared/domain/times.ts';
import type { Input, Output } from './schema.ts';

/**
 * Whether a person has to authorize accounts again and is not asked yet: they have revoked it, it is old, or lacks a
 * role. The key names these accounts and this trouble, so that each is asked for once.
 * @param since when the trouble began; ISO 8601, UTC
 */
export function askAgain(
  { accounts, authorizations, waiting }: Input,
  causes: Cause[],
  since: string,
  now: Date,
): Pick<Output, 'authorizeAgain' | 'troubleKey'> {
  const isAsked = (authorization: Authorization) =>
    waiting.some(({ task }) => task === taskName({ kind: 'self-authorize', authorization }));
  const due = accounts
    .filter((account) => !isAsked(account))
    .flatMap((account) => {
      if (isRevoked(account, causes)) return [{ name: account.name, since }];
      const { authorizedAt } = authorizations.find(({ name }) => name === account.name) ?? {};
      return authorizedAt && whyRenew(account, authorizedAt, now)
        ? [{ name: account.name, since: authorizedAt }]
        : [];
    });
  const [began = since] = due.map((one) => one.since).toSorted();
  const which = createHash('sha256').update(JSON.stringify(due)).digest('hex').slice(0, 8);
  return { authorizeAgain: due.length > 0, troubleKey: `${timeDigits(began)}-${which}` };
}

const isRevoked = ({ name }: Authorization, causes: Cause[]) =>
  causes.some(({ check, error }) => error === 'AuthorizationRevoked' && check.endsWith(`(${name})`));
