/** The figures of a function that are the same on every machine, idle or busy. */
export interface FunctionSize {
  name: string;
  /** SDK clients in the bundle. */
  clients: number;
  zippedBytes: number;
  /** Of the module that a cold start evaluates: what every start needs is in this one file. */
  startBytes: number;
}

/** Of the zip with one SDK client and with more, and of the code of a cold start. */
const MOST = { oneClient: 150_000, moreClients: 250_000, start: 320_000, startWithRules: 650_000 };

/** Its work is the rules of the diagnosis, so it reads them all. */
const DIAGNOSES = 'diagnose-application';

/** What has grown over its limit. Times are no part of it: they depend on what else the machine does. */
export function judgeFunction({ name, clients, zippedBytes, startBytes }: FunctionSize): string[] {
  const mostZipped = clients > 1 ? MOST.moreClients : MOST.oneClient;
  const mostAtStart = name === DIAGNOSES ? MOST.startWithRules : MOST.start;
  return [
    ...(zippedBytes > mostZipped
      ? [`${name}: the zip has ${zippedBytes} bytes, more than ${mostZipped}`]
      : []),
    ...(startBytes > mostAtStart
      ? [`${name}: a cold start reads ${startBytes} bytes of code, more than ${mostAtStart}`]
      : []),
  ];
}
