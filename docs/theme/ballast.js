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

  async function start(example, run) {
    run.disabled = true;
    try {
      await import(new URL('embed.js', app));
    } catch {
      run.replaceWith('It cannot be run here: ');
      return;
    }
    const { calculator, scenario } = example.dataset;
    const embed = document.createElement('ballast-calculator');
    embed.setAttribute('calculator', calculator);
    embed.setAttribute('scenario', scenario);
    embed.setAttribute('theme', isDark() ? 'dark' : 'light');
    example.after(embed);
    run.remove();
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
}
