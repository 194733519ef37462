// Starts the app. A file of its own, since the page's policy forbids scripts inside the page; and no module: in a frame that
// keeps Ballast from its own origin a module is not even loaded, and nobody could say so.
(async () => {
  const { dataset } = document.currentScript;
  const at = (path) => new URL(path, document.baseURI).href;
  const wishes = new URLSearchParams(location.search);
  document.documentElement.dataset.theme = wishes.get('theme');
  if (wishes.has('embed') && parent !== window) {
    document.head.append(Object.assign(document.createElement('script'), { src: at('frame.js') }));
  }
  try {
    const app = await import(at(dataset.js));
    await app.default({ module_or_path: at(dataset.wasm) });
  } catch (error) {
    const [trouble, elsewhere] = ['trouble', 'elsewhere'].map((id) => document.getElementById(id));
    if (!trouble) return;
    if (self.origin === 'null') {
      elsewhere.hidden = false;
      elsewhere.querySelector('a').href = location.pathname + location.hash;
      document.querySelector('.waiting').hidden = true;
    } else trouble.textContent = `Ballast could not start here: ${error.message}. Reload the page, or try another browser.`;
  }
})();
