import type { VirtualTime } from '../virtual-time.ts';
import type { WireAnswer } from './answers.ts';

/**
 * Lets IAM tell the virtual time at which an access key was made. The engine tells the real one, in whole seconds.
 * @returns what to do with each answer
 */
export function createKeyAges(time: VirtualTime) {
  const made = new Map<string, number>();
  const dates = (id: string) => new Date(time.at(made.get(id) ?? Date.now())).toISOString();

  return (operation: string, answer: WireAnswer): WireAnswer => {
    if (operation !== 'CreateAccessKey' && operation !== 'ListAccessKeys') return answer;
    const text = answer.body.toString();
    const ids = [...text.matchAll(/<AccessKeyId>([^<]+)</g)].map(([, id = '']) => id);
    if (operation === 'CreateAccessKey') for (const id of ids) made.set(id, Date.now());
    let at = 0;
    const told = text.replace(/<CreateDate>[^<]*</g, () => `<CreateDate>${dates(ids[at++] ?? '')}<`);
    return { ...answer, body: Buffer.from(told) };
  };
}
