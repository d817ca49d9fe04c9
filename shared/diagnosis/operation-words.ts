import { REGIONS } from '../domain/regions.ts';
import { rolesOf } from '../operations/operations.ts';
import type { Rule } from './rule.ts';
import type { View } from './view.ts';

/** What the catalogue of SP-API adds to a remedy; nothing where it does not know the operation. */
export function aboutOperation(what: NonNullable<Rule['names']>, { about, facts }: View): string | undefined {
  const known = about?.known;
  if (what === 'address') return addressWords(about);
  const [operation] = known?.operations ?? [];
  if (!operation || !known) return undefined;
  if (what === 'successor') {
    const { successor, since } = known.removed ?? {};
    return successor ? `Call ${successor}; ${operation.operation} was removed on ${since}.` : undefined;
  }
  // Operations of one name may need different roles.
  if (new Set(known.operations.map(({ roles = [] }) => roles.join())).size > 1) return undefined;
  const region = REGIONS.find((one) => one === facts.endpointRegion);
  const roles = rolesOf(operation, region);
  if (roles.length === 0) return undefined;
  return `${operation.operation} needs one of these roles${region ? ` in ${region}` : ''}: ${roles.join(', ')}.`;
}

function addressWords(about: View['about']): string | undefined {
  if (!about) return undefined;
  const { known, method, operation } = about;
  if (/\/auth\/o2/i.test(operation))
    return 'This is the path of a token request: send it to https://api.amazon.com/auth/o2/token.';
  if (known && known.otherMethods.length > 0)
    return `This path takes ${known.otherMethods.join(' or ')}${method ? `, not ${method}` : ''}.`;
  return !known && operation.startsWith('/')
    ? 'The catalogue of SP-API has no operation at this path.'
    : undefined;
}
