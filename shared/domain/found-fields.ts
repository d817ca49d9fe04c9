/** More wrappings than any service puts around a message. */
const DEEPEST = 20;
/** More parts than any message has; a bomb of brackets ends here. */
const MOST_PARTS = 2_000;

/** A part of a message: its fields by their names in small letters, and the parts that it stands in, outermost first. */
export interface Part {
  fields: ReadonlyMap<string, unknown>;
  around: readonly Part[];
}

/**
 * All objects in a message, outermost first, whatever stands around them: lists, and JSON in a text, as SNS, EventBridge
 * and others pass a message on. Names lose their case, `_` and `-`.
 * @param body anything; it is never quoted
 */
export function partsOf(body: unknown): Part[] {
  const found: Part[] = [];
  let seen = 0;
  const visit = (value: unknown, around: Part[]): void => {
    seen += 1;
    if (seen > MOST_PARTS || around.length > DEEPEST) return;
    const opened = typeof value === 'string' ? parseJson(value) : value;
    if (Array.isArray(opened)) {
      for (const one of opened) visit(one, around);
    } else if (typeof opened === 'object' && opened !== null) {
      const entries = Object.entries(opened);
      const part = { fields: new Map(entries.map(([name, one]) => [plain(name), one])), around };
      found.push(part);
      for (const [, one] of entries) visit(one, [...around, part]);
    } else if (typeof opened === 'string' && opened !== value) {
      visit(opened, around);
    }
  };
  visit(body, []);
  return found;
}

/**
 * The first value under one of the names that can be used, in the part itself or, from there outwards, in those around it
 * and in what they hold directly, such as `notificationMetadata`.
 * @param read gives `undefined` for a value that cannot be used
 */
export function findField<T>(
  part: Part,
  names: string[],
  read: (value: unknown) => T | undefined,
): T | undefined {
  for (const one of [part, ...part.around.toReversed()]) {
    for (const fields of [one.fields, ...inner(one.fields)]) {
      for (const name of names) {
        const value = read(fields.get(plain(name)));
        if (value !== undefined) return value;
      }
    }
  }
  return undefined;
}

function inner(fields: ReadonlyMap<string, unknown>): Map<string, unknown>[] {
  const objects = [...fields.values()].filter(
    (one): one is object => typeof one === 'object' && one !== null && !Array.isArray(one),
  );
  return objects.map((one) => new Map(Object.entries(one).map(([name, value]) => [plain(name), value])));
}

const plain = (name: string): string => name.toLowerCase().replace(/[_-]/g, '');

/** The JSON in a text; the text itself where it holds none. */
function parseJson(text: string): unknown {
  const trimmed = text.trim();
  if (!/^[{["]/.test(trimmed)) return text;
  try {
    return JSON.parse(trimmed);
  } catch {
    return text;
  }
}
