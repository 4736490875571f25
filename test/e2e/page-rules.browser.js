// Runs inside the page; its last expression is the list of broken rules.
(() => {
  const broken = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const must = (holds, sentence) => holds || broken.push(sentence);
  const described = (e) => e.outerHTML.slice(0, 90);
  const nameOf = (e) =>
    (e.getAttribute('aria-label') ?? (e.textContent || e.getAttribute('alt')) ?? '').trim();

  must(document.documentElement.lang === 'en', 'the language is not named');
  for (const landmark of ['main', 'nav', 'header'])
    must(all(landmark).length === 1, `not exactly one ${landmark}`);
  must(all('h1').length === 1, 'not exactly one h1');
  for (const e of all('nav')) must(nameOf(e) !== '' && e.hasAttribute('aria-label'), 'a nav without a name');
  for (const e of all('button, a, summary')) must(nameOf(e) !== '', `no name: ${described(e)}`);
  for (const e of all('button[aria-label]')) {
    // Who speaks to their computer says what they see: WCAG 2.5.3.
    const shown = e.innerText.replace('…', '').trim();
    must(nameOf(e).includes(shown), `the name does not hold what is shown: ${described(e)}`);
  }
  for (const e of all('input:not([type=hidden]), select, textarea')) {
    must(e.labels?.length === 1, `no label: ${described(e)}`);
  }
  for (const e of all('img')) must(e.hasAttribute('alt'), `no alternative text: ${described(e)}`);
  for (const e of all('table')) {
    must(e.caption !== null, `no caption: ${described(e)}`);
    must(e.querySelector('tbody th[scope=row]') !== null, `no row headers: ${described(e)}`);
  }
  for (const e of all('article'))
    must(nameOf(e).length > 0 && e.hasAttribute('aria-label'), 'an article without a name');
  const ids = all('[id]').map((e) => e.id);
  must(new Set(ids).size === ids.length, `an id is used twice: ${ids}`);
  must(
    document.documentElement.scrollWidth <= innerWidth,
    `wider than the screen: ${document.documentElement.scrollWidth}`,
  );

  const parse = (color) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) =>
      v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const groundOf = (e) => {
    if (!e) return [255, 255, 255];
    const [r, g, b, a] = parse(getComputedStyle(e).backgroundColor);
    if (a === 255) return [r, g, b];
    const below = groundOf(e.parentElement);
    return a === 0 ? below : [r, g, b].map((v, i) => (v * a + below[i] * (255 - a)) / 255);
  };
  const seen = new Set();
  for (const e of all('body *')) {
    const own = [...e.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
    if (!own || e.closest('.hidden, .skip, [hidden]') || !e.checkVisibility()) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(groundOf(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const key = `${e.tagName}.${e.className}`;
    if (ratio < 4.5 && !seen.has(key))
      broken.push(`contrast ${ratio.toFixed(2)} of ${key} in ${described(e)}`);
    seen.add(key);
  }
  return broken;
})();
