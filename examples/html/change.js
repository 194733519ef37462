// Listens to the calculator of the page, and changes one of its inputs.
const calculator = document.querySelector('ballast-calculator');

function show({ detail: { results } }) {
  const { quantity, profit_at_stop: profit } = results.outputs;
  document.getElementById('quantity').textContent = quantity ?? 'none';
  document.getElementById('loss').textContent = profit ?? 'none';
  document.getElementById('problems').textContent = results.problems.map((problem) => problem.message).join('; ');
}

calculator.addEventListener('ready', show);
calculator.addEventListener('change', show);

document.getElementById('wider').addEventListener('click', () => {
  const [slug, pairs] = calculator.getScenario().split('?');
  const scenario = new URLSearchParams(pairs);
  scenario.set('stop', '63000');
  calculator.setScenario(`${slug}?${scenario}`);
});
