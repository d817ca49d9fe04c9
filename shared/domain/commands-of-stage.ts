/** The stage that the command line means where none is given and the region has no deployment, or several. */
export const DEFAULT_STAGE = 'dev';

/** The commands that are about one deployment: a unit test compares them with those of the program. */
export const COMMANDS_OF_A_STAGE = [
  'start',
  'status',
  'check',
  'rotate',
  'diagnose',
  'doctor',
  'remove',
  'task',
  'key',
  'secret',
  'call',
  'exec',
  'export',
  'token',
  'operations',
  'roles',
  'mws',
];

const COMMAND = new RegExp(`\\bspapi (?=(?:${COMMANDS_OF_A_STAGE.join('|')})\\b)`, 'g');

const OWN = new RegExp(
  `(?<!npx |[\\w./-])spapi (?=--?\\w|(?:${[...COMMANDS_OF_A_STAGE, 'deploy', 'runbook', 'completion'].join('|')})\\b)`,
  'g',
);

/** A text for people with every command of ours that it holds as it runs in a checkout, where only npx finds the program. */
export const commandsInCheckout = (text: string): string => text.replace(OWN, 'npx $&');

/** A text for people with options in every command of ours that it holds. */
export const commandsWith = (text: string, options: string): string => text.replace(COMMAND, `$&${options} `);

/**
 * A text for people with every command of ours that it holds made for one deployment: the reader's AWS configuration and
 * SPAPI_STAGE may name another one.
 * @param deployment that the text is about
 */
export const commandsOfDeployment = (
  text: string,
  { stage, region }: { stage: string; region: string },
): string => commandsWith(text, `--stage ${stage} --region ${region}`);
