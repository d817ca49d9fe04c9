import { MWS_OPERATIONS } from './mws.ts';
import { MWS_TYPE } from './mws-types.ts';

/** A place in a source file that belongs to MWS. */
export interface MwsFinding {
  /** From 1. */
  line: number;
  what: 'operation' | 'type' | 'endpoint';
  /** The operation (`ListOrders`), the type (`_GET_ORDERS_DATA_`) or the host name. */
  name: string;
}

/** A file that has to do with MWS at all: in another one `getReport(` is no MWS operation. */
const MWS = /(?<![A-Za-z])mws|Mws|MWS|MarketplaceWebService|\.amazonservices\./;
const SP_API = /selling-?partner-?api|\bsp-?api\b/i;

const COMMENT = /^\s*(?:\/\/|#(?![{[])|\*|\/\*|<!--|--\s|"""|''')/;

const NAMES = [...new Set(MWS_OPERATIONS.map(({ operation }) => operation))].filter((name) => name !== '*');
const NAME = alternatives(NAMES);
const camel = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
/** As Ruby and Python spell it: `GetMatchingProductForId` is `get_matching_product_for_id`, `…ForASIN` is `…_for_asin`. */
const snake = (name: string) =>
  name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
const SPELLED = new Map(
  NAMES.flatMap((name) => [camel(name), snake(name)].map((one) => [one, name] as const)),
);

/** The name as a text of its own, or as the value of `Action` in an address. */
const QUOTED = new RegExp(`(["'\`])(${NAME})\\1|\\bAction=(${NAME})(?!\\w)`, 'g');
/** A class of Amazon's own libraries: `ListOrdersRequest`, `MarketplaceWebServiceOrders_Model_ListOrdersResponse`. */
const CLASS = new RegExp(`(?<![A-Za-z])(${NAME})(?:Request|Response|Result)(?![A-Za-z])`, 'g');
/** The parameter that names an operation in every request of MWS: it says enough in any file. */
const ACTION = new RegExp(`\\bAction["'\\])]*\\s*(?:=>?|:|,)\\s*(["'\`])(${NAME})\\1`, 'g');
/** A method that is called or defined, or a symbol of Ruby. */
const METHOD = new RegExp(`(?<![\\w$])(${alternatives([...SPELLED.keys()])})(?=\\s*\\()`, 'g');

const TYPE = new RegExp(`(?<![A-Za-z0-9_])(?:${MWS_TYPE.source})(?![A-Za-z0-9_])`, 'g');
const ENDPOINT =
  /(?<![\w.-])mws(?:-[a-z]{2,4})?\.amazonservices\.(?:com(?:\.[a-z]{2})?|[a-z]{2}(?:\.[a-z]{2})?)(?![\w-])/g;

/** Longest name first, so that `ListOrdersByNextToken` is not `ListOrders`. */
function alternatives(names: string[]): string {
  return names.toSorted((a, b) => b.length - a.length).join('|');
}

/**
 * Finds the operations, report and feed types, and endpoints of MWS in a source file, in any programming language.
 * A line that is only a comment counts for nothing.
 * @param path tells that a file has to do with MWS, where its text does not
 */
export function scanSource(path: string, text: string): MwsFinding[] {
  const known = MWS.test(path) || MWS.test(text);
  if (!known && !MWS_TYPE.test(text) && !/\bAction\b/.test(text)) return [];
  const mixed = SP_API.test(text);
  const isCode = codeLines(path, text);
  return text.split('\n').flatMap((content, i) => {
    if (!isCode[i]) return [];
    // In a file that knows both APIs a method of this name is one of MWS only where the line says so.
    const operations = known && (!mixed || MWS.test(content)) ? operationsOf(path, content) : [];
    const found = [...operations, ...actionsOf(content), ...typesOf(content), ...endpointsOf(content)];
    return unique(found).map((one) => ({ line: i + 1, ...one }));
  });
}

/** Which lines are more than a comment; the long texts of Python are comments too. */
function codeLines(path: string, text: string): boolean[] {
  const python = path.endsWith('.py');
  let inside = false;
  return text.split('\n').map((line) => {
    const quotes = python ? (line.match(/"""|'''/g)?.length ?? 0) : 0;
    const begins = !inside && quotes > 0 && /^\s*[rbfu]?(?:"""|''')/i.test(line);
    const code = !inside && !begins && !COMMENT.test(line);
    if (quotes % 2 === 1 && (inside || begins)) inside = !inside;
    return code;
  });
}

type Found = Omit<MwsFinding, 'line'>;

// An answer that was saved as XML is no call.
const operationsOf = (path: string, line: string): Found[] =>
  named([
    ...[...line.matchAll(QUOTED)].map(([, , quoted, parameter]) => quoted ?? parameter),
    ...(path.endsWith('.xml') ? [] : [...line.matchAll(CLASS)].map(([, name]) => name)),
    ...[...line.matchAll(METHOD)].map(([, name = '']) => SPELLED.get(name)),
  ]);

const actionsOf = (line: string): Found[] => named([...line.matchAll(ACTION)].map(([, , name]) => name));

const named = (names: (string | undefined)[]): Found[] =>
  names.flatMap((name) => (name ? [{ what: 'operation' as const, name }] : []));

const typesOf = (line: string): Found[] => [...line.matchAll(TYPE)].map(([name]) => ({ what: 'type', name }));

// The namespace of an XML document is no address.
const endpointsOf = (line: string): Found[] =>
  [...line.replace(/xmlns(?::\w+)?\s*=\s*["'][^"']*/g, '').matchAll(ENDPOINT)].map(([name]) => ({
    what: 'endpoint',
    name,
  }));

const unique = (found: Found[]): Found[] => [...new Map(found.map((one) => [one.name, one])).values()];

/** Ends of MWS host names, and where SP-API serves their marketplaces. Source: Amazon MWS developer guide, endpoints; SP-API endpoints */
const HOSTS: [end: RegExp, host: string][] = [
  [/\.com\.cn$|\.cn$/, ''],
  [/-fe\.|\.jp$|\.com\.(au|sg)$|\.(au|sg)$/, 'sellingpartnerapi-fe.amazon.com'],
  [
    /-eu\.|\.(in|ae|sa|eg|tr|de|fr|it|es|uk|nl|se|pl|be)$|\.com\.(tr|be)$|\.co\.uk$/,
    'sellingpartnerapi-eu.amazon.com',
  ],
];

/** The host of SP-API that took the place of one of MWS; undefined for China, which SP-API does not serve. */
export function hostToday(host: string): string | undefined {
  const found = HOSTS.find(([end]) => end.test(host));
  return found ? found[1] || undefined : 'sellingpartnerapi-na.amazon.com';
}
