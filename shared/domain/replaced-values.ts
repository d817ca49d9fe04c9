import { accountsOf } from './accounts.ts';
import type { Application, Authorization, ExecutionInput } from './application.ts';

/**
 * What an application would lose, or have in another form, if it were started with an input: one line each, empty where
 * the input keeps all of it. What is only added is no loss.
 * @param stored the configuration that is stored of the application
 * @param input the new one, checked and with its defaults
 */
export function replacedValues(stored: Application, input: ExecutionInput): string[] {
  const accounts = accountsOf(input);
  return [
    ...change('developer account', developerAccount(stored.authorizations), developerAccount(accounts)),
    ...stored.authorizations.flatMap((account) => accountChange(account, accounts)),
    ...change('IAM mode', stored.iam.mode, input.iam.mode),
    ...(stored.iam.mode === input.iam.mode ? arnChanges(stored.iam, input.iam) : []),
    ...change('sandbox', String(stored.sandbox), String(input.sandbox)),
  ];
}

const change = (what: string, before: string, after: string) =>
  before === after ? [] : [`${what}: ${before} -> ${after}`];

const describe = ({ marketplace, sellingPartner }: Authorization) => `${marketplace} ${sellingPartner}`;

const developerAccount = ([first]: Authorization[]) => (first ? describe(first) : 'none');

function accountChange(account: Authorization, accounts: Authorization[]): string[] {
  const kept = accounts.find(({ name }) => name === account.name);
  return kept
    ? change(`account ${account.name}`, describe(account), describe(kept))
    : [`account ${account.name} (${describe(account)}) -> removed`];
}

function arnChanges(before: Application['iam'], after: Application['iam']): string[] {
  if (before.mode !== 'adopt' || after.mode !== 'adopt') return [];
  return (['userArn', 'roleArn', 'policyArn'] as const).flatMap((arn) =>
    change(arn, before[arn] || 'none', after[arn] || 'none'),
  );
}
