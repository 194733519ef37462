// Fits an embed into the page that holds it: tells how tall it is, and looks as that page's author wishes.
(() => {
  const root = document.documentElement;
  const COLOUR = /^#?([\da-f]{3}|[\da-f]{6})$/i;
  const TOKENS = { accent: COLOUR, background: COLOUR, surface: COLOUR, text: COLOUR, radius: /^(1?\d|2[0-4])(px)?$/ };
  /** How long the host may take to make room, in milliseconds: longer than it refuses to after growing too often. */
  const UNTIL_SETTLED = 1100;

  /** The style sheets make of these what follows from them. */
  function dress(query) {
    const wishes = new URLSearchParams(query);
    root.dataset.theme = wishes.get('theme');
    const own = Object.keys(TOKENS).filter((name) => {
      const value = TOKENS[name].exec(wishes.get(name))?.[1];
      root.style.setProperty(`--own-${name}`, value ? (name === 'radius' ? `${value}px` : `#${value}`) : '');
      return value;
    });
    root.dataset.own = own.join(' ');
  }

  /** One more than it needs: hosts pass over changes of a single pixel. What stands there before the app has no say. */
  let told;
  function tell(again) {
    if (document.querySelector('.waiting:not([hidden])')) return;
    const height = Math.ceil(document.body.getBoundingClientRect().height) + 1;
    if (height !== told || again) parent.postMessage({ ballast: 1, type: 'height', height }, '*');
    told = height;
  }

  /** A host that makes no room leaves a page that has to be scrolled, with a bar. It is asked again only after somebody did
   * something: what the page shows might follow its own height. */
  let waiting;
  function settle(again) {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const fits = root.scrollHeight <= innerHeight;
      root.dataset.scrolls = !fits;
      if (again && !fits) tell(true);
    }, UNTIL_SETTLED);
  }

  dress(location.search);
  const observe = () => {
    tell(false);
    settle(false);
  };
  new ResizeObserver(observe).observe(document.body);
  // Of a frame that is out of sight no size is observed, and it should be as tall as it will be before it comes into sight.
  new MutationObserver(observe).observe(document.body, { attributes: true, characterData: true, childList: true, subtree: true });
  for (const name of ['keyup', 'pointerup']) addEventListener(name, () => settle(true));
  addEventListener('message', ({ source, data }) => {
    if (source === parent && data?.ballast === 1 && data.type === 'look') dress(data.query);
  });
})();
