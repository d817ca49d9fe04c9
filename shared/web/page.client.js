// Only helps: every page works without it.
const soon = (run, ms) => {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
};

// The text of an element, without what is hidden.
const shownIn = (element) => {
  const copy = element.cloneNode(true);
  for (const part of copy.querySelectorAll('[hidden]')) part.remove();
  return copy.textContent.trim();
};

for (const button of document.querySelectorAll('button.copy')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const said = button.nextElementSibling;
    try {
      await navigator.clipboard.writeText(shownIn(document.getElementById(button.dataset.copy)));
      said.textContent = ' Copied';
    } catch {
      said.textContent = ' Select the text and copy it by hand';
    }
  });
}

// A text follows what is ticked.
for (const part of document.querySelectorAll('[data-when]')) {
  const box = document.getElementById(part.dataset.when);
  const follow = () => {
    part.hidden = !box.checked;
  };
  box.addEventListener('change', follow);
  follow();
}

// A form's own properties are hidden by fields of the same name, so its address is the page's.
for (const form of document.querySelectorAll('form[data-check]')) {
  for (const input of form.querySelectorAll('[data-field]')) {
    const check = async () => {
      const body = new URLSearchParams({
        action: 'check',
        csrf: form.elements.csrf.value,
        field: input.name,
        value: input.value,
      });
      const answer = await fetch(location.href, { method: 'POST', body, redirect: 'error' }).catch(
        () => undefined,
      );
      if (!answer?.ok) return;
      const { problem, doubt } = await answer.json();
      const said = document.getElementById(`${input.name}-said`);
      said.textContent = problem ?? doubt ?? '';
      said.className = problem ? 'problem' : 'doubt';
      input.setAttribute('aria-invalid', String(Boolean(problem)));
    };
    const later = soon(check, 400);
    input.addEventListener('input', () => {
      if (input.value) later();
    });
  }
}

// One click sends a form once.
for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'yes';
    const button = event.submitter;
    if (!button || event.defaultPrevented) return;
    button.textContent = form.dataset.check ? 'Checking with Amazon…' : 'Sending…';
    button.setAttribute('aria-busy', 'true');
  });
}

// A page that the browser kept may be out of date, and may still hold what was typed.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});

// What comes next is shown when it is there, without a new page where nothing is to be typed.
const lookAgain = async () => {
  const answer = await fetch(location.href, { redirect: 'error' }).catch(() => undefined);
  const fresh =
    answer?.status < 500 ? new DOMParser().parseFromString(await answer.text(), 'text/html') : undefined;
  if (fresh?.querySelector('form')) return location.reload();
  const [shown, now] = [document.querySelector('main'), fresh?.querySelector('main')];
  if (now && now.innerHTML !== shown.innerHTML) shown.replaceWith(now);
  lookLater();
};
const lookLater = () => {
  if (document.querySelector('[data-reload]')) setTimeout(lookAgain, 3000);
};
lookLater();
