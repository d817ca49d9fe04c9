/** A message as it is of use here: its commands for the local stack, and without AWS's console, which knows nothing of it. */
export const forHere = (body: string): string =>
  body
    .replace(/(?<=\bnpm run (?:--silent )?spapi -- )(?:--stage \S+ )?/g, '--local ')
    .replace(/\nExecution: .*/, '');
