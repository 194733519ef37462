// The npm package as its callers have it: installed from the packed file into an empty project.
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { chromium, firefox } from 'playwright-core';

import { answered } from '../e2e/engine.mjs';
import { FOLDER, PACKAGE, blocks, complaints, install, links, ran, removeProject, served, vectors, write } from './project.mjs';

let ballast;

before(async () => {
  install();
  ballast = await import(pathToFileURL(join(PACKAGE, 'node.js')));
});
after(removeProject);

/** Where two answers differ, be it in the last digit, or nothing. */
function difference(one, other, path = '') {
  if (typeof one === 'number' && typeof other === 'number') {
    return Object.is(one, other) ? '' : `${path}: ${one} is not ${other}`;
  }
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return one === other ? '' : `${path}: ${JSON.stringify(one)} is not ${JSON.stringify(other)}`;
  }
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Array.from(keys, (key) => difference(one[key], other[key], `${path}.${key}`)).find(Boolean) ?? '';
}

/** What an answer of the package and one of `evaluate` must have in common. */
function comparable(answer) {
  const problems = answer.problems.filter((problem) => problem.severity !== 'notice');
  return { status: answer.status, outputs: answer.outputs, absent: answer.absent, problems: problems.length > 40 ? problems.length : problems };
}

function differences(requests) {
  const expected = answered(requests);
  return requests
    .map(({ calculator, inputs }, at) => {
      const found = difference(comparable(ballast.calculate(calculator, inputs)), comparable(expected[at]));
      return found && `${calculator} ${JSON.stringify(inputs)}${found}`;
    })
    .filter(Boolean);
}

