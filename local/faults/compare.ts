import type { Snapshot } from './snapshot.ts';

/** What differs between any two applications that are alike: names, ids, times and secrets. */
const OWN: [RegExp, string][] = [
  [/\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)/g, '<time>'],
  [/AKIA[A-Z0-9]+/g, '<key>'],
  [/amzn1\.application-oa2-client\.[0-9a-f]+/g, '<client>'],
  [/amzn1\.oa2-cs\.v1\.[0-9a-f]+/g, '<client secret>'],
  [/Atzr\|[\w+/=-]+/g, '<refresh token>'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>'],
  [/:execution:[^"]+/g, ':execution:<execution>'],
  // Absent where Amazon's answer was lost: the secret has come all the same.
  [/,"confirmedAt":"<time>"/g, ''],
];

/** What an encrypted value may look like; anything else is broken, and not shown. */
const SECRETS = [
  '<client secret>',
  '<refresh token>',
  '{"accessKeyId":"<key>","secretAccessKey":"<secret>"}',
];

/** A snapshot as lines, without what is an application's own and without any secret. */
export function normalise({ parameters, ...iam }: Snapshot, appName: string): string[] {
  const plain = (text: string) => withoutOwn(text, appName);
  const values = Object.entries(parameters)
    // What became of a task is kept for its page; an answer that came too late for the execution has no outcome. Who had
    // a turn last, and how often it was had, is nobody's state.
    .filter(([name]) => !/\/(outcomes|turns)\//.test(name))
    .map(([name, { type, value }]) => {
      const shown = plain(value);
      const hidden = SECRETS.includes(shown) ? shown : `<${value.length} characters>`;
      return `${plain(name)} ${type} ${type === 'SecureString' ? hidden : shown}`;
    });
  const resources = Object.entries(iam).flatMap(([kind, all]) =>
    Object.entries(all).map(([name, one]) => plain(`${kind} ${name} ${JSON.stringify(one)}`)),
  );
  return [...values, ...resources].toSorted();
}

function withoutOwn(text: string, appName: string): string {
  const plain = text.replace(/("secretAccessKey":")[^"]+/g, '$1<secret>').replaceAll(appName, '<app>');
  return OWN.reduce((rest, [pattern, word]) => rest.replace(pattern, word), plain);
}

/** What one has and the other has not; empty where both are alike. */
export function differences(expected: string[], found: string[]): string[] {
  const short = (line: string) => (line.length > 400 ? `${line.slice(0, 400)}...` : line);
  return [
    ...expected.filter((line) => !found.includes(line)).map((line) => `missing: ${short(line)}`),
    ...found.filter((line) => !expected.includes(line)).map((line) => `instead: ${short(line)}`),
  ];
}
