// Link in, numbers out, link back: the page shows what the engine says natively, to the last digit.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { agrees, evaluated, numbers } from './engine.mjs';
import { UNTIL_ADDRESS, inBothBrowsers, isRounding, keysOf } from './page.mjs';

/** Links with the figures that others give for them: `quantity=215`, `liquidation_price=1114.78~0.005`. */
const FROZEN = readFileSync(new URL('../links/v1.txt', import.meta.url), 'utf8')
  .split('\n').filter((line) => line.startsWith('#/'))
  .map((line) => line.split('\t')).map(([link, outputs]) => ({ link, outputs: outputs.split(' ') }));

/** Corners that the frozen links leave out: contracts, margin modes, methods and models. */
const MORE = [
  '#/position-size?v=1&rules=binance-usdm/BTCUSDT/2026-q1&side=short&entry=65000&stop=1.5pct&targets=50@2r,50@61000&entry_order=market&slippage_pct=0.1&risk_pct=0.5&equity=25000&leverage=20&margin_mode=cross',
  '#/position-size?v=1&rules=generic&method=quantity&quantity=0.2&side=long&entry=2500&stop=2400&equity=3000&leverage=5',
  '#/liquidation?v=1&rules=generic&base=BTC&quote=USD&contract=inverse&contract_size=100&side=short&entry=60000&quantity=50&leverage=8&maintenance_pct=0.5',
  '#/kelly?v=1&edge_model=outcomes&outcomes=35@1.5,20@3,15@0,30@-1&kelly_share_pct=50&sample_size=60&max_exposure=2',
  '#/kelly?v=1&edge_model=continuous&annual_return_pct=40&annual_vol_pct=70&kelly_share_pct=50',
  '#/volatility-target?v=1&rules=binance-usdm/BTCUSDT/2026-q1&side=short&entry=65000&equity=10000&target_vol_pct=20&annual_vol_pct=3/day',
];

const CASES = [...FROZEN, ...MORE.map((link) => ({ link, outputs: [] }))];
const NEWCOMER = ['#/position-size', '#/liquidation', '#/kelly', '#/volatility-target'];
const slugOf = (link) => link.slice('#/'.length).split('?')[0];

const native = nativeAnswers(CASES.map(({ link }) => link));

