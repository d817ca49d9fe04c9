import { describe, expect, it } from '@jest/globals';
import { RESERVED_NAMES, reservedNameProblems } from '#shared/domain/reserved-names.ts';
import { findReservedNames } from '#shared/tasks/find-reserved-names.ts';
import { refuseReservedNames } from '../../../../cli/execution-input.ts';
import { fakeServices } from '../../../support/fakes/services.ts';
import { parametersOf } from '../../../support/policies/stray-matches.ts';
import { APP, anApplication, anAuthorization, errorOf, PATHS } from '../../../support/subjects.ts';

describe('the reserved names', () => {
  it('are all fixed parts of the paths of an application, and no others', () => {
    const parts = parametersOf({ appName: 'app', authorization: 'account' })
      .filter((name) => name.startsWith('/sp-api-dev/app/'))
      .flatMap((name) => name.split('/').slice(3))
      // A person chooses these, or they are in one part of a path with a word of ours.
      .filter((part) => part !== 'account' && !/^(task-|[a-z]+-[a-z-]+-account$)/.test(part))
      .filter(
        (part) => !/^(request-data-access|register-application|register-queue|confirm-removal)$/.test(part),
      );

    expect([...new Set(parts)].toSorted()).toEqual(RESERVED_NAMES.toSorted());
  });

  const named = (name: string) => ({ appName: APP, authorizations: [{ name, marketplace: 'DE' }] });

  it.each(['tasks', 'outcomes', 'turns'])(
    'refuse a new account named %s, with another name to take',
    (name) => {
      expect(reservedNameProblems(named(name), anApplication())).toEqual([
        `authorizations.0.name: "${name}" is a reserved word of the paths in Parameter Store; choose another name, for example ${name}-1`,
      ]);
    },
  );

  it('refuse a new application', () => {
    expect(reservedNameProblems({ appName: 'config' }, undefined)).toEqual([
      'appName: "config" is a reserved word of the paths in Parameter Store; choose another name, for example config-1',
    ]);
  });

  it('stay with who has one from an earlier version', async () => {
    const services = fakeServices();
    const stored = anApplication({ authorizations: [anAuthorization({ name: 'tasks' })] });
    services.parameters.seed(APP, { [PATHS.config]: JSON.stringify(stored) });

    expect(await findReservedNames(services, named('tasks'))).toEqual([]);
    expect(await findReservedNames(services, named('outcomes'))).toHaveLength(1);
    expect(reservedNameProblems({ appName: 'config' }, anApplication({ appName: 'config' }))).toEqual([]);
  });

  it('are refused on the command line, all at once', async () => {
    const typed = { ...named('tasks'), appName: 'status', marketplace: 'US' };

    const { message } = await errorOf(refuseReservedNames({ services: fakeServices() as never }, typed));

    expect(message).toContain('The input has 2 problem(s):\n- appName: "status" is a reserved word');
  });

  it('cost nothing where a name is none', async () => {
    expect(await findReservedNames({ parameters: undefined as never }, named('supply'))).toEqual([]);
  });
});
