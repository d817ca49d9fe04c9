import { MissingParameter } from '../errors/broken.ts';

/** The error of a value that an earlier step must have written. */
export const missing = (name: string) =>
  new MissingParameter({
    what: `The parameter ${name} is not in Parameter Store.`,
    remedy: 'Start create-private-app for this application again; it writes what is missing.',
    details: { parameter: name },
  });
