import { type CookieJar, openPage, readForms, submitForm } from './http-forms.ts';

/** What one of several people was told who sent their answers at the same moment. */
export interface Told {
  status: number;
  html: string;
}

/**
 * Opens the page of one task for several people, and sends all their answers at once.
 * @param answers by field name, one record a person
 */
export async function answerAtOnce(link: string, answers: Record<string, string>[]): Promise<Told[]> {
  const open = async (values: Record<string, string>) => {
    const jar: CookieJar = new Map();
    const page = await openPage(link, jar);
    const form = readForms(page.html).find(({ fields }) =>
      fields.some(({ name, values: shown }) => name === 'action' && shown.includes('complete')),
    );
    if (!form) throw new Error(`The page has no form to complete its task (status ${page.status})`);
    // Who tells an approval without a submission says twice that it is so.
    const confirmed = form.fields.some(({ name }) => name === 'confirmed') && { confirmed: 'yes' };
    return () => submitForm(page.url, form, { ...values, ...confirmed }, jar);
  };
  const ready = await Promise.all(answers.map(open));
  return Promise.all(ready.map((send) => send()));
}
