import { commandsInCheckout } from '#shared/domain/commands-of-stage.ts';

/** The packed program is a bundle; a checkout runs the sources. */
const RUNS_SOURCES = import.meta.url.endsWith('.ts');

/**
 * A text for people with our commands as they run here: `npx spapi …` in a checkout, `spapi …` where it is installed.
 * @param inCheckout whether the program runs in a checkout
 */
export const ownCommands = (text: string, inCheckout = RUNS_SOURCES): string =>
  inCheckout ? commandsInCheckout(text) : text;
