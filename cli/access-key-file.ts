import * as z from 'zod/mini';
import { CommandRefused } from './errors.ts';
import { parseJson, readFieldsOf } from './json-fields.ts';

/** What `aws iam create-access-key` prints. */
const Created = z.object({ AccessKey: z.object({ AccessKeyId: z.string(), SecretAccessKey: z.string() }) });

/**
 * An access key in any form in which AWS gives it: the CSV file of the console, what `aws iam create-access-key` prints,
 * or the fields of this command.
 * @throws CommandRefused for anything else; nothing of the text is quoted
 */
export function readAccessKey(text: string): Record<string, string> {
  const json = parseJson(text);
  const created = z.safeParse(Created, json).data?.AccessKey;
  if (created) return { accessKeyId: created.AccessKeyId, secretAccessKey: created.SecretAccessKey };
  const read = json === undefined ? { fields: readCsv(text) } : readFieldsOf(json);
  if ('fields' in read && read.fields) return read.fields;
  throw new CommandRefused({
    what: `What came on standard input is ${'instead' in read ? read.instead : 'no access key in a known form'}.`,
    remedy: 'Give the CSV file of the IAM console, or what "aws iam create-access-key" prints, as it is.',
  });
}

/** One line of headings and one of values; a user name and other columns may stand beside the two. */
function readCsv(text: string): Record<string, string> | undefined {
  const [headings = [], values = []] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"|"$/g, '')));
  const column = (words: RegExp) => values[headings.findIndex((heading) => words.test(heading))];
  const accessKeyId = column(/^access key id$/i);
  const secretAccessKey = column(/^secret access key$/i);
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
}
