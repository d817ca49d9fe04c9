import { styled } from '../output.ts';
import type { Change } from './services.ts';

const SIGNS = {
  added: ['+', 'green'],
  changed: ['~', 'yellow'],
  replaced: ['!', 'red'],
  removed: ['-', 'red'],
} as const;

const ACTIONS = Object.keys(SIGNS) as Change['action'][];

/** A change set for people: one line for each resource, and how many there are of each kind. */
export function changeLines(changes: Change[]): string[] {
  const of = (action: Change['action']) => changes.filter((change) => change.action === action);
  const counts = ACTIONS.map((action) => `${of(action).length} ${action}`);
  return [...ACTIONS.flatMap((action) => of(action).map(lineOf)), `${counts.join(', ')}.`];
}

function lineOf({ action, resource, type, properties, kept }: Change): string {
  const [sign, style] = SIGNS[action];
  const names = properties.length > 0 ? `: ${properties.join(', ')}` : '';
  const note = action === 'replaced' ? ' (replaced)' : kept ? ' (stays in AWS)' : '';
  return `  ${styled(style, sign)} ${resource} (${type})${note}${names}`;
}
