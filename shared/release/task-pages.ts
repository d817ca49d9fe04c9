import { logicalName } from './service-role.ts';
import { ofType, type Template } from './template.ts';

/** The functions of the pages: what the internet reaches, what only that calls, and what sends links to it. */
export const PAGE_FUNCTIONS = ['serve-task-pages', 'handle-task', 'show-health', 'send-health-link'];

/**
 * Whether the task pages are deployed.
 * @param pages `--param pages=`
 * @throws Error for another word than on and off
 */
export function hasPages(pages = 'on'): boolean {
  if (!/^(on|off)$/.test(pages)) throw new Error(`--param pages= must be on or off, not "${pages}".`);
  return pages === 'on';
}

/** What the framework and the configuration make of a function of the pages: `ServeTaskPagesLambdaFunctionUrl`. */
const OF_PAGES = new RegExp(
  `^(${PAGE_FUNCTIONS.map(logicalName).join('|')})(FunctionRole$|LogGroup$|Lambda|EventsRule)`,
);

/** The template without the task pages; the function that asks people is told. */
export function withoutPages(template: Template): Template {
  const kept = <T>(parts: Record<string, T> = {}) =>
    Object.fromEntries(Object.entries(parts).filter(([name]) => !OF_PAGES.test(name)));
  const without = { ...template, Resources: kept(template.Resources), Outputs: kept(template.Outputs) };
  for (const { Properties } of ofType(without, 'AWS::Lambda::Function')) {
    const variables = Properties.Environment?.Variables;
    if (variables?.PAGE_URL) variables.PAGE_URL = 'off';
  }
  return without;
}
