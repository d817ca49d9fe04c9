import { openPage } from '../person/http-forms.ts';
import { type Outcome, until } from './run-steps.ts';
import type { SmokeSession } from './session.ts';
import { hasPages, known, type Trial } from './trial.ts';

/**
 * Opens the page that the message links to, at its real address.
 * @throws Error with what the address answers; never with the link, which lets whoever has it answer the task
 */
export async function openWaitingPage(session: SmokeSession, trial: Trial): Promise<Outcome> {
  if (!hasPages(trial)) return { detail: 'there is none (--param pages=off)' };
  const link = known(trial.link, 'The link');
  const { host, protocol } = new URL(link);
  if (protocol !== 'https:' && !session.aws.endpoint)
    throw new Error(`The page at ${host} is not served by HTTPS.`);
  let answered = 'nothing';
  const isOpen = async () => {
    const { status, html } = await openPage(link).catch((error: Error) => ({
      status: 0,
      html: error.message,
    }));
    if (status === 200 && html.includes(session.appName)) return true;
    answered = `${status} ${html.replaceAll(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ').slice(0, 300)}`;
    // A new address may take some seconds to be known everywhere; a refusal stays.
    if (status >= 400 && status < 500) throw new Error(refused(host, answered));
    return undefined;
  };
  try {
    await until(session, 'The page', 1, isOpen);
  } catch (error) {
    if (session.signal.aborted) throw error;
    throw new Error(refused(host, answered));
  }
  return { detail: `${host} shows it` };
}

const refused = (host: string, answered: string) =>
  `The page at ${host} was answered ${answered}. If your organization forbids public function URLs, deploy with --param pages=off.`;
