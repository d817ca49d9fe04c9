import { commandsInCheckout, commandsWith } from '#shared/domain/commands-of-stage.ts';

/** A message as it is of use here: its commands for the local stack, and without AWS's console, which knows nothing of it. */
export const forHere = (body: string): string =>
  commandsInCheckout(
    commandsWith(body.replace(/\bspapi (?:--(?:stage|region) \S+ )+/g, 'spapi '), '--local'),
  ).replace(/\nExecution: .*/, '');
