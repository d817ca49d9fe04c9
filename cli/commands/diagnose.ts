import type { Command } from 'commander';
import * as z from 'zod/mini';
import { Evidence } from '#shared/diagnosis/evidence.ts';
import { listProblems } from '#shared/domain/problems.ts';
import { InvalidInput } from '#shared/errors/broken.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { diagnosisLines } from '../diagnosis-lines.ts';
import { UsageError } from '../errors.ts';
import { requireApplication } from '../known-application.ts';
import { print, printJson, styled } from '../output.ts';
import { readTextFile } from '../read-file.ts';
import { readStandardInput } from '../standard-input.ts';
import { requireAppName } from '../tasks.ts';

interface Options extends GlobalOptions {
  evidence?: string;
  json?: boolean;
}

const EXAMPLES = `
With the name of an application it tries the stored client, each refresh token, and one call; where that is denied, a few more that
tell the reasons apart. With --evidence it needs no AWS and no region: docs/diagnosis.md lists calls and facts. Never put a secret or
a whole token into a file.

Examples:
  spapi diagnose acme-orders
  spapi diagnose --evidence evidence.json
  spapi diagnose --evidence - --json < evidence.json

Evidence:
  {"observations":[{"call":"sp-api:getMarketplaceParticipations","httpStatus":403,"code":"Unauthorized",
    "message":"Access to requested resource is denied.","details":"","region":"EU"}],
   "facts":{"tokenRegion":"NA"}}
`;

/** What is known of a call that failed: the least that can be diagnosed. */
const ONE_CALL =
  '{"observations":[{"call":"sp-api:getOrders","httpStatus":403,"message":"the text of the error"}]}';

/** Adds `diagnose`. */
export function addDiagnose(program: Command): void {
  program
    .command('diagnose')
    .description(
      'Says why calls fail: the cause where it can be proven, otherwise the candidates and the next test.',
    )
    .argument('[app-name]', 'an application whose stored credentials are tried')
    .option('--evidence <file>', 'observations and facts as JSON; "-" reads standard input')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (appName: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const { evidence, json } = options;
      if ((appName === undefined) === (evidence === undefined))
        throw new UsageError('Give the name of an application, or --evidence FILE.');
      if (appName !== undefined && /\s/.test(appName.trim()))
        throw new UsageError(
          `This is no name of an application. To diagnose the text of an error, say which call failed: echo '${ONE_CALL}' | spapi diagnose --evidence -`,
        );
      if (appName !== undefined) return diagnoseApplication(requireAppName(appName), options);
      const { diagnose } = await import('#shared/diagnosis/diagnose.ts');
      const diagnosis = diagnose(await readEvidence(evidence ?? ''));
      if (json) return printJson(diagnosis);
      print(...diagnosisLines(diagnosis));
    });
}

async function diagnoseApplication(appName: string, options: Options): Promise<void> {
  const connection = await connect(options);
  await requireApplication(connection, appName);
  const { services, again } = connection;
  const { diagnose } = await import('#shared/diagnosis/diagnose.ts');
  const { observeApplication } = await import('#shared/diagnosis/observe-application.ts');
  const observed = await observeApplication(services, appName);
  const accounts = observed.map(({ account, works, notTried, evidence }) => ({
    account,
    works,
    ...(notTried && { notTried }),
    ...(isAllGood(evidence) ? { causes: [], next: [] } : diagnose(evidence)),
  }));
  const causes = uniqueBy(
    accounts.flatMap((one) => one.causes),
    ({ id }) => id,
  );
  const next = [...new Set(accounts.flatMap((one) => one.next))];
  if (options.json) return printJson({ causes, next, accounts });
  for (const { account, works, notTried, ...diagnosis } of accounts)
    print(
      styled('bold', `${appName}, account ${account}`),
      ...(notTried ? [`  ${notTried}`, `  What to do: spapi task list ${appName}${again}`] : []),
      ...(works ? ['  Everything that was tried works.'] : diagnosisLines(diagnosis)),
    );
}

const isAllGood = ({ observations }: Evidence): boolean =>
  observations.every(({ httpStatus }) => httpStatus === 200);

const uniqueBy = <T>(items: T[], key: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
];

async function readEvidence(file: string): Promise<Evidence> {
  const text = file === '-' ? await readStandardInput() : readTextFile('evidence file', file);
  const parsed = z.safeParse(Evidence, parseJson(text));
  if (!parsed.success) throw invalid(listProblems(parsed.error.issues));
  return parsed.data;
}

// JSON.parse quotes what it chokes on, so its own error is dropped.
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(['input: is not JSON']);
  }
}

const invalid = (problems: string[]) =>
  new InvalidInput({
    what: `The evidence has ${problems.length} problem(s):\n${problems.map((line) => `- ${line}`).join('\n')}`,
    remedy: `Correct it and try again, for example with ${ONE_CALL}`,
  });
