import { decodeText } from './decode-text.ts';
import { CommandRefused, UsageError } from './errors.ts';
import { parseJson, readFieldsOf } from './json-fields.ts';

/** Far more than any answer has. */
const MAX_BYTES = 64 * 1024;

/**
 * All of standard input as text.
 * @throws UsageError when it is a terminal, whose echo would show what is typed; CommandRefused when it is too long
 */
export async function readStandardInput(): Promise<string> {
  if (process.stdin.isTTY) throw new UsageError('Standard input is a terminal; give a file or a pipe there.');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw badInput('longer than 64 KB');
    chunks.push(chunk);
  }
  return decodeText(Buffer.concat(chunks));
}

/**
 * The answers of a script: one JSON object of texts on standard input.
 * @throws UsageError, CommandRefused; neither quotes what it read
 */
export const readFields = async (): Promise<Record<string, string>> => fieldsIn(await readStandardInput());

/**
 * The fields in a text that holds one JSON object of texts.
 * @throws CommandRefused, which does not quote it
 */
export function fieldsIn(text: string): Record<string, string> {
  const read = readFieldsOf(parseJson(text));
  if ('fields' in read) return read.fields;
  throw badInput(read.instead);
}

const badInput = (how: string) =>
  new CommandRefused({
    what: `What came on standard input is ${how}.`,
    remedy: 'Give one JSON object with the fields as texts, for example {"refreshToken":"Atzr|..."}.',
  });