/** Numbers that look random and are the same on every run (mulberry32). */
function dice(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Inputs of vectors with some left out and some numbers moved. */
function shaken(count) {
  const roll = dice(20261122);
  const all = vectors();
  const moved = (value) => (typeof value === 'number' && roll() < 0.5 ? Number((value * (0.5 + roll())).toPrecision(6)) : value);
  return Array.from({ length: count }, () => {
    const { calculator, inputs } = all[Math.floor(roll() * all.length)];
    const kept = Object.entries(inputs).filter(() => roll() > 0.1);
    return { calculator, inputs: Object.fromEntries(kept.map(([key, value]) => [key, moved(value)])) };
  });
}

describe('before anything is loaded', () => {
  test('every calculator is listed, and a link can be read', () => {
    assert.equal(ballast.calculators().length, 17);
    assert.equal(ballast.parseLink('https://example.org/x/#/kelly?v=1&win_pct=60').inputs.win_pct, '60');
    assert.equal(ballast.parseLink('https://example.org/x/#/nothing?v=1'), null);
  });

  test('a calculator that is not loaded, or is none, is named', () => {
    assert.throws(() => ballast.calculate('kelly', {}), /kelly is not loaded: await init\('kelly'\)/);
    assert.throws(() => ballast.calculate('nothing', {}), /there is no calculator nothing/);
  });

  test('an input that another calculator answers is asked for until that one is loaded', async () => {
    await ballast.init('liquidation');
    const inputs = { side: 'long', entry: 65000, stop: 63500, equity: 10000, risk_pct: 1, leverage: 10 };
    const [problem] = ballast.calculate('liquidation', inputs).problems;
    assert.equal(problem.field, 'quantity');
    assert.match(problem.message, /await init\('position-size'\)/);
    assert.throws(() => ballast.link('liquidation', inputs), /quantity/);
  });
});

describe('with every calculator loaded', () => {
  before(() => ballast.init());

  test('the figures of others come out as they do without JavaScript', () => {
    assert.deepEqual(differences(vectors()), []);
  });

  test('five hundred shaken inputs give the digits that they give without JavaScript', () => {
    assert.deepEqual(differences(shaken(500)), []);
  });

  test('a key that is not known, or not to this calculator, is a problem that names it', () => {
    const unknown = (inputs) => ballast.calculate('kelly', inputs).problems.filter((problem) => problem.code === 'unknown-key');
    assert.match(unknown({ win_pct: 60, payoff_ratio: 1, wim_pct: 50 })[0].message, /wim_pct/);
    assert.match(unknown({ win_pct: 60, payoff_ratio: 1, stop: 50 })[0].message, /stop/);
    assert.deepEqual(unknown({ win_pct: 60, payoff_ratio: 1 }), []);
  });

  test('links of every age show what they show without JavaScript, and link back to themselves', () => {
    const expected = answered(links().map((link) => ({ link })));
    for (const [at, address] of links().entries()) {
      const { calculator, inputs } = ballast.parseLink(address);
      assert.equal(difference(ballast.calculate(calculator, inputs).outputs, expected[at].outputs), '', address);
      const again = ballast.parseLink(ballast.link(calculator, inputs, 'https://example.org/any/#old'));
      assert.equal(difference(ballast.calculate(again.calculator, again.inputs).outputs, expected[at].outputs), '', address);
    }
  });

  test('a long series comes through a link as it was', () => {
    const trades = Array.from({ length: 90 }, (_, at) => ((at * 7) % 11) / 4 - 1.25);
    const address = ballast.link('kelly', { edge_model: 'trades', trades });
    assert.match(address, /trades=~/);
    assert.equal(ballast.parseLink(address).inputs.trades, trades.join(','));
  });

  test('rows in a batch have the digits that each has alone', () => {
    const same = { side: 'long', entry: 65000, equity: 10000, leverage: 10, taker_fee_pct: 0.05, lot_step: 0.001 };
    const roll = dice(7);
    const columns = { stop: Float64Array.from({ length: 5000 }, () => 60000 + roll() * 5200), risk_pct: Float64Array.from({ length: 5000 }, () => roll() * 3 - 0.1) };
    const keys = ['quantity', 'profit_at_stop', 'loss_at_stop_pct', 'liquidation_price'];
    const { ok, outputs } = ballast.batch('position-size', same, columns, keys);
    for (let row = 0; row < 5000; row += 13) {
      const alone = ballast.calculate('position-size', { ...same, stop: columns.stop[row], risk_pct: columns.risk_pct[row] });
      assert.equal(ok[row], alone.status === 'ok' ? 1 : 0);
      for (const key of keys) assert.equal(outputs[key][row], alone.outputs[key] ?? NaN, `${key} of row ${row}`);
    }
    assert.ok(ok.includes(0) && ok.includes(1));
  });

  test('a batch that cannot be is refused by name', () => {
    const column = Float64Array.of(1, 2);
    const refused = (columns, outputs, words) => assert.throws(() => ballast.batch('position-size', { method: 'risk-pct' }, columns, outputs), words);
    refused({ stip: column }, ['quantity'], /stip is not an input/);
    refused({ side: column }, ['quantity'], /side is not an input that a number/);
    refused({ risk_amount: column }, ['quantity'], /risk_amount is not asked for/);
    refused({ stop: column }, ['quantities'], /quantities is not an output/);
    refused({ stop: column }, ['binding_limit'], /binding_limit is not a number/);
    refused({ stop: column, entry: Float64Array.of(1) }, ['quantity'], /entry must be a typed array as long/);
  });
});

describe('its readme', () => {
  test('every example runs', () => {
    for (const [at, block] of blocks(join(PACKAGE, 'README.md'), 'js').entries()) {
      write(`example-${at}.js`, block);
      ran(`example-${at}.js`);
    }
  });

  test('its TypeScript compiles at its strictest, and a misspelt key does not', () => {
    const [block] = blocks(join(PACKAGE, 'README.md'), 'ts');
    write('example.ts', block);
    assert.equal(complaints('example.ts'), '');
    write('misspelt.ts', block.replace(/\/\/ @ts-expect-error.*\n/, ''));
    assert.match(complaints('misspelt.ts'), /leverge/);
  });

  test('wrong words, outputs and columns do not compile either', () => {
    const wrong = [
      "calculate('position-size', { side: 'sideways' });",
      "calculate('position-sise', {});",
      "const a = calculate('kelly', {}); if (a.status === 'ok') a.outputs.quantity;",
      "batch('position-size', {}, { stop: new Float64Array(1) }, ['binding_limit']);",
      "batch('position-size', {}, { stip: new Float64Array(1) }, ['quantity']);",
      "calculate('portfolio', { names: [{ nam: 'BTC' }] });",
    ];
    const lines = wrong.map((line) => `// @ts-expect-error: wrong on purpose\n{ ${line} }`);
    write('wrong.ts', ["import { batch, calculate } from 'ballast-calculators';", ...lines, ''].join('\n'));
    assert.equal(complaints('wrong.ts'), '');
  });
});

const BROWSERS = {
  Chromium: () => chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] }),
  Firefox: () => firefox.launch({ executablePath: process.env.FIREFOX, channel: 'moz-firefox' }),
};
const WORKER = `import { init, calculate } from './node_modules/ballast-calculators/index.js';
onmessage = async ({ data }) => {
  await init(...new Set(data.map((request) => request.calculator)));
  postMessage(data.map(({ calculator, inputs }) => calculate(calculator, inputs)));
};`;

for (const [name, launch] of Object.entries(BROWSERS)) {
  describe(`in ${name}`, () => {
    test('page and worker give the digits that Node gives', { timeout: 120_000 }, async () => {
      write('index.html', '<!doctype html><title>empty</title>');
      write('worker.js', WORKER);
      const [site, browser] = [await served(), await launch()];
      try {
        const page = await browser.newPage();
        await page.goto(`${site.address}index.html`);
        const requests = [...vectors().filter((_, at) => at % 5 === 0), ...shaken(100)].map(({ calculator, inputs }) => ({ calculator, inputs }));
        const there = await page.evaluate(inBoth, requests);
        const here = requests.map(({ calculator, inputs }) => ballast.calculate(calculator, inputs));
        assert.deepEqual(there.page, here);
        assert.deepEqual(there.worker, here);
      } finally {
        await browser.close();
        site.close();
      }
    });
  });
}

async function inBoth(requests) {
  const { init, calculate } = await import('./node_modules/ballast-calculators/index.js');
  await init();
  const worker = new Worker('./worker.js', { type: 'module' });
  const answers = new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
  });
  worker.postMessage(requests);
  return { page: requests.map(({ calculator, inputs }) => calculate(calculator, inputs)), worker: await answers };
}
