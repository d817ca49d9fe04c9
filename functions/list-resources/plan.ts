import type { Application } from '#shared/domain/application.ts';
import type { RemovalPlan } from '#shared/domain/removal.ts';
import type { NamedParameter } from '#shared/removal/parameters-of.ts';
import type { ListedIam } from './list-iam.ts';

/** What was found of an application. */
interface Found {
  /** Where its parameters are. */
  root: string;
  application: Application | undefined;
  iam: ListedIam;
  parameters: NamedParameter[];
  graceSeconds: number;
}

/** What a person reads before they confirm. It is short, because it is stored with the task, in one parameter. */
export function planOf({ root, application, iam, parameters, graceSeconds }: Found): RemovalPlan {
  const secrets = parameters.filter(({ secret }) => secret);
  const waiting = parameters.flatMap(({ name }) =>
    name.startsWith('tasks/') ? [name.slice('tasks/'.length)] : [],
  );
  const email = application?.notificationEmail;
  return {
    deletes: [
      ...iam.deletes,
      ...(parameters.length > 0
        ? [`${parameters.length} parameters below ${root}/, ${secrets.length} of them secret`]
        : []),
      ...(waiting.length > 0 ? [`the tasks that wait: ${few(waiting)}; their executions are stopped`] : []),
      ...(email ? [`the subscription of ${email} to its messages`] : []),
    ],
    keeps: [
      ...iam.keeps,
      ...(iam.deletes.length === 0 ? ['IAM: nothing there was made here'] : []),
      'the application and its authorizations at Amazon, which only a person can end',
    ],
    graceSeconds,
  };
}

/** So many names are shown, and the others counted. */
const MOST_NAMES = 5;

const few = (names: string[]): string =>
  [
    ...names.slice(0, MOST_NAMES),
    ...(names.length > MOST_NAMES ? [`${names.length - MOST_NAMES} more`] : []),
  ].join(', ');
