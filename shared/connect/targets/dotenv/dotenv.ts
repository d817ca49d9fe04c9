import { ENVIRONMENTS } from '../../environments.ts';
import { type ExportContext, execOf, type Target } from '../target.ts';

/** All libraries in one file: where their names are the same, their meanings are too. */
function lines({ values }: ExportContext): string[] {
  const all = Object.values(ENVIRONMENTS).flatMap(({ variables }) => Object.entries(variables));
  const unique = new Map(all.filter(([, value]) => value !== 'accessToken'));
  // The same name with two meanings is left out: a program would get the wrong one.
  const clear = [...unique].filter(([name, value]) =>
    all.every(([other, meant]) => other !== name || meant === value),
  );
  return clear.map(([name, value]) => `${name}=${quoted(value === 'accessToken' ? '' : values[value])}`);
}

const quoted = (text: string): string => (/^[\w./:-]*$/.test(text) ? text : `"${text}"`);

/** A file of environment variables. */
export const dotenv: Target = {
  name: 'dotenv',
  about: 'a .env file with the variables of all libraries; secrets are empty without --with-secrets',
  files: (context) => [
    {
      path: '.env',
      text: `# ${context.appName}/${context.account}. Better without a file: ${execOf(context)} PROGRAM\n${lines(context).join('\n')}\n`,
      secret: context.withSecrets,
    },
  ],
  next: ({ withSecrets }) =>
    withSecrets
      ? ['Keep .env out of every repository, and delete it when you are done.']
      : ['Fill in the empty values, or use exec.'],
};
