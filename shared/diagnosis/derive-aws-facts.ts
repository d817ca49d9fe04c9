import type { Facts } from './fact-table.ts';
import type { Seen } from './read-observations.ts';

const accountOf = (arn: string | undefined) => arn?.match(/arn:aws[\w-]*:\w+:[\w-]*:(\d{12}):/)?.[1];

/** Whether a read found what it asked for; unknown when it was not made or failed otherwise. */
function found(seen: Seen[], operation: RegExp): boolean | undefined {
  const one = seen.find((candidate) => operation.test(candidate.operation));
  if (one?.ok) return true;
  return one && (/NoSuchEntity/i.test(one.code) || one.status === 404) ? false : undefined;
}

/** What follows about users, roles and accounts from reads and from the ARNs in AWS's sentences. */
export function deriveAwsFacts(seen: Seen[], facts: Facts): void {
  const role = found(seen, /^GetRole$/i);
  const user = found(seen, /^GetUser$/i);
  if (role !== undefined) facts.roleExists ??= role;
  if (user !== undefined) facts.userExists ??= user;
  for (const { ok, text } of seen) if (!ok) fromSentence(text, facts);
  fromTrust(facts);
  if (facts.accessKeyId)
    facts.accessKeyIdFormatValid ??= /^(AKIA|ASIA)[A-Z0-9]{16}$/.test(String(facts.accessKeyId));
}

function fromSentence(text: string, facts: Facts): void {
  const [, caller, resource] = text.match(/User: (\S+) is not authorized.*? on resource: (\S+)/i) ?? [];
  const principal = text.match(/Invalid principal in policy.*?(arn:\S+?)["\\]/i)?.[1];
  if (caller) facts.callerArn ??= caller;
  if (/AssumeRole/i.test(text) && resource) facts.roleArn ??= resource;
  const named = accountOf(principal ?? (/AssumeRole/i.test(text) ? String(facts.roleArn ?? '') : undefined));
  const own = facts.accountId ?? accountOf(principal ? undefined : String(facts.callerArn ?? ''));
  if (named && own) facts.accountMatches ??= named === String(own).replace(/\D/g, '');
}

function fromTrust(facts: Facts): void {
  const { trustPrincipals, callerArn } = facts;
  if (!Array.isArray(trustPrincipals) || trustPrincipals.length === 0 || !callerArn) return;
  const account = accountOf(String(callerArn));
  const allowing = ['*', String(callerArn), account, `arn:aws:iam::${account}:root`];
  facts.trustPolicyAllowsCaller ??= trustPrincipals.some((one) => allowing.includes(one));
}
