// Tables of inputs: edited cell by cell, pasted from spreadsheets, faults shown where they are, usable on a phone.
import assert from 'node:assert/strict';
import { WIDTHS, beyondEdge, isAccessible, resize, smallTexts } from './legible.mjs';
import { GRACE, UNTIL_ADDRESS, inChromium, keysOf, tidy } from './page.mjs';

// A long of 0.1 BTC from 65,000 with 650 USDT: liquidated at (6,500 - 650) / (0.1 - 0.1 r), r the rate of the tier.
const ONE_RATE = '#/liquidation?v=1&rules=generic&base=BTC&price_rule=0.01&side=long&entry=65000&quantity=0.1&leverage=10&tiers=cap,rate_pct;1000000,0.5';
const TABLE = [
  'Tier\tPosition Bracket (Notional Value in USDT)\tMax Leverage\tMaintenance Margin Rate\tMaintenance Amount (USDT)',
  '1\t0 - 50,000\t125x\t1.00%\t0',
  '2\t50,000 - 600,000\t100x\t2.00%\t500',
].join('\n');

inChromium('a table', (fact) => {
  fact('a cell that is typed in moves the answer and stands in the link', async (open) => {
    const visit = await openTiers(open, { paused: true });
    assert.equal(await visit.headline(), '58,793.97 USDT'); // 5,850 / 0.0995
    await visit.type('tiers-rate_pct-0', '1');
    assert.equal(await visit.headline(), '59,090.91 USDT'); // 5,850 / 0.099
    await visit.type('tiers-cap-0', '2,000,000');
    await visit.wait(UNTIL_ADDRESS);
    assert.equal(keysOf(await visit.fragment()).tiers, 'cap,rate_pct;2000000,1');
    await visit.leave();
    assert.equal(await visit.text('tiers-cap-0'), '2,000,000');
  });

  fact('a row is added, typed from cell to cell with Tab, and taken away again', async (open) => {
    const visit = await openTiers(open, { paused: true });
    await visit.click(visit.button('Add row'));
    await visit.wait(1);
    assert.equal(await focused(visit), 'tiers-cap-1');
    await visit.wait(UNTIL_ADDRESS);
    // Nothing stands in it yet, so it is in no text and spoils no answer.
    assert.equal(keysOf(await visit.fragment()).tiers, 'cap,rate_pct;1000000,0.5');
    assert.equal(await visit.headline(), '58,793.97 USDT');
    await visit.write('5m');
    await visit.press('Tab');
    await visit.write('2');
    await visit.press('Tab');
    assert.equal(await focused(visit), 'tiers-max_leverage-1');
    await visit.wait(UNTIL_ADDRESS);
    assert.equal(keysOf(await visit.fragment()).tiers, 'cap,rate_pct;1000000,0.5;5m,2');
    assert.equal(await visit.complaint('tiers'), '');
    await visit.click(visit.button('Take away row 1'));
    assert.equal(await visit.text('tiers-cap-0'), '5m');
    await visit.wait(UNTIL_ADDRESS);
    assert.equal(await focused(visit), 'tiers-cap-0');
    assert.equal(keysOf(await visit.fragment()).tiers, 'cap,rate_pct;5m,2');
    await visit.click(visit.button('Take away row 1'));
    assert.equal(await visit.text('tiers-cap-0'), '');
    assert.equal(await visit.page.locator('.table-field .line[role="group"]').count(), 1);
  });

  fact('Enter goes down a column and makes a row below the last; arrows step', async (open) => {
    const visit = await openTiers(open);
    await visit.input('tiers-rate_pct-0').focus();
    await visit.press('Enter');
    await visit.page.waitForFunction(() => document.activeElement.id === 'tiers-rate_pct-1');
    await visit.input('tiers-max_leverage-0').fill('9');
    await visit.press('ArrowUp');
    assert.equal(await visit.text('tiers-max_leverage-0'), '10');
    await visit.press('Shift+ArrowUp');
    assert.equal(await visit.text('tiers-max_leverage-0'), '20');
    await visit.press('Escape');
    assert.equal(await visit.text('tiers-max_leverage-0'), '');
  });

  fact('a fault marks its own cell, is said beside its row and under the field, and what was typed stays', async (open) => {
    const visit = await openTiers(open, { paused: true });
    await visit.click(visit.button('Add row'));
    await visit.type('tiers-cap-1', '5,000,0');
    await visit.type('tiers-rate_pct-1', 'two');
    await visit.wait(GRACE);
    const wrong = () => visit.page.locator('.table-field [aria-invalid="true"]').evaluateAll((cells) => cells.map(({ id }) => id));
    assert.deepEqual(await wrong(), ['tiers-cap-1', 'tiers-rate_pct-1']);
    assert.equal(await visit.text('tiers-cap-1'), '5,000,0');
    await visit.type('tiers-cap-1', '5m');
    await visit.leave();
    assert.deepEqual(await wrong(), ['tiers-rate_pct-1']);
    assert.match(await visit.complaint('tiers'), /^Tiers, row 2: Maintenance must be a number/);
    assert.match(await visit.page.locator('.row-fault:visible').innerText(), /^Maintenance must be a number/);
    await visit.type('tiers-rate_pct-1', '0.7');
    assert.deepEqual(await wrong(), []);
    assert.equal(await visit.headline(), '58,793.97 USDT');
  });

  fact('a cell that must not be empty is marked once its row is left, and not while the row is being typed', async (open) => {
    const visit = await openTiers(open);
    const isMarked = () => visit.input('tiers-rate_pct-1').getAttribute('aria-invalid');
    await visit.click(visit.button('Add row'));
    await visit.page.waitForFunction(() => document.activeElement.id === 'tiers-cap-1');
    await visit.write('5m');
    await visit.press('Tab');
    assert.equal(await isMarked(), 'false');
    assert.equal(await visit.complaint('tiers'), 'Tiers, row 2: Maintenance is needed');
    await visit.input('tiers-cap-0').focus();
    assert.equal(await isMarked(), 'true');
  });

  fact('a faulty cell far away comes into sight when its row is pasted', async (open) => {
    const visit = await openTiers(open);
    const rows = Array.from({ length: 30 }, (_, row) => `${(row + 1) * 10000}\t${row === 28 ? 'x' : 1}`);
    await paste(visit, 'tiers-cap-0', rows.join('\n'));
    await visit.leave();
    await visit.page.waitForFunction(() => {
      const { top, bottom } = document.getElementById('tiers-rate_pct-28').getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
  });

  fact('a table of a venue becomes rows, what is left out is named, and one press takes it back', async (open) => {
    const visit = await openTiers(open);
    await paste(visit, 'tiers-cap-0', TABLE);
    const cells = ['cap', 'rate_pct', 'max_leverage', 'deduction'];
    for (const [row, wanted] of [['50,000', '1', '125', '0'], ['600,000', '2', '100', '500']].entries()) {
      assert.deepEqual(await Promise.all(cells.map((name) => visit.text(`tiers-${name}-${row}`))), wanted);
    }
    assert.equal(tidy(await visit.page.locator('.paste-told').innerText()), '2 rows pasted. Left out: Tier Undo');
    assert.equal(await visit.headline(), '59,090.91 USDT'); // 5,850 / 0.099
    await visit.click(visit.button('Undo'));
    assert.equal(await visit.text('tiers-cap-0'), '1,000,000');
    assert.equal(await visit.headline(), '58,793.97 USDT');
    assert.equal(await visit.page.locator('.paste-told').innerText(), '');
  });

  fact('cells without a heading fill from where they are pasted; other tables are named and leave all as it is', async (open) => {
    const visit = await openTiers(open);
    await paste(visit, 'tiers-rate_pct-0', '1.00%\t50x\n2%\t20x');
    assert.deepEqual(await Promise.all(['cap-0', 'rate_pct-0', 'max_leverage-1'].map((name) => visit.text(`tiers-${name}`))), ['1,000,000', '1', '20']);
    await paste(visit, 'tiers-cap-0', 'Strike\tDelta\n64000\t0.5');
    assert.equal(await visit.page.locator('.paste-told').innerText(), 'None of these columns is known here: Strike, Delta');
    assert.equal(await visit.text('tiers-cap-0'), '1,000,000');
  });

  fact('a cell of a closed set is a list, whose choice moves the answer and stands in the link', async (open) => {
    const positions = 'symbol,side,quantity,entry,mark;BTCUSDT,long,0.1,65000,65000';
    const visit = await open({ link: `#/cross-account?v=1&positions=${positions}&collateral=&account_cash=1000`, paused: true });
    const side = visit.input('positions-side-0');
    assert.equal(await side.inputValue(), 'long');
    assert.match(await visit.headline(), /^−/);
    await side.selectOption('short');
    assert.doesNotMatch(await visit.headline(), /^−/);
    await visit.wait(UNTIL_ADDRESS);
    assert.match(keysOf(await visit.fragment()).positions, /BTCUSDT,short,0\.1/);
    await side.press('Enter');
    await visit.wait(1);
    assert.equal(await focused(visit), 'positions-side-1');
    assert.equal(await visit.input('positions-side-1').inputValue(), '');
  });

  fact('its lines can be edited as text and as rows again', async (open) => {
    const visit = await openTiers(open);
    await visit.click(visit.button('Edit as text'));
    assert.equal(await visit.text('tiers'), 'cap, rate_pct\n1000000, 0.5');
    await visit.type('tiers', 'cap,rate_pct\n1000000,1');
    assert.equal(await visit.headline(), '59,090.91 USDT');
    await visit.click(visit.button('Edit as rows'));
    assert.equal(await visit.text('tiers-rate_pct-0'), '1');
  });

  fact('a thousand rows are lines of text, and a key press in them takes no time that anybody feels', async (open) => {
    const visit = await openTiers(open);
    const rows = Array.from({ length: 1000 }, (_, row) => `${row + 1}000,0.5`);
    await paste(visit, 'tiers-cap-0', ['cap,rate_pct', ...rows].join('\n'));
    await visit.page.locator('textarea#tiers').waitFor();
    assert.equal((await visit.text('tiers')).split('\n').length, 1001);
    assert.equal(await visit.page.locator('.table-field .cell').count(), 0);
    assert.match(await visit.page.locator('.table-actions').innerText(), /More than 40 rows are edited as text/);
    await visit.input('tiers').press('Control+End');
    const begun = Date.now();
    await visit.write('11111');
    assert.ok(Date.now() - begun < 5_000, 'a second a key');
    assert.match(await visit.text('tiers'), /0\.511111$/);
  });

  fact('on a phone each row is a card whose fields have their names, and nothing scrolls sideways', async (open) => {
    const visit = await openTiers(open, { width: 320 });
    await paste(visit, 'tiers-cap-0', TABLE);
    const name = visit.page.locator('.line').filter({ has: visit.input('tiers-deduction-1') }).locator('.cell-name').last();
    assert.equal(await name.innerText(), 'Deduction, USDT');
    assert.equal(await name.isVisible(), true);
    assert.deepEqual(await visit.page.evaluate(beyondEdge), []);
    await resize(visit, 1280);
    assert.equal(await name.isVisible(), false);
    assert.equal(await visit.page.locator('.line.heads').isVisible(), true);
  });

  for (const theme of ['light', 'dark']) {
    fact(`axe finds nothing in rows, in lines and with a fault, in ${theme}`, async (open) => {
      const visit = await openTiers(open, { query: `?theme=${theme}` });
      await paste(visit, 'tiers-cap-0', TABLE);
      await visit.type('tiers-rate_pct-1', 'x');
      await visit.leave();
      await visit.page.locator('.row-fault:visible').waitFor();
      for (const width of WIDTHS) {
        await resize(visit, width);
        await isAccessible(visit, `rows at ${width} px`);
        assert.deepEqual(await visit.page.evaluate(smallTexts), [], `letters at ${width} px`);
      }
      await visit.click(visit.button('Edit as text'));
      await isAccessible(visit, 'lines');
    });
  }
});

/** A liquidation with its tiers in sight. */
async function openTiers(open, wishes) {
  const visit = await open({ link: ONE_RATE, ...wishes });
  await visit.openInstrument();
  return visit;
}

function paste(visit, id, text) {
  return visit.input(id).evaluate((input, rows) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', rows);
    input.focus();
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

function focused(visit) {
  return visit.page.evaluate(() => document.activeElement.id);
}
