import { commandsOfStage, commandsWith } from '../domain/commands-of-stage.ts';
import { environment } from './environment.ts';

/** A text for people with every command of ours that it holds made for this deployment. */
export function liveCommands(text: string): string {
  const options = environment.commandOptions();
  return options ? commandsWith(text, options) : commandsOfStage(text, environment.installation().stage);
}
