import type { Facts } from './fact-table.ts';
import type { Seen } from './read-observations.ts';

const accountOf = (arn: string | undefined) => arn?.match(/arn:aws[\w-]*:\w+:[\w-]*:(\d{12}):/)?.[1];

/** Whether a read found what it asked for; unknown when it was not made or failed otherwise. */
function found(seen: readonly Seen[], operation: RegExp): boolean | undefined {
  const reads = seen.filter((candidate) => operation.test(candidate.operation));
  if (reads.some(({ ok }) => ok)) return true;
  return reads.some(({ codes, status }) => codes.includes('nosuchentity') || status === 404)
    ? false
    : undefined;
}

/** What follows about users, roles and accounts from reads and from the ARNs in AWS's sentences. */
export function awsFactsOf(seen: readonly Seen[]): (about: Seen | undefined, facts: Facts) => void {
  const role = found(seen, /^GetRole$/i);
  const user = found(seen, /^GetUser$/i);
  return (about, facts) => {
    if (role !== undefined) facts.roleExists ??= role;
    if (user !== undefined) facts.userExists ??= user;
    if (about) fromSentence(about.raw, facts);
    fromTrust(facts);
    if (facts.accessKeyId)
      facts.accessKeyIdFormatValid ??= /^(AKIA|ASIA)[A-Z0-9]{16}$/.test(String(facts.accessKeyId));
    // A session of the first version is not valid in regions that an account has to enable.
    if (about?.awsRegion) facts.optInRegion ??= OPT_IN.test(about.awsRegion);
  };
}

/** Source: docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html, regions enabled by default */
const OPT_IN =
  /^(?!us-(east|west)-[12]$|us-gov|cn-|ap-(south-1|northeast-[123]|southeast-[12])$|ca-central-1$|eu-(central-1|west-[123]|north-1)$|sa-east-1$)/;

function fromSentence(text: string, facts: Facts): void {
  const [, caller, resource] =
    text.match(/User: (\S{1,2048}) is not authorized[^\n]{0,300}? on resource: (\S{1,2048})/i) ?? [];
  const principal = text.match(/Invalid principal in policy[^\n]{0,100}?(arn:[^\s"\\]{1,2048})["\\]/i)?.[1];
  if (caller) facts.callerArn ??= caller;
  const assumes = /AssumeRole/i.test(text);
  if (assumes && resource) facts.roleArn ??= resource;
  const named = accountOf(principal ?? (assumes ? String(facts.roleArn ?? '') : undefined));
  // A caller may take a role of another account, so the account of the caller says nothing.
  if (named && facts.accountId) facts.accountMatches ??= named === String(facts.accountId).replace(/\D/g, '');
}

function fromTrust(facts: Facts): void {
  const { trustPrincipals, callerArn } = facts;
  if (!Array.isArray(trustPrincipals) || trustPrincipals.length === 0 || !callerArn) return;
  const account = accountOf(String(callerArn));
  const allowing = ['*', String(callerArn), account, `arn:aws:iam::${account}:root`];
  facts.trustPolicyAllowsCaller ??= trustPrincipals.some((one) => allowing.includes(one));
}
