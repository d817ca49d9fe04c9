import { commandsInCheckout, commandsOfDeployment, commandsWith } from '../domain/commands-of-stage.ts';
import { environment } from './environment.ts';

/** A text for people with every command of ours that it holds made for this deployment. */
export function liveCommands(text: string): string {
  const options = environment.commandOptions();
  // Only the local stack of a checkout has options.
  return options
    ? commandsInCheckout(commandsWith(text, options))
    : commandsOfDeployment(text, environment.installation());
}
