import { type Command, Option } from 'commander';
import { SELLING_PARTNERS, type SellingPartner } from '#shared/domain/application.ts';
import { REGIONS, type Region } from '#shared/domain/regions.ts';
import {
  endOf,
  fullName,
  namedOperations,
  narrowed,
  similarNames,
} from '#shared/operations/named-operations.ts';
import type { Operation } from '#shared/operations/operation.ts';
import { rolesOf } from '#shared/operations/operations.ts';
import { isRestricted, plainRole, smallestRoles } from '#shared/operations/smallest-roles.ts';
import { UsageError } from '../errors.ts';
import { note, print, printJson } from '../output.ts';

interface Options {
  sellingPartner: SellingPartner;
  spApiRegion?: Region;
  json?: boolean;
}

const EXAMPLES = `
It needs no AWS. Any one role of an operation's list allows it. A name that several versions share counts for all of them; give
orders/2026-01-01/getOrder to mean one.

Examples:
  spapi roles getOrders createReport
  spapi roles searchListingsItems --sp-api-region EU
`;

/** Adds `roles`. */
export function addRoles(program: Command): void {
  program
    .command('roles')
    .description('Names the smallest set of data access roles that allows some operations.')
    .argument('<operations...>', 'operations, for example getOrders orders/2026-01-01/searchOrders')
    .addOption(
      new Option('--selling-partner <kind>', 'whose operations are meant')
        .choices(SELLING_PARTNERS)
        .default('seller'),
    )
    .addOption(new Option('--sp-api-region <region>', 'counts only roles valid there').choices(REGIONS))
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((names: string[], _options, command: Command) => show(names, command.optsWithGlobals<Options>()));
}

function show(names: string[], { sellingPartner, spApiRegion, json }: Options): void {
  const operations = [...new Set(names.flatMap((name) => requireNamed(name, sellingPartner)))];
  const found = smallestRoles(operations, spApiRegion);
  if (json) printJson(asJson(operations, found, spApiRegion));
  else print(...linesOf(operations, found, spApiRegion));
  for (const one of json ? [] : operations) {
    const end = endOf(one, new Date());
    if (end) note(end);
  }
}

function linesOf(
  operations: Operation[],
  found: ReturnType<typeof smallestRoles>,
  region: Region | undefined,
): string[] {
  return [
    found.roles.length > 0 ? 'Smallest set of roles:' : 'No role is needed, as far as Amazon lists them.',
    ...found.roles.map(
      (role) => `  ${plainRole(role)}${isRestricted(role) ? ' (restricted: personal data)' : ''}`,
    ),
    '',
    ...operations.map((one) => `${fullName(one)}: ${choices(one, found, region)}`),
  ];
}

function choices(one: Operation, found: ReturnType<typeof smallestRoles>, region?: Region): string {
  if (found.grantless.includes(one)) return 'needs no role, it is grantless';
  if (found.unknown.includes(one)) return "Amazon's list names no role";
  if (found.impossible.includes(one)) return `no role allows it in ${region}`;
  return `any one of ${rolesOf(one, region).map(plainRole).join(', ')}`;
}

function asJson(operations: Operation[], found: ReturnType<typeof smallestRoles>, region?: Region) {
  const named = (list: Operation[]) => list.map(fullName);
  return {
    roles: found.roles.map(plainRole),
    restricted: found.roles.filter(isRestricted).map(plainRole),
    operations: operations.map((one) => ({
      operation: fullName(one),
      anyOf: rolesOf(one, region).map(plainRole),
    })),
    grantless: named(found.grantless),
    unknown: named(found.unknown),
    impossible: named(found.impossible),
  };
}

function requireNamed(name: string, account: SellingPartner): readonly Operation[] {
  const found = narrowed(namedOperations(name), account);
  if (found.length > 0) return found;
  const near = similarNames(name);
  throw new UsageError(
    `SP-API has no operation named ${name.slice(0, 60)}.${near.length > 0 ? ` Did you mean ${near.join(', ')}?` : ' See "spapi operations".'}`,
  );
}
