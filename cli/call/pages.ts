import type { Operation } from '#shared/operations/operation.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const TOKEN = /^(next_?token|next_?page_?token|pagination_?token|page_?token)$/i;

/** Where the token stands: in the answer itself, or in one of these parts. */
const AROUND = /^(payload|pagination|paging)$/i;

/** The token of the next page, wherever the API puts it; undefined on the last page. */
export function nextTokenOf(body: unknown): string | undefined {
  if (!isRecord(body)) return undefined;
  for (const [name, value] of Object.entries(body)) {
    if (TOKEN.test(name) && typeof value === 'string' && value) return value;
    const inner = AROUND.test(name) ? nextTokenOf(value) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

/** The parameter that takes the token; undefined where the operation has no pages. */
export const tokenParameterOf = ({ parameters }: Operation): string | undefined =>
  parameters.find(({ name, in: where }) => where === 'query' && TOKEN.test(name))?.name;

/** Operations that take the token alone, without the parameters of the first page. Source: the models' own words on these parameters. */
const TOKEN_ALONE = new Set(['getReports', 'getFeeds', 'getQueries']);

/** The query of the next page. */
export function nextQuery(
  operation: Operation,
  query: readonly [string, string][],
  parameter: string,
  token: string,
): [string, string][] {
  const kept = TOKEN_ALONE.has(operation.operation) ? [] : query.filter(([name]) => name !== parameter);
  // Fulfillment Inbound v0 asks for its pages with a query type of their own.
  const typed = kept.map(([name, value]): [string, string] => [
    name,
    name === 'QueryType' ? 'NEXT_TOKEN' : value,
  ]);
  return [...typed, [parameter, token]];
}

/** Pages as one answer: lists are joined, of everything else the last page counts. The token of the last page is gone. */
export function mergePages(pages: readonly unknown[]): unknown {
  return pages.slice(1).reduce((all, page) => merge(all, page), pages[0]);
}

function merge(all: unknown, page: unknown): unknown {
  if (Array.isArray(all) && Array.isArray(page)) return [...all, ...page];
  if (!isRecord(all) || !isRecord(page)) return page;
  const names = new Set([...Object.keys(all), ...Object.keys(page)]);
  const entries = [...names]
    .filter((name) => name in page || !TOKEN.test(name))
    .map((name) => [
      name,
      name in page && name in all ? merge(all[name], page[name]) : (page[name] ?? all[name]),
    ]);
  return Object.fromEntries(entries);
}
