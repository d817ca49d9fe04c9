import * as z from 'zod/mini';

/** What `aws iam create-access-key` prints. */
const Created = z.object({ AccessKey: z.object({ AccessKeyId: z.string(), SecretAccessKey: z.string() }) });

const Fields = z.record(z.string(), z.string());

/**
 * An access key in any form in which AWS gives it: the CSV file of the console, what `aws iam create-access-key` prints,
 * or the fields of this command.
 * @returns `undefined` for anything else; nothing of the text is quoted
 */
export function readAccessKey(text: string): Record<string, string> | undefined {
  const json = parseJson(text);
  const created = z.safeParse(Created, json).data?.AccessKey;
  if (created) return { accessKeyId: created.AccessKeyId, secretAccessKey: created.SecretAccessKey };
  if (json !== undefined) return z.safeParse(Fields, json).data;
  return readCsv(text);
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

// JSON.parse quotes what it chokes on, so its own error is dropped.
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
