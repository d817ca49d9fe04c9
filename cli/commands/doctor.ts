import type { Command } from 'commander';
import { connect, type GlobalOptions } from '../connection.ts';
import { examine } from '../doctor/examine.ts';
import type { Finding, Level } from '../doctor/finding.ts';
import { print, printJson, showProgress, styled } from '../output.ts';
import { VERSION } from '../package-json.ts';
import { stackNameOf } from '../stack-outputs.ts';

interface Options extends GlobalOptions {
  json?: boolean;
}

const EXAMPLES = `
It reads only. Exit code 1 when there is a problem; warnings do not count.

Examples:
  spapi doctor --stage prod
  spapi doctor --stage prod --json
`;

/** Adds `doctor` to the program. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .summary('check a deployed stack and what it depends on')
    .description(
      'Checks the deployed stack and everything it depends on: version, subscriptions, schedule, pages, alarms, keys, limits and rights. Says what to do about each problem.',
    )
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((_options, command: Command) => doctor(command.optsWithGlobals<Options>()));
}

async function doctor({ json, ...options }: Options): Promise<void> {
  const { aws, installation } = await connect(options);
  const { doctorServices } = await import('../doctor/live.ts');
  const { stage, region } = installation;
  const subject = { ...installation, stackName: stackNameOf(stage), version: VERSION };
  const findings: Finding[] = [];
  for await (const finding of examine(doctorServices(aws, showProgress), subject)) {
    showProgress('');
    findings.push(finding);
    if (!json) print(...linesOf(finding));
  }
  const count = (wanted: Level) => findings.filter(({ level }) => level === wanted).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  if (json)
    printJson({
      healthy: problems === 0,
      stage,
      region,
      stack: subject.stackName,
      version: VERSION,
      problems,
      warnings,
      findings,
    });
  else print('', verdict(problems, warnings));
  if (problems > 0) process.exitCode = 1;
}

const STYLES = { ok: 'green', warning: 'yellow', problem: 'red' } as const;

const linesOf = ({ check, level, what, todo }: Finding): string[] => [
  `${styled(STYLES[level], level.padEnd(7))}  ${check.padEnd(12)}  ${what}`,
  ...(todo ? [`                       What to do: ${todo}`] : []),
];

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

function verdict(problems: number, warnings: number): string {
  if (problems > 0)
    return styled(
      'red',
      `${counted(problems, 'problem')}, ${counted(warnings, 'warning')}. Fix the problems first.`,
    );
  if (warnings > 0) return styled('yellow', `No problem, ${counted(warnings, 'warning')}.`);
  return styled('green', 'Everything is in order.');
}
