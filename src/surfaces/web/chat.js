// Makes the page live where scripts run; without it every form still posts and every page still loads.
const log = () => document.querySelector('.log');
const toast = document.querySelector('.toast');

function say(sentence) {
  toast.textContent = sentence;
  toast.hidden = false;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => {
    toast.hidden = true;
  }, 8000);
}

const keyed = (root) =>
  new Map([...root.children].map((child) => [child.dataset.key ?? child.className, child]));

/** A card is replaced when it changed, or when one of its buttons was used and needs a new id. */
const stale = (old, fresh) => old.dataset.seen !== fresh.dataset.seen || old.hasAttribute('data-spent');

function keepPlace(old, fresh) {
  for (const [index, details] of [...old.querySelectorAll('details')].entries()) {
    const twin = fresh.querySelectorAll('details')[index];
    if (twin && details.open) twin.open = true;
  }
  const focused = old.contains(document.activeElement)
    ? document.activeElement.getAttribute('aria-label')
    : null;
  old.replaceWith(fresh);
  if (focused === null) return;
  const twin = [...fresh.querySelectorAll('button, summary')].find(
    (e) => e.getAttribute('aria-label') === focused,
  );
  (twin ?? fresh).focus({ preventScroll: true });
}

/** Takes over what a freshly drawn page shows, touching only the cards that changed. */
function take(page) {
  const fresh = page.querySelector('.log');
  const who = (root) => root.querySelector('.who .label')?.textContent;
  if (!fresh || !log() || who(page) !== who(document)) {
    location.reload();
    return;
  }
  const scroll = document.querySelector('.scroll');
  const fromBottom = scroll.scrollTop;
  const height = scroll.scrollHeight;
  const old = keyed(log());
  const next = keyed(fresh);
  for (const [key, child] of old) if (!next.has(key)) child.remove();
  let before = null;
  for (const [key, child] of next) {
    const present = old.get(key);
    if (!present) before ? before.after(child) : log().prepend(child);
    else if (stale(present, child)) keepPlace(present, child);
    const shown = present?.isConnected ? present : child;
    if (before && before.nextElementSibling !== shown) before.after(shown);
    before = shown;
  }
  // Measured from the bottom: who reads above keeps their place, who is at the end stays at the end.
  if (fromBottom < -40) scroll.scrollTop = fromBottom - (scroll.scrollHeight - height);
  for (const [index, form] of [...document.querySelectorAll('.composer form')].entries()) {
    const twin = page.querySelectorAll('.composer form')[index];
    const cause = form.querySelector('[name=cause]');
    if (twin && cause) cause.value = twin.querySelector('[name=cause]').value;
  }
}

async function draw(url, options = {}) {
  const answer = await fetch(url, { credentials: 'same-origin', ...options });
  const text = await answer.text();
  if (!answer.ok)
    throw new Error(
      answer.headers.get('content-type')?.startsWith('text/plain') ? text : toast.dataset.failed,
    );
  return { page: new DOMParser().parseFromString(text, 'text/html') };
}

const answers = () => [...document.querySelectorAll('[id^="answer-"]')];

let refreshing = null;
let again = false;
/** One look at a time; changes during it cause one more. */
function refresh() {
  if (refreshing) {
    again = true;
    return;
  }
  refreshing = draw(location.pathname)
    .then(({ page }) => take(page))
    .catch(() => {})
    .finally(() => {
      refreshing = null;
      if (again) {
        again = false;
        refresh();
      }
    });
}

async function post(form, button) {
  if (form.hasAttribute('data-sending')) return;
  form.setAttribute('data-sending', '');
  button?.setAttribute('aria-busy', 'true');
  try {
    const body = new URLSearchParams(new FormData(form, button));
    const { page } = await draw(form.action, { method: 'POST', body });
    // Answered: this button's id is used up. After a network failure it is not, so pressing again is safe.
    form.closest('[data-key]')?.setAttribute('data-spent', '');
    form.closest('dialog')?.close();
    if (form.matches('.say')) form.reset();
    // Where the redirect leads, but fetch does not say.
    const known = new Set(answers().map(({ id }) => id));
    take(page);
    answers()
      .findLast(({ id }) => !known.has(id))
      ?.scrollIntoView({ block: 'nearest' });
  } catch (failure) {
    say(failure instanceof TypeError ? toast.dataset.silent : failure.message);
  } finally {
    form.removeAttribute('data-sending');
    button?.removeAttribute('aria-busy');
  }
}

async function ask(form, button) {
  const { page } = await draw(`${form.action}?${new URLSearchParams(new FormData(form))}`);
  const question = page.querySelector('.ask');
  if (!question) return;
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'ask-title');
  dialog.append(question);
  document.body.append(dialog);
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (button.isConnected) button.focus();
  });
  dialog.showModal();
  dialog.querySelector('input:not([type=hidden]), textarea, select, button')?.focus();
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.hasAttribute('data-whole') || !log()) return;
  event.preventDefault();
  const button = event.submitter;
  if (form.hasAttribute('data-ask')) ask(form, button).catch(() => form.submit());
  else post(form, button);
});

document.addEventListener('click', (event) => {
  const close = event.target.closest('dialog [data-close]');
  if (close) {
    event.preventDefault();
    close.closest('dialog').close();
  }
  for (const open of document.querySelectorAll('details[open]'))
    if (!open.contains(event.target)) open.open = false;
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const open of document.querySelectorAll('details[open]')) {
    open.open = false;
    open.querySelector('summary').focus();
  }
});

// Browsers allow six connections to one server: only the tab that is looked at holds one.
let stream = null;
function listen() {
  const live = document.querySelector('[data-live]');
  stream?.close();
  stream = null;
  if (!live || document.hidden) return;
  stream = new EventSource(live.dataset.live);
  stream.addEventListener('hello', () => {
    document.documentElement.dataset.live = 'yes';
    refresh();
  });
  stream.addEventListener('changed', refresh);
  stream.addEventListener('error', () => {
    document.documentElement.dataset.live = 'no';
  });
}
document.addEventListener('visibilitychange', listen);
listen();
