import * as z from 'zod/mini';
import { decodeText } from './decode-text.ts';
import { CommandRefused, UsageError } from './errors.ts';

/** Far more than any answer has. */
const MAX_BYTES = 64 * 1024;

const Fields = z.record(z.string(), z.string());

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
export async function readFields(): Promise<Record<string, string>> {
  const parsed = z.safeParse(Fields, parseJson(await readStandardInput()));
  if (parsed.success) return parsed.data;
  throw badInput('not one JSON object of texts');
}

const badInput = (how: string) =>
  new CommandRefused({
    what: `What came on standard input is ${how}.`,
    remedy: 'Give one JSON object with the fields as texts, for example {"refreshToken":"Atzr|..."}.',
  });

// JSON.parse quotes what it chokes on, so its own error is dropped.
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
