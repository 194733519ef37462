// Listens to the calculator of the page, and changes one of its inputs. It stands above the calculator's own script, so that
// it misses nothing.
function show({ detail: { results } }) {
  const { quantity, profit_at_stop: profit } = results.outputs;
  document.getElementById('quantity').textContent = quantity ?? 'none';
  document.getElementById('loss').textContent = profit ?? 'none';
  const problems = results.problems.map((problem) => problem.message);
  document.getElementById('problems').textContent = [...problems, ...results.notices].join('; ');
}

document.addEventListener('ready', show);
document.addEventListener('change', (event) => {
  if (event.target.matches('ballast-calculator')) show(event);
});

function widen() {
  const calculator = document.querySelector('ballast-calculator');
  const [slug, pairs] = calculator.getScenario().split('?');
  const scenario = new URLSearchParams(pairs);
  scenario.set('stop', '63000');
  calculator.setScenario(`${slug}?${scenario}`);
}

document.addEventListener('click', (event) => {
  if (event.target.id === 'wider') widen();
});
