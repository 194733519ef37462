// Starts the app. A file of its own, since the page's policy forbids scripts inside the page.
const tag = document.querySelector('script[data-wasm]');
const theme = new URLSearchParams(location.search).get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
const at = (path) => new URL(path, document.baseURI).href;
try {
  const app = await import(at(tag.dataset.js));
  await app.default({ module_or_path: at(tag.dataset.wasm) });
} catch (error) {
  const trouble = document.getElementById('trouble');
  if (trouble) trouble.textContent = `Ballast could not start here: ${error.message}. Reload the page, or try another browser.`;
}
