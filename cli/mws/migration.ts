import { findMwsOperations, KINDS, type MwsOperation } from '#shared/mws/mws.ts';
import { typeToday } from '#shared/mws/mws-types.ts';
import { hostToday, type MwsFinding } from '#shared/mws/scan-source.ts';
import { fullName } from '#shared/operations/named-operations.ts';
import { describeSuccessor } from './describe.ts';

/** A finding with its file. */
export interface Place extends MwsFinding {
  file: string;
}

/** Everything found under one name, and what takes its place. */
export interface Migration {
  what: MwsFinding['what'];
  mws: string;
  /** What to use now: operations by full name, types, a host; empty where nothing replaces it. */
  now: string[];
  roles: string[];
  note: string;
  places: string[];
}

/** The table of a migration: one row a name, operations first, each with all its places. */
export function migrationsOf(places: Place[]): Migration[] {
  const names = Map.groupBy(places, ({ what, name }) => `${what} ${name}`);
  const rows = [...names.values()].map((group): Migration => {
    const { what, name } = group[0] as Place;
    return {
      what,
      mws: name,
      ...today(what, name),
      places: group.map(({ file, line }) => `${file}:${line}`),
    };
  });
  return [...rows.values()].toSorted((a, b) => ORDER[a.what] - ORDER[b.what] || a.mws.localeCompare(b.mws));
}

const ORDER = { operation: 0, type: 1, endpoint: 2 };

function today(what: MwsFinding['what'], name: string): Pick<Migration, 'now' | 'roles' | 'note'> {
  if (what === 'operation') return operationToday(findMwsOperations(name));
  if (what === 'type') {
    const { now, note = now.length > 0 ? 'without the outer underscores' : '' } = typeToday(name);
    return { now, roles: [], note };
  }
  const host = hostToday(name);
  return host
    ? { now: [host], roles: [], note: 'a Login with Amazon access token replaces the signature' }
    : { now: [], roles: [], note: 'SP-API does not serve China' };
}

function operationToday(rows: readonly MwsOperation[]): Pick<Migration, 'now' | 'roles' | 'note'> {
  const primary = rows.flatMap(({ successors }) => successors.filter(({ status }) => status === 'primary'));
  const shared = primary.map(({ operation }) => operation.roles ?? []);
  const roles = (shared[0] ?? []).filter((role) => shared.every((list) => list.includes(role)));
  const notes = rows.map(({ kind, note }) => (kind === 'direct' ? note : `${KINDS[kind]}. ${note}`.trim()));
  return {
    now: [...new Set(primary.map(({ operation }) => fullName(operation)))],
    roles,
    note: [...new Set(notes)].join(' / '),
  };
}

const cell = (text: string) =>
  text
    .replace(/\|/g, '\\|')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join(' ');

/** The report as Markdown: what to change, then every place. */
export function asMarkdown(root: string, migrations: Migration[]): string[] {
  const places = migrations.flatMap((one) => one.places.map((place) => ({ place, ...one })));
  const count = (what: string) => migrations.filter((one) => one.what === what).length;
  return [
    `# MWS in ${root}`,
    '',
    `${count('operation')} operations, ${count('type')} report and feed types, ${count('endpoint')} endpoints, in ${places.length} places.`,
    '',
    '| MWS | Places | Now | Any one of these roles | What differs |',
    '| --- | --- | --- | --- | --- |',
    ...migrations.map(
      ({ mws, now, roles, note, places: where }) =>
        `| ${[`\`${mws}\``, String(where.length), now.map((one) => `\`${one}\``).join(', ') || 'nothing', roles.join(', ') || '-', note || '-'].map(cell).join(' | ')} |`,
    ),
    '',
    '| File and line | MWS | Now |',
    '| --- | --- | --- |',
    ...places.map(
      ({ place, mws, now }) =>
        `| ${[place, `\`${mws}\``, now.map((one) => `\`${one}\``).join(', ') || 'nothing'].map(cell).join(' | ')} |`,
    ),
  ];
}

/** What a person reads about an operation of MWS. */
export function linesOf({ api, version, operation, kind, note, source, successors }: MwsOperation): string[] {
  return [
    `MWS ${api} ${version} ${operation}: ${KINDS[kind]}`,
    ...successors.flatMap((one) => describeSuccessor(one).map((line) => `  ${line}`)),
    ...(note ? [`  What differs: ${note}`] : []),
    `  Source: ${source}`,
  ];
}
