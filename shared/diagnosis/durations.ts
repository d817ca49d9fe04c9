export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const UNITS: [RegExp, number][] = [
  [/^(d|days?)$/i, DAY],
  [/^(h|hours?)$/i, HOUR],
  [/^(m|min|mins|minutes?)$/i, MINUTE],
  [/^(s|sec|secs|seconds?)$/i, 1],
];
const unitOf = (text: string) => UNITS.find(([pattern]) => pattern.test(text))?.[1];
const unitOfName = (name: string) => unitOf(name.match(/(seconds|secs|minutes|mins|hours|days)/i)?.[1] ?? '');

/**
 * A duration in seconds. The unit stands in the value (`"5 min"`), in the name it was given under, or is that of the
 * fact's own name. `true` for "it persists" is an hour: longer than anything that passes by itself.
 */
export function readDuration(key: string, name: string, value: unknown): number | undefined {
  if (value === true && name === 'persistsForSeconds') return HOUR;
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  if (/^\d{4}-\d{2}/.test(String(value))) return undefined;
  const [, digits, unit = ''] = String(value).match(/^\s*(?:[<>~+]+\s*)?(-?\d+(?:\.\d+)?)\s*([a-z]*)/i) ?? [];
  if (digits === undefined) return undefined;
  return Number(digits) * (unitOf(unit) ?? unitOfName(key) ?? unitOfName(name) ?? 1);
}
