import { describe, expect, it } from '@jest/globals';
import { alertOf, aWaitingTask, titleOf, traces } from '../../../support/pages/visitor.ts';

describe('the page of a removal', () => {
  it('lists what is deleted and kept, and what happens when', async () => {
    const { open } = await aWaitingTask('confirm-removal');

    const { root } = await open();

    const lists = root
      .querySelectorAll('section')
      .map((section) => [
        section.querySelector('h2')?.textContent,
        section.querySelectorAll('li').map(({ textContent }) => textContent),
      ]);
    expect(lists.slice(1, 3)).toEqual([
      ['What will be deleted', ['3 parameters']],
      ['What is kept', ['the application at Amazon']],
    ]);
    expect(lists[3]?.[1]?.[1]).toBe(
      'After 7 days: keys, policies, role and user are deleted, then the parameters, the secrets last. Without an access key there is nothing to wait for.',
    );
  });

  it.each([
    ['acme-order', 'The name that was typed is that of another application.'],
    ['', 'One field needs a correction'],
    ['Acme Orders', 'One field needs a correction'],
  ])('does not take %j for the name', async (appName, said) => {
    const { services, open, send } = await aWaitingTask('confirm-removal');
    await open();
    const before = traces(services);

    const page = await send({ action: 'complete', appName });

    expect(page.status).toBe(422);
    expect(alertOf(page)).toContain(said);
    expect(traces(services)).toEqual(before);
  });

  it('says after the confirmation that the removal continues, and nothing of the tutorial', async () => {
    const { open, send } = await aWaitingTask('confirm-removal');
    await open();
    await send({ action: 'complete', appName: 'acme-orders' });

    const page = await open();

    expect(titleOf(page)).toBe('This is done');
    expect(page.text).toContain('The removal continues automatically.');
    expect(page.text).not.toContain('tutorial');
  });

  it('says after a refusal that nothing was removed', async () => {
    const { open, send } = await aWaitingTask('confirm-removal');
    await open();
    await send({ action: 'give-up', reason: 'Still needed' });

    expect((await open()).text).toContain('Nothing was removed, and the application stays as it is.');
  });
});
