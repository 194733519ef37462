// Plans that people set up every day, from a fresh page, with as few edits as they hope for. An edit is a field typed in, a
// choice made or a table pasted. Each plan stands in its link, with the figures that the engine has without a browser.
import assert from 'node:assert/strict';
import { evaluated } from './engine.mjs';
import { UNTIL_ADDRESS, inChromium, isRounding, keysOf } from './page.mjs';

const NOBODY_WAITS = 60_000;

const SETUPS = [
  {
    plan: 'a Turtle pyramid', link: '#/scaling-plan', most: 6,
    edits: [['type', 'entry', '70000'], ['type', 'step', '0.5atr'], ['type', 'stop', '2atr'], ['type', 'atr', '1200'], ['type', 'risk_pct', '2'], ['type', 'equity', '25000']],
    // Faith, Way of the Turtle: units half an N apart, every stop 2 N below the newest.
    figures: { stop_price: 69_400, average_entry: 70_900 },
  },
  {
    plan: 'a DCA of ten orders', link: '#/scaling-plan', most: 8,
    edits: [['choose', 'plan', 'dca'], ['type', 'entry', '70000'], ['type', 'rung_count', '10'], ['type', 'step_multiplier', '1.1'], ['type', 'volume_multiplier', '1.05'], ['type', 'stop', '35%'], ['type', 'equity', '100000'], ['type', 'leverage', '2']],
    // By hand: the lowest order lies 2 % × (1.1^9 - 1) / 0.1 = 27.16 % below the first, the stop 35 %.
    figures: { stop_price: 45_500, worst_rung: 10 },
  },
  {
    plan: 'an exit with three targets', link: '#/scale-out', most: 6,
    edits: [['type', 'entry', '70000'], ['type', 'stop', '68000'], ['type', 'quantity', '0.5'], ['type', 'targets-level-0', '72000'], ['type', 'targets-level-1', '74000'], ['type', 'targets-level-2', '78000']],
    // By hand: 0.5 lose 2,000 each, and 0.02 % of 35,000 and 0.05 % of 34,000 in fees.
    figures: { profit_at_stop: -1024 },
  },
  {
    plan: 'a CPPI', link: '#/exposure-throttle', most: 6,
    edits: [['choose', 'throttle', 'cppi'], ['type', 'mark_price', '70000'], ['type', 'equity', '25000'], ['type', 'held_quantity', '0.1'], ['type', 'capital_floor', '20000'], ['type', 'cushion_multiplier', '4']],
    // By hand: 4 × (25,000 - 20,000) are 20,000, which a fall by a quarter takes to the floor.
    figures: { exposure: 0.8, allowed_amount: 20_000 },
  },
  {
    plan: 'an options book', link: '#/delta-rebalance', most: 4,
    edits: [['type', 'forward_price', '70000'], ['type', 'as_of', '2026-11-23T08:00Z'], ['paste', 'option_book-quantity-0', [
      'kind\tquantity\tstrike\texpiry\tvol_pct',
      'put\t-4\t64000\t2026-12-25T08:00Z\t55',
      'call\t-4\t78000\t2026-12-25T08:00Z\t50',
      'perpetual\t0.6\t\t\t',
    ].join('\n')], ['type', 'band_delta', '0.2']],
    // tests/reference/option_reference.py, as a book of these rows.
    figures: { steered_delta: 0.632_706_021_919_335, book_vega: -537.479_239_203_578_8 },
  },
];

inChromium('a plan', (fact) => {
  for (const { plan, link, most, edits, figures } of SETUPS) {
    fact(`${plan} takes at most ${most} edits, and its link shows the same again`, async (open) => {
      assert.ok(edits.length <= most, `${edits.length} edits`);
      const visit = await open({ link });
      const begun = Date.now();
      for (const edit of edits) await made(visit, edit);
      await visit.leave();
      await visit.page.waitForTimeout(UNTIL_ADDRESS);
      const spent = Date.now() - begun;
      console.log(`    ${plan}: ${edits.length} edits, ${(spent / 1000).toFixed(1)} s of a machine's`);
      assert.ok(spent < NOBODY_WAITS, `${spent} ms`);
      await standsInItsLink(visit, edits, figures);
    });
  }
});

async function made(visit, [act, key, text]) {
  if (act === 'choose') return chosen(visit, key, text);
  if (act === 'paste') return pasted(visit, key, text);
  await visit.input(key).focus();
  await visit.press('ControlOrMeta+A');
  return visit.page.keyboard.type(text);
}

/** A choice of a few words is a row of buttons, one of many a menu. */
async function chosen(visit, key, code) {
  const menu = visit.field(key).locator('select');
  if (await menu.count()) await menu.selectOption(code);
  else await visit.choose(key, code);
}

function pasted(visit, id, text) {
  return visit.input(id).evaluate((input, rows) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', rows);
    input.focus();
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** What the page shows is what the exact link has without a browser, what others say, and what it shows when opened anew. */
async function standsInItsLink(visit, edits, figures) {
  const exact = await visit.shareLink('Share exact');
  const typed = edits.filter(([act, key]) => act === 'type' && !key.includes('-')).map(([, key]) => key);
  for (const key of typed) assert.ok(key in keysOf(exact), `${key} in ${exact}`);
  const [answer] = evaluated([exact]);
  assert.deepEqual([answer.status, answer.problems], ['ok', []]);
  for (const [key, number] of Object.entries(figures)) {
    assert.ok(Math.abs(answer.outputs[key] - number) <= 1e-9 * Math.abs(number), `${key}: ${answer.outputs[key]}, not ${number}`);
  }
  const shown = await visit.shown();
  for (const [key, text] of Object.entries(shown)) {
    const number = answer.outputs[key];
    if (typeof number === 'number' && text !== null) assert.ok(isRounding(text, number), `${key}: ${text}, not ${number}`);
  }
  await visit.go(exact);
  assert.deepEqual(await visit.shown(), shown);
}
