import vm from 'node:vm';
import type { TaskKind } from '#shared/domain/human-task.ts';
import script from '#shared/web/page.client.js';
import { aView, taskDocument } from './views.ts';

export const PAGE = 'https://pages.example/the-id-of-the-link';

type Listener = (event: { preventDefault(): void; persisted?: boolean }) => unknown;

/** As much of an element as the script touches; in text a browser shows its kind. */
function element(fields: Record<string, unknown> = {}) {
  const listeners: Record<string, Listener> = {};
  return {
    dataset: {} as Record<string, string>,
    textContent: '',
    className: '',
    hidden: true,
    attributes: {} as Record<string, string>,
    setAttribute(name: string, value: string) {
      this.attributes[name] = value;
    },
    addEventListener: (name: string, run: Listener) => {
      listeners[name] = run;
    },
    /** What a person, or the browser, does; resolves when the script has done its part. */
    fire: async (name: string, event: Partial<Parameters<Listener>[0]> = {}) =>
      listeners[name]?.({ preventDefault: () => {}, ...event }),
    toString: () => '[object HTMLInputElement]',
    ...fields,
  };
}
export type FakeElement = ReturnType<typeof element> & { value?: string };

/**
 * Runs the script of the pages in the page of a task, without a browser. As in one, a form's fields hide the form's own
 * properties of the same names.
 * Source: html.spec.whatwg.org/multipage/forms.html#the-form-element, LegacyOverrideBuiltIns
 */
export function openPage(kind: TaskKind, answer: unknown = {}, writeText?: (text: string) => unknown) {
  const root = taskDocument(aView(kind));
  const byId: Record<string, FakeElement> = {};
  const forms = root.querySelectorAll('form').map((form) => {
    const fields = form.querySelectorAll('input').map((input) => {
      const { id, name = '', value = '' } = input.attributes;
      const made: FakeElement = element({ name, value });
      if (id) byId[id] = made;
      byId[`${name}-said`] = element();
      return { made, name, checked: 'data-field' in input.attributes };
    });
    const named = Object.fromEntries(fields.map(({ name, made }) => [name, made]));
    return {
      ...element({ action: PAGE }),
      checked: 'data-check' in form.attributes,
      querySelectorAll: () => fields.filter(({ checked }) => checked).map(({ made }) => made),
      getAttribute: () => null,
      elements: named,
      ...named,
    };
  });
  const buttons = root.querySelectorAll('button.copy').map(({ attributes }) => {
    const copied = attributes['data-copy'] ?? '';
    const textContent = root.querySelector(`#${copied}`)?.textContent;
    byId[copied] = element({ cloneNode: () => ({ querySelectorAll: () => [], textContent }) });
    return element({ dataset: { copy: copied }, nextElementSibling: element() });
  });
  const parts = root.querySelectorAll('[data-when]').map(({ attributes }) => {
    const when = attributes['data-when'] ?? '';
    byId[when] ??= element({ checked: false });
    return element({ dataset: { when }, hidden: false });
  });
  const sent: { url: string; method: string; body: string }[] = [];
  const timers: (() => unknown)[] = [];
  const page = element();
  let reloads = 0;
  const select: Record<string, unknown[]> = {
    'button.copy': buttons,
    'form[data-check]': forms.filter(({ checked }) => checked),
    form: forms,
    '[data-when]': parts,
  };
  const reload = () => {
    reloads += 1;
  };
  vm.runInNewContext(script, {
    URLSearchParams,
    navigator: { clipboard: { writeText } },
    document: {
      querySelectorAll: (what: string) => select[what],
      querySelector: () => null,
      getElementById: (id: string) => byId[id],
    },
    location: { href: PAGE, pathname: new URL(PAGE).pathname, reload },
    addEventListener: page.addEventListener,
    setTimeout: (run: () => unknown) => timers.push(run),
    clearTimeout: (nth: number | undefined) => {
      if (nth) timers[nth - 1] = () => undefined;
    },
    fetch: async (url: unknown, { method, body }: { method: string; body: URLSearchParams }) => {
      sent.push({ url: new URL(String(url), PAGE).href, method, body: body.toString() });
      return { ok: true, json: async () => answer };
    },
  });
  return {
    sent,
    buttons: buttons as (FakeElement & { nextElementSibling: FakeElement })[],
    forms,
    page,
    byId,
    parts,
    reloads: () => reloads,
    /** Types into a field, and lets the time pass after which the script asks. */
    type: async (id: string, value: string) => {
      const field = byId[id] as FakeElement;
      field.value = value;
      await field.fire('input');
    },
    passTime: async () => {
      for (const run of timers.splice(0)) await run();
    },
  };
}