inBothBrowsers('links', (fact) => {
  for (const [name, cases] of inGroups(CASES)) {
    fact(`${name}: the figures are those of the engine without a browser, and so are those of the address left behind`, async (open) => {
      const addresses = [];
      for (const { link, outputs } of cases) {
        const visit = await open({ link, paused: true });
        const report = await showsExactly(visit, native.get(link));
        for (const output of outputs) showsFrozen(report, output);
        await visit.wait(UNTIL_ADDRESS);
        addresses.push(await visit.fragment());
      }
      evaluated(addresses).forEach((answer, at) => assert.deepEqual(answer.outputs, native.get(cases[at].link).outputs, addresses[at]));
    });
  }

  fact('an address is a fixed point: opened again, it stays as it is', async (open) => {
    for (const link of NEWCOMER) {
      const first = await open({ link, paused: true });
      await first.wait(UNTIL_ADDRESS);
      const address = await first.fragment();
      const second = await open({ link: address, paused: true });
      await second.wait(UNTIL_ADDRESS);
      assert.equal(await second.fragment(), address);
    }
  });

  fact('what is typed goes into the address, and the address gives its figures', async (open) => {
    const visit = await open({ link: FROZEN[0].link, paused: true });
    await visit.type('entry', '190.25');
    await visit.type('stop', '5%');
    await visit.wait(UNTIL_ADDRESS);
    const address = await visit.fragment();
    const { entry, stop } = keysOf(address);
    assert.deepEqual({ entry, stop }, { entry: '190.25', stop: '5pct' });
    await showsExactly(visit, evaluated([address])[0]);
  });

  fact('Share exact holds every figure to the last digit', async (open) => {
    const exact = [];
    const reports = [];
    for (const link of NEWCOMER) {
      const visit = await open({ link });
      exact.push(await visit.shareLink('Share exact'));
      reports.push(await visit.report());
    }
    evaluated(exact).forEach((answer, at) => {
      assert.equal(answer.status, 'ok', exact[at]);
      assert.deepEqual(answer.assumed, [], `${exact[at]} leaves nothing to examples`);
      agrees(reports[at], answer);
    });
  });

  fact('a link too long for some programs says so, and stands whole in the address once typing rests', async (open) => {
    const visit = await open({ link: '#/cross-account', paused: true });
    await visit.click(visit.button('Edit as text').first());
    const rows = Array.from({ length: 900 }, (_, row) => `C${row},long,1,${100 + row},${101 + row}`);
    // At once: Chromium takes line by line what Playwright fills in.
    await visit.input('positions').evaluate((area, text) => {
      area.value = text;
      area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }, ['symbol,side,quantity,entry,mark', ...rows].join('\n'));
    await visit.wait(UNTIL_ADDRESS);
    assert.doesNotMatch(await visit.fragment(), /C899/);
    await visit.wait(1000);
    const address = await visit.fragment();
    assert.match(address, /C899,long,1,999,1000/);
    await visit.click(visit.page.locator('.top .menu > button'));
    const note = await visit.page.locator('#share button', { hasText: 'Share exact' }).innerText();
    assert.match(note, /This link is \d\d,\d{3} characters long/);
    const again = await open({ link: address });
    await again.click(again.button('Edit as text').first());
    assert.match(await again.text('positions'), /C899/);
  });

  fact('a key that nobody knows is kept, and said', async (open) => {
    const visit = await open({ link: `${FROZEN[0].link}&moon=full`, paused: true });
    assert.match(await visit.page.locator('.desk .notices').innerText(), /moon/);
    await visit.type('entry', '186');
    await visit.wait(UNTIL_ADDRESS);
    assert.equal(keysOf(await visit.fragment()).moon, 'full');
  });

  fact('a link from a newer version shows what is known, and says so', async (open) => {
    const visit = await open({ link: FROZEN[0].link.replace('v=1', 'v=2') });
    assert.match(await visit.page.locator('.notices.of-link').innerText(), /newer version/);
    assert.equal((await visit.report()).quantity, '215');
  });

  fact('whoever opens a shared trade is told, in one line before all else, whose account the sizes are from', async (open) => {
    const visit = await open({ link: '#/position-size?v=1&side=long&entry=65000&stop=63500&leverage=10&account=reader' });
    const said = visit.page.locator('.notices.of-link li');
    assert.equal(await said.innerText(), 'A trade shared with you: sizes are from your own account');
    assert.ok((await said.boundingBox()).y < (await visit.page.locator('#ticket').boundingBox()).y);
    await visit.press('Alt+Digit2');
    await visit.press('Alt+Digit1');
    await visit.leave();
    await visit.press('N');
    assert.equal(await said.count(), 0);
  });

  fact('a link to no calculator at all opens the first one', async (open) => {
    const visit = await open({ link: '#/no-such-thing?entry=1' });
    assert.equal(await visit.title(), 'Position size');
  });
});

/** The links of a calculator by their name, eight at a time, so that none of them waits for long. */
function inGroups(cases) {
  const groups = new Map();
  for (const one of cases) {
    const slug = slugOf(one.link);
    const before = [...groups.keys()].filter((name) => name.split(' ')[0] === slug);
    const last = before.at(-1);
    if (last && groups.get(last).length < 8) groups.get(last).push(one);
    else groups.set(`${slug} ${before.length + 1}`, [one]);
  }
  return groups;
}

function nativeAnswers(links) {
  return new Map(evaluated(links).map((answer, at) => [links[at], answer]));
}

/** Each number in the report equals the native one; each on the page is that number rounded to the digits shown. */
async function showsExactly(visit, answer) {
  assert.equal(answer.status, 'ok');
  const report = await visit.report();
  agrees(report, answer);
  const shown = await visit.shown();
  const exact = numbers(answer);
  const compared = Object.keys(shown).filter((key) => key in exact);
  assert.ok(compared.length >= 4, `only ${compared} are on the page`);
  for (const key of compared) {
    assert.ok(shown[key] !== null && isRounding(shown[key], exact[key]), `${key} shows ${shown[key]} for ${exact[key]}`);
  }
  return report;
}

/** Figures of others are met within the tolerance that stands beside them, or within 1e-12 of their size. */
function showsFrozen(report, output) {
  const [key, wanted] = output.split('=');
  const [figure, tolerance] = wanted.split('~');
  if (Number.isNaN(Number(figure))) {
    assert.equal(report[key].toLowerCase(), figure, key);
  } else {
    const most = tolerance ? Number(tolerance) : Math.abs(Number(figure)) * 1e-12;
    assert.ok(Math.abs(Number(report[key]) - Number(figure)) <= most, `${key} is ${report[key]}, not ${wanted}`);
  }
}
