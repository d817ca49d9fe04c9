import type { VirtualTime } from '../stack/virtual-time.ts';
import type { WireAnswer } from './answers.ts';
import type { Call } from './calls.ts';

/**
 * Lets AWS tell the virtual times at which access keys, users and roles were made and parameters were written. The engine
 * tells the real ones; of what IAM makes in whole seconds, which is much of a virtual minute, so those of keys are kept.
 * @returns what to do with each answer
 */
export function createToldTimes(time: VirtualTime) {
  const made = new Map<string, number>();
  const told = (realMs: number) => new Date(time.at(realMs)).toISOString();

  const keyDates = (operation: string, text: string) => {
    const ids = [...text.matchAll(/<AccessKeyId>([^<]+)</g)].map(([, id = '']) => id);
    if (operation === 'CreateAccessKey') for (const id of ids) made.set(id, Date.now());
    let at = 0;
    return text.replace(CREATED, () => `<CreateDate>${told(made.get(ids[at++] ?? '') ?? Date.now())}<`);
  };

  const rewrite = ({ service, operation }: Call, text: string): string => {
    if (service === 'ssm' && operation === 'GetParameters')
      return text.replace(MODIFIED, (_, name, seconds) => `${name}${time.at(Number(seconds) * 1000) / 1000}`);
    if (service === 'iam' && /AccessKeys?$/.test(operation)) return keyDates(operation, text);
    if (service === 'iam' && /^(Create|Get)(User|Role)$/.test(operation))
      return text.replace(CREATED, (_, date) => `<CreateDate>${told(Date.parse(date))}<`);
    return text;
  };

  return (call: Call, answer: WireAnswer): WireAnswer => {
    const before = answer.body.toString();
    const after = rewrite(call, before);
    return before === after ? answer : { ...answer, body: Buffer.from(after) };
  };
}

const CREATED = /<CreateDate>([^<]*)</g;
const MODIFIED = /("LastModifiedDate": ?)([\d.]+)/g;
