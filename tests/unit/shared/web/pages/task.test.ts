import { describe, expect, it } from '@jest/globals';
import { TASK_KINDS } from '#shared/domain/human-task.ts';
import { instructionsFor } from '#shared/domain/instructions.ts';
import { aTask, TOKEN } from '../../../../support/a-task.ts';
import { aView, CSRF, HOSTILE, taskDocument, textOf, unsafeIn } from '../../../../support/pages/views.ts';
import { anAuthorization } from '../../../../support/subjects.ts';

/** A task whose every free text is hostile, with a form whose every text is. */
function hostileView(kind: (typeof TASK_KINDS)[number]) {
  const fields = instructionsFor(aTask(kind)).fields.map(({ name }) => [name, HOSTILE]);
  const values = { ...Object.fromEntries(fields), reason: HOSTILE };
  const changes = {
    roleArn: HOSTILE,
    reason: HOSTILE,
    rejections: 2,
    execution: HOSTILE,
    requestedAt: HOSTILE,
    expiresAt: HOSTILE,
    marketplace: HOSTILE,
    ...(kind === 'self-authorize' && {
      authorization: anAuthorization({ name: HOSTILE, marketplace: HOSTILE }),
    }),
  };
  const problems = Object.fromEntries(fields);
  return { ...aView(kind, changes, { csrf: HOSTILE, values, problems }), submittedAt: HOSTILE };
}

const inputs = (root: ReturnType<typeof taskDocument>) =>
  root
    .querySelectorAll('form')
    .map((form) =>
      Object.fromEntries(
        form
          .querySelectorAll('input[type=hidden]')
          .map((input) => [input.getAttribute('name'), input.getAttribute('value')]),
      ),
    );

describe.each(TASK_KINDS)('the page of %s', (kind) => {
  it('shows hostile values as text', () => {
    const root = taskDocument(hostileView(kind));

    expect(unsafeIn(root)).toEqual([]);
    expect(root.querySelectorAll('script')).toHaveLength(1);
    expect(root.toString()).not.toContain('<script>alert');
    expect(textOf(root)).toContain(HOSTILE);
  });

  it('shows hostile refusals as text', () => {
    const refusal = { what: `${HOSTILE} what`, remedy: `${HOSTILE} remedy`, nothingStored: true };

    const root = taskDocument(aView(kind, {}, { refusal }));

    expect(unsafeIn(root)).toEqual([]);
    expect(root.querySelector('[role=alert]')?.textContent).toBe(
      `Not accepted, and nothing was stored\n${HOSTILE} whatWhat to do: ${HOSTILE} remedy`,
    );
  });

  it('links to no script, even where the addresses are hostile', () => {
    const view = { ...aView(kind), progress: HOSTILE, centralEndpoint: `${HOSTILE}{host}` };

    const root = taskDocument(view);

    expect(unsafeIn(root)).toEqual([]);
  });

  it('has neither style nor handler in an attribute', () => {
    const root = taskDocument(aView(kind));

    expect(unsafeIn(root)).toEqual([]);
  });

  it('has token and round in each form, and posts to itself', () => {
    const root = taskDocument(aView(kind, { rejections: 3, reason: 'r' }));

    const forms = inputs(root);
    expect(forms.map(({ action: _, ...rest }) => rest)).toEqual(
      forms.map(() => ({ csrf: CSRF, round: '3' })),
    );
    expect(
      root.querySelectorAll('form').map(({ attributes: { method, action } }) => [method, action]),
    ).toEqual(forms.map(() => ['post', undefined]));
  });

  it('is in its first round where nothing was rejected', () => {
    const root = taskDocument(aView(kind));

    expect(new Set(inputs(root).map(({ round }) => round))).toEqual(new Set(['0']));
  });

  it('holds no task token', () => {
    const root = taskDocument(aView(kind));

    expect(root.toString()).not.toContain(TOKEN);
  });

  it('has a label for each field, and each id once', () => {
    const root = taskDocument(aView(kind));

    const fields = root.querySelectorAll('input:not([type=hidden]), textarea');
    const labels = root.querySelectorAll('label').map((label) => label.getAttribute('for'));
    const ids = root.querySelectorAll('[id]').map(({ id }) => id);
    expect(labels.toSorted()).toEqual(fields.map(({ id }) => id).toSorted());
    expect(new Set(ids).size).toBe(ids.length);
    for (const field of fields)
      expect(ids).toEqual(
        expect.arrayContaining((field.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean)),
      );
  });

  it('says since when and until when it waits, and leads to the progress', () => {
    const root = taskDocument(aView(kind));

    expect(textOf(root)).toContain(
      'Asked on 2026-12-31 00:00 UTC; it waits until 2027-01-15 00:00 UTC. View progress.',
    );
    expect(root.querySelector('p.note a[href="id/progress"]')).not.toBeNull();
  });
});
