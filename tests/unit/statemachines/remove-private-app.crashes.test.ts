import { describe, expect, it } from '@jest/globals';
import { addOthers, createUntil, STATES } from '../../support/application-to-remove.ts';
import { allLike, crashEverywhere } from '../../support/crash.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { pathsOf, removalPaths } from '../../support/installation.ts';
import { inventory, removeApplication } from '../../support/removal.ts';
import { APP } from '../../support/subjects.ts';

async function given(last: number) {
  const services = fakeServices();
  await addOthers(services);
  const before = structuredClone(inventory(services));
  await createUntil(services, last);
  return { services, before };
}

describe.each(STATES)('after %s', (_, last) => {
  it('a removal leaves everything exactly as it was before the creation', async () => {
    const { services, before } = await given(last);

    await removeApplication(services);

    expect(inventory(services)).toEqual(before);
  });

  it('a second removal finds nothing and asks nobody', async () => {
    const { services } = await given(last);
    await removeApplication(services);
    const after = structuredClone(inventory(services));

    expect(await removeApplication(services)).toBeUndefined();
    expect(inventory(services)).toEqual(after);
  });
});

describe('a removal that is interrupted at any call', () => {
  it('is completed by the next execution, and leaves everything as it was before the creation', async () => {
    const befores: object[] = [];
    const ready: FakeServices[] = [];
    // Enough for each place where it can be interrupted.
    for (let i = 0; i < 140; i += 1) {
      const { services, before } = await given(STATES.length - 1);
      befores.push(before);
      ready.push(services);
    }

    const { clean, recovered } = await crashEverywhere(
      () => ready.pop() as FakeServices,
      (services) => removeApplication(services),
      inventory,
    );

    expect(ready.length).toBeGreaterThan(0);
    // The ids of links are random: those of the last one made are those of the clean run.
    const withoutLinks = (state: unknown) => {
      const { parameters, ...rest } = state as ReturnType<typeof inventory>;
      const named = Object.entries(parameters).filter(([name]) => !name.startsWith('/sp-api/_links/'));
      return {
        ...rest,
        parameters: Object.fromEntries(named),
        links: Object.keys(parameters).length - named.length,
      };
    };
    expect(withoutLinks(clean)).toEqual(withoutLinks(befores.at(-1)));
    expect(Object.keys(recovered).length).toBeGreaterThan(100);
    const shown = Object.fromEntries(
      Object.entries(recovered).map(([at, state]) => [at, withoutLinks(state)]),
    );
    expect(shown).toEqual(allLike(withoutLinks(clean), recovered));
  });

  it('is asked for a second time only where the first confirmation was not kept', async () => {
    const { services } = await given(STATES.length - 1);
    let asked = 0;
    const onConfirm = () => {
      asked += 1;
    };
    services.iamRoles.failNext('delete', new Error('stopped'));

    await expect(removeApplication(services, { onConfirm })).rejects.toThrow('stopped');
    await removeApplication(services, { onConfirm });

    expect(asked).toBe(1);
  });

  it('keeps in its record what was removed before it was interrupted', async () => {
    const { services } = await given(STATES.length - 1);
    const names = Object.keys(services.parameters.all())
      .filter((name) => name.startsWith(`${pathsOf(APP).root}/`))
      .map((name) => name.slice(pathsOf(APP).root.length + 1));
    services.topic.failNext('publish', new Error('stopped'));
    await expect(removeApplication(services)).rejects.toThrow('stopped');

    const report = await removeApplication(services);

    expect(report?.removed.parameters.toSorted()).toEqual(names.toSorted());
    expect(services.parameters.json(removalPaths.removed(APP))).toMatchObject({ removed: report?.removed });
    expect(services.parameters.valueOf(removalPaths.open(APP))).toBeUndefined();
  });
});
