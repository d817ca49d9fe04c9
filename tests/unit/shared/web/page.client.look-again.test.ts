import vm from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { type HTMLElement, parse } from 'node-html-parser';
import script from '#shared/web/page.client.js';

const WAITS = '<main data-reload="yes">wait</main>';
const LATER = '<main>next</main>';
const FORM = '<main><form></form></main>';

/** Runs the script in a page that looks again; the server answers with these pages, or not at all, one each time. */
async function lookAgain(...answers: (string | undefined)[]) {
  let shown: HTMLElement = parse(WAITS);
  const timers: (() => Promise<unknown>)[] = [];
  let reloads = 0;
  let replaced = 0;
  vm.runInNewContext(script, {
    DOMParser: class {
      parseFromString = parse;
    },
    addEventListener: () => undefined,
    document: {
      querySelectorAll: () => [],
      querySelector: (what: string) => {
        const found = shown.querySelector(what);
        const replaceWith = (fresh: HTMLElement) => {
          shown = parse(fresh.toString());
          replaced += 1;
        };
        return found && { innerHTML: found.innerHTML, replaceWith };
      },
    },
    fetch: async () => {
      const text = answers.shift();
      if (text === undefined) throw new TypeError('Failed to fetch');
      return { status: 200, text: async () => text };
    },
    location: { href: 'https://pages.example/id', reload: () => (reloads += 1) },
    setTimeout: (run: () => Promise<unknown>) => timers.push(run),
  });
  let looks = 0;
  for (let run = timers.shift(); run && answers.length > 0; run = timers.shift(), looks++) await run();
  return { looks, reloads, replaced, shown: shown.textContent, waits: timers.length };
}

describe('a page that waits for what comes next', () => {
  it('shows it when it is there, without a new page, and looks no further', async () => {
    expect(await lookAgain(WAITS, WAITS, LATER)).toEqual({
      looks: 3,
      reloads: 0,
      replaced: 1,
      shown: 'next',
      waits: 0,
    });
  });

  it('looks again after the server was not reached', async () => {
    expect(await lookAgain(undefined, LATER)).toEqual({
      looks: 2,
      reloads: 0,
      replaced: 1,
      shown: 'next',
      waits: 0,
    });
  });

  it('is loaded anew where there is a form to fill in', async () => {
    expect(await lookAgain(FORM)).toEqual({ looks: 1, reloads: 1, replaced: 0, shown: 'wait', waits: 0 });
  });
});
