// Examples open in the app as links, and run in their place once somebody asks for that: until then nothing of the app is
// loaded. Where the app is stands in theme/head.hbs.
{
  const app = new URL(document.querySelector('meta[name="ballast-app"]').content, document.baseURI);
  const beside = new URL(`${path_to_root}../`, document.baseURI).href;

  for (const link of document.querySelectorAll('main a[href]')) {
    if (link.href.startsWith(`${beside}#`) || link.href === beside) {
      link.href = new URL(link.href.slice(beside.length), app);
      link.target = '_blank';
    }
  }

  for (const example of document.querySelectorAll('.ballast-example')) {
    const run = document.createElement('button');
    run.type = 'button';
    run.textContent = 'Run it here';
    run.addEventListener('click', () => start(example, run));
    example.prepend(run, ' ');
  }

  function start(example, run) {
    run.disabled = true;
    const script = Object.assign(document.createElement('script'), { src: new URL('embed.js', app) });
    script.addEventListener('error', () => run.replaceWith('It cannot be run here.'));
    script.addEventListener('load', () => {
      const { calculator, scenario } = example.dataset;
      const embed = document.createElement('ballast-calculator');
      const looks = { theme: isDark() ? 'dark' : 'light', panels: 'ticket answer chart', reset: '' };
      for (const [name, text] of Object.entries({ calculator, scenario, ...looks })) embed.setAttribute(name, text);
      example.after(embed);
      run.remove();
    });
    document.head.append(script);
  }

  function isDark() {
    return ['navy', 'coal', 'ayu'].some((theme) => document.documentElement.classList.contains(theme));
  }

  // What runs follows the theme of the book.
  new MutationObserver(() => {
    for (const embed of document.querySelectorAll('ballast-calculator')) {
      const theme = isDark() ? 'dark' : 'light';
      if (embed.getAttribute('theme') !== theme) embed.setAttribute('theme', theme);
    }
  }).observe(document.documentElement, { attributeFilter: ['class'] });

  // A long key may break between its words.
  for (const key of document.querySelectorAll('td:first-child > code')) {
    key.innerHTML = key.innerHTML.replaceAll('_', '_<wbr>');
  }

  // What scrolls sideways can be reached by keys, and mdBook's own bar says what it is.
  for (const broad of document.querySelectorAll('.table-wrapper, pre code')) {
    if (broad.scrollWidth > broad.clientWidth) broad.tabIndex = 0;
  }
  document.getElementById('mdbook-menu-bar').setAttribute('role', 'banner');
  document.getElementById('mdbook-sidebar-toggle').setAttribute('role', 'button');
}
