import { ExplainedError } from '#shared/errors/base.ts';

/** Far more than any message of AWS. */
const MOST_CHARACTERS = 1_500;

/** What AWS answered, or what else went wrong, as one line. */
export function describeFailure(error: unknown): string {
  if (error instanceof ExplainedError) return oneLine(`${error.what} ${error.remedy}`);
  const {
    name = 'Error',
    message = String(error),
    $metadata,
  } = (error ?? {}) as {
    name?: string;
    message?: string;
    $metadata?: { requestId?: string };
  };
  const request = $metadata?.requestId ? ` (request ${$metadata.requestId})` : '';
  return oneLine(`${name === 'Error' ? '' : `${name}: `}${message}${request}`);
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim().slice(0, MOST_CHARACTERS);
