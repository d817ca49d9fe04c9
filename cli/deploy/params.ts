import { UsageError } from '../errors.ts';

/**
 * The parameters of a deployment by name, as they were typed.
 * @param given each `name=value`
 * @param known names
 * @throws UsageError for another form or name
 */
export function readParams(given: readonly string[], known: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  for (const one of given) {
    const at = one.indexOf('=');
    const name = one.slice(0, at);
    if (at < 1) throw new UsageError('--param must be name=value, for example --param pages=off.');
    if (!known.includes(name))
      throw new UsageError(
        `There is no parameter ${name.slice(0, 40)}. These can be given: ${known.toSorted().join(', ')}.`,
      );
    params[name] = one.slice(at + 1);
  }
  return params;
}
