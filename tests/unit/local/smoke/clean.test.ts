import { describe, expect, it } from '@jest/globals';
import { AwsDenied } from '#shared/errors/refused.ts';
import { cleanSteps } from '../../../../local/smoke/clean.ts';
import { type Inventory, takeInventory } from '../../../../local/smoke/inventory.ts';
import type { Kind } from '../../../../local/smoke/kinds/kind.ts';
import { removeAll } from '../../../../local/smoke/remove.ts';
import { reportLines } from '../../../../local/smoke/report.ts';
import { namesOf, randomStage, THROW_AWAY } from '../../../../local/smoke/session.ts';
import { newTrial } from '../../../../local/smoke/trial.ts';

const NAMES = namesOf('smoke-1a2b3c', 'eu-west-1');
const OURS = 'sp-api-private-app-smoke-1a2b3c-x';

/** A kind of resource in an account that holds some; what is removed is gone, but for what cannot be. */
function fakeKind(ids: string[], change: Partial<Kind> & { stuck?: string[] } = {}) {
  const { stuck = [], ...rest } = change;
  const left = new Set(ids);
  const kind: Kind = {
    name: 'SQS queue',
    list: async () => [...left],
    remove: async (id) => {
      if (stuck.includes(id)) throw Object.assign(new Error('in use'), { name: 'Conflict' });
      left.delete(id);
    },
    ...rest,
  };
  return { kind, left };
}

async function compared(kinds: Kind[], before?: Inventory, resourceIds: string[] = []) {
  const signal = new AbortController().signal;
  const session = {
    ...NAMES,
    ...{ aws: { region: 'eu-west-1' } as never, env: {}, pollMs: 1, patienceMinutes: 0.01, signal, kinds },
    say: () => {},
    deploy: async () => '',
  };
  const steps = cleanSteps(session, { ...newTrial(), resourceIds }, before);
  return steps.at(-1)?.run();
}

it('the removal of resources goes on after a failure, and past what is gone already', async () => {
  const gone = async () => {
    throw Object.assign(new Error(), { name: 'ParameterNotFound' });
  };
  const { kind, left } = fakeKind(['a', 'b'], { stuck: ['a'] });
  const parameter = { kind: { ...kind, name: 'parameter', remove: gone }, id: '/x/tasks/y' };

  const failures = await removeAll([parameter, { kind, id: 'a' }, { kind, id: 'b' }]);

  expect(failures).toEqual(['SQS queue a: Conflict: in use']);
  expect([...left]).toEqual(['a']);
});

describe('the comparison of the account', () => {
  it('finds what is left, by its name or because it belongs to the stack, and nothing else', async () => {
    const { kind, left } = fakeKind([OURS, 'arn:aws:iam::1:role/sp-api-private-app-smok-Cut', 'other']);

    const outcome = await compared([kind], undefined, ['sp-api-private-app-smok-Cut']);

    expect([...left]).toEqual(['other']);
    expect(outcome).toEqual({ detail: 'Nothing is left in the account' });
  });

  it('lists what it could not delete, and why', async () => {
    const { kind } = fakeKind([OURS], { stuck: [OURS] });

    await expect(compared([kind])).rejects.toThrow(`Left: SQS queue ${OURS}: Conflict: in use`);
  });

  it.each(['ParameterNotFound', 'NoSuchEntityException', 'ResourceNotFoundException', 'QueueDoesNotExist'])(
    'takes what somebody else has deleted meanwhile (%s) for deleted, and deletes the rest',
    async (name) => {
      const gone = fakeKind([OURS]);
      const remove = async () => {
        gone.left.delete(OURS);
        throw Object.assign(new Error(), { name });
      };
      const other = fakeKind([`${OURS}-2`]);

      const outcome = await compared([{ ...gone.kind, remove }, other.kind]);

      expect(outcome).toEqual({ detail: 'Nothing is left in the account' });
      expect([...other.left]).toEqual([]);
    },
  );

  it('says of a key when AWS deletes it', async () => {
    const deletedOn = async () => new Date('2027-02-01T00:00:00Z');
    const { kind } = fakeKind(['key-1'], { name: 'KMS key', deletedOn });

    expect(await compared([kind], undefined, ['key-1'])).toEqual({
      detail: 'Nothing is left in the account; AWS deletes the KMS key key-1 on 2027-02-01, free of charge',
    });
  });

  it('says what others have changed meanwhile, and touches none of it', async () => {
    const { kind, left } = fakeKind(['kept', 'new']);
    const before = { items: ['kept', 'gone'].map((id) => ({ kind, id })), unlisted: [] };

    expect(await compared([kind], before)).toEqual({
      detail:
        'Nothing is left in the account; created meanwhile by others: SQS queue new; deleted meanwhile by others: SQS queue gone',
    });
    expect([...left]).toEqual(['kept', 'new']);
  });

  it('says what it could not compare, and which right that needs', async () => {
    const list = () =>
      Promise.reject(
        new AwsDenied({ what: 'no', remedy: 'allow it', details: { action: 'sqs:ListQueues' } }),
      );

    expect(await compared([fakeKind([], { list }).kind])).toEqual({
      detail: 'Nothing is left in the account; not compared: SQS queue (needs sqs:ListQueues)',
    });
  });
});

it('an inventory has all that can be listed', async () => {
  const { kind } = fakeKind(['a', 'b']);

  expect(await takeInventory([kind])).toEqual({
    items: [
      { kind, id: 'a' },
      { kind, id: 'b' },
    ],
    unlisted: [],
  });
});

describe('the report', () => {
  const row = { step: 'Compare the account before and after', seconds: 1.25, detail: '' };

  it('names the command that deletes what is left', () => {
    const failed = { ...row, result: 'failed' as const, detail: 'Left: SQS queue x: Conflict: in use' };

    const lines = reportLines(NAMES, { rows: [failed], clean: false });

    expect(lines.join('\n')).toContain(
      'Something is left in the account. Delete it:\n  npm run smoke -- --clean smoke-1a2b3c --region eu-west-1',
    );
    expect(lines.join('\n')).toContain('failed  Left: SQS queue x: Conflict: in use');
  });

  it('ends with what the comparison says', () => {
    const ok = { ...row, result: 'ok' as const, detail: 'Nothing is left in the account' };

    expect(reportLines(NAMES, { rows: [ok], clean: true }).at(-1)).toBe('Nothing is left in the account');
  });
});

it('a throw-away stage has a random name, which is the only kind that may be deleted', () => {
  expect(randomStage()).toMatch(THROW_AWAY);
  expect(randomStage()).not.toBe(randomStage());
  expect(() => namesOf('prod', 'eu-west-1')).toThrow('prod is not a throw-away stage');
  expect(() => namesOf('smoke-1a2b3c4', 'eu-west-1')).toThrow('is not a throw-away stage');
});
