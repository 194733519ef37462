// Fields: what people type and paste, errors with their cures, and how long an answer outlives its inputs.
import assert from 'node:assert/strict';
import { GRACE, inChromium } from './page.mjs';

const LONG = '#/position-size?v=1&rules=generic&base=BTC&lot_step=0.001&price_rule=0.1&side=long&entry=65000&stop=63500&targets=100@3r&risk_pct=1&equity=10000&leverage=10';
const WRONG_SIDE = 'Stop price must be below the entry price (65,000) for a long';

inChromium('errors', (fact) => {
  fact('a stop on the wrong side is said under the stop, and one press makes the trade a short', async (open) => {
    const visit = await open({ link: LONG });
    await visit.type('stop', '66000');
    await visit.press('Tab');
    const { error, cure } = complaintAt(visit, 'stop');
    await error.waitFor();
    assert.equal(await error.innerText(), WRONG_SIDE);
    assert.equal(await visit.input('stop').getAttribute('aria-invalid'), 'true');
    assert.ok(await visit.isVacant());
    await visit.click(cure('Make it a short'));
    assert.equal(await visit.complaint('stop'), '');
    assert.equal(await visit.input('stop').getAttribute('aria-invalid'), 'false');
    assert.equal(await visit.field('side').locator('input[value="short"]').isChecked(), true);
    assert.equal(await visit.headline(), '0.1 BTC'); // 100 / 1,000, no fees
  });

  fact('while a field is mended the last answer stays dimmed and cannot be copied, for 700 ms and no longer', async (open) => {
    const visit = await open({ link: LONG, paused: true });
    const before = await visit.headline();
    assert.deepEqual([await visit.isDimmed(), await visit.copy.isDisabled()], [false, false]);
    await visit.type('stop', '66000');
    assert.deepEqual([await visit.headline(), await visit.isDimmed(), await visit.copy.isDisabled()], [before, true, true]);
    assert.equal(await visit.complaint('stop'), '');
    await visit.wait(GRACE - 1);
    assert.deepEqual([await visit.headline(), await visit.isDimmed(), await visit.copy.isDisabled()], [before, true, true]);
    await visit.wait(1);
    assert.ok(await visit.isVacant());
    assert.deepEqual([await visit.isDimmed(), await visit.copy.isDisabled()], [false, true]);
    assert.equal(await visit.complaint('stop'), WRONG_SIDE);
    assert.equal(await visit.text('stop'), '66000');
  });

  fact('the 700 ms are not begun anew by every further key', async (open) => {
    const visit = await open({ link: LONG, paused: true });
    await visit.typeSlowly('stop', '66000');
    for (const letter of '123') {
      await visit.wait(GRACE / 2);
      await visit.press(letter);
    }
    assert.ok(await visit.isVacant());
    assert.equal(await visit.copy.isDisabled(), true);
  });

  fact('leaving an invalid field ends the wait at once', async (open) => {
    const visit = await open({ link: LONG, paused: true });
    await visit.type('stop', '66000');
    await visit.press('Tab');
    assert.ok(await visit.isVacant());
    assert.equal(await visit.complaint('stop'), WRONG_SIDE);
  });

  fact('an answer is back with the key that makes its inputs valid', async (open) => {
    const visit = await open({ link: LONG, paused: true });
    const before = await visit.headline();
    await visit.typeSlowly('entry', '65000x');
    await visit.wait(GRACE);
    assert.ok(await visit.isVacant());
    await visit.press('Backspace');
    assert.equal(await visit.headline(), before);
    assert.deepEqual([await visit.isDimmed(), await visit.copy.isDisabled()], [false, false]);
  });

  fact('text that is no number stays as typed, is named, and the rest of the page goes on', async (open) => {
    const visit = await open({ link: LONG });
    await visit.type('entry', 'sixty');
    await visit.press('Tab');
    await visit.field('entry').locator('.error').waitFor();
    assert.match(await visit.complaint('entry'), /^Entry price must be a number/);
    assert.equal(await visit.text('entry'), 'sixty');
    await visit.type('equity', '20k');
    assert.match(await visit.echo('equity'), /20,000/);
    await visit.page.locator('#leverage').press('ArrowUp');
    assert.equal(await visit.text('leverage'), '11');
    await visit.click(visit.page.locator('.tabs a', { hasText: 'Liquidation' }));
    assert.equal(await visit.title(), 'Liquidation');
    assert.equal(await visit.text('entry'), 'sixty');
    await visit.type('entry', '65000');
    assert.match(await visit.headline(), /^[\d,.]+ USDT$/);
  });

  fact('every fault is said under its own field', async (open) => {
    const visit = await open({ link: LONG });
    await visit.type('entry', '-5');
    await visit.type('risk_pct', '250');
    await visit.type('equity', '1e999');
    await visit.type('leverage', '0');
    await visit.leave();
    const said = await Promise.all(['entry', 'risk_pct', 'equity', 'leverage'].map((key) => visit.complaint(key)));
    assert.deepEqual(said, [
      'Entry price must be greater than 0',
      'Risk per trade must be between 0 and 100 %',
      'Equity must be an ordinary number',
      'Leverage must be between 1 and 500×',
    ]);
  });

  fact('after a change of contract money is asked about and never read anew', async (open) => {
    const visit = await open({ profile: 'equity=10000\nrules=generic\nbase=BTC', paused: true });
    const before = await visit.headline();
    await visit.openInstrument();
    await visit.choose('contract', 'inverse');
    await visit.wait(GRACE);
    assert.notEqual(await visit.headline(), before);
    assert.ok(await visit.isVacant());
    const { error, cure } = complaintAt(visit, 'equity');
    assert.match(await error.innerText(), /10,000 USDT.*settles in BTC/);
    // 10,000 / 63,500 and 10,000 / 65,000
    assert.equal(await cure('Use 0.1575 BTC (at the stop)').isVisible(), true);
    await visit.click(cure('Use 0.1538 BTC (at entry)'));
    assert.match(await visit.text('equity'), /^0\.1538/);
    assert.equal(await visit.complaint('equity'), '');
    assert.match(await visit.headline(), /^[\d,.]+ contracts$/);
  });
});

inChromium('typing', (fact) => {
  fact('arrow keys step a price by its tick, ten with Shift, and Escape brings back what was there', async (open) => {
    const visit = await open({ link: LONG });
    await visit.input('entry').focus();
    const press = async (key) => {
      await visit.press(key);
      return visit.text('entry');
    };
    assert.equal(await press('ArrowUp'), '65,000.1');
    assert.equal(await press('ArrowUp'), '65,000.2');
    assert.equal(await press('ArrowDown'), '65,000.1');
    assert.equal(await press('Shift+ArrowUp'), '65,001');
    assert.equal(await press('Shift+ArrowDown'), '65,000');
    await visit.write('9');
    assert.equal(await press('Escape'), '65,000');
    assert.equal(await visit.page.evaluate(() => document.activeElement.id), 'entry');
    // Selected again, so that typing replaces it as it would have at first.
    await visit.page.waitForFunction(() => document.getElementById('entry').selectionStart === 0);
    await visit.write('7');
    assert.equal(await visit.text('entry'), '7');
  });

  fact('leverage steps by one and does not leave its range', async (open) => {
    const visit = await open({ link: LONG });
    await visit.type('leverage', '2');
    for (const wanted of ['1', '1']) {
      await visit.press('ArrowDown');
      assert.equal(await visit.text('leverage'), wanted);
    }
    await visit.press('Shift+ArrowUp');
    assert.equal(await visit.text('leverage'), '10');
  });

  fact('the unit beside a stop turns the same price into percent and back', async (open) => {
    const visit = await open({ link: LONG });
    const before = await visit.headline();
    await visit.page.locator('#stop-unit').selectOption('%');
    assert.equal(await visit.text('stop'), '2.308'); // 1,500 / 65,000
    assert.match(await visit.echo('stop'), /63,499\.\d, −2\.31 %/);
    assert.equal(await visit.headline(), before);
    await visit.page.locator('#stop-unit').selectOption({ label: 'price' });
    assert.equal(await visit.page.locator('#stop-unit').inputValue(), '');
    assert.match(await visit.text('stop'), /^63,(499\.\d|500)$/);
  });

  fact('a suffix that is typed chooses the unit', async (open) => {
    const visit = await open({ link: LONG });
    await visit.type('targets-level-0', '2r');
    await visit.leave();
    assert.equal(await visit.text('targets-level-0'), '2');
    assert.equal(await visit.page.locator('#targets-level-0-unit').inputValue(), 'r');
    assert.match(await visit.field('targets').locator('.pair .echo').innerText(), /68,000/); // 65,000 + 2 × 1,500
    await visit.type('stop', '2%');
    await visit.leave();
    assert.equal(await visit.page.locator('#stop-unit').inputValue(), '%');
    assert.match(await visit.echo('stop'), /63,700/); // 65,000 × 0.98
  });

  fact('numbers are taken as people write and paste them, and what was understood is said where it differs', async (open) => {
    const visit = await open({ link: LONG });
    await visit.type('equity', '10k');
    assert.match(await visit.echo('equity'), /10,000/);
    assert.equal(await visit.headline(), '0.066 BTC');
    await visit.type('entry', '65,000.50 USDT');
    await visit.leave();
    assert.equal(await visit.complaint('entry'), '');
    await visit.type('stop', '64 000,50');
    await visit.leave();
    assert.equal(await visit.complaint('stop'), '');
    assert.equal(await visit.headline(), '0.1 BTC'); // 100 / 1,000
  });

  fact('a number stands in its field to the digit in which it was typed', async (open) => {
    const visit = await open({ link: LONG });
    for (const [typed, wanted] of [['63499.8', '63,499.8'], ['0.1', '0.1'], ['1234567.89', '1,234,567.89'], ['65000', '65,000']]) {
      await visit.type('entry', typed);
      await visit.leave();
      assert.equal(await visit.text('entry'), wanted);
    }
  });

  fact('a list of targets pasted from a spreadsheet becomes a row each', async (open) => {
    const visit = await open({ link: LONG });
    await visit.input('targets-level-0').evaluate((input) => {
      const rows = '50\t68000\n50\t70,000';
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', rows);
      // Firefox takes the text under names of its own.
      const wishes = { clipboardData, data: rows, dataType: 'text/plain', bubbles: true, cancelable: true };
      input.dispatchEvent(new ClipboardEvent('paste', wishes));
    });
    assert.deepEqual([await visit.text('targets-share_pct-0'), await visit.text('targets-level-0')], ['50', '68,000']);
    assert.deepEqual([await visit.text('targets-share_pct-1'), await visit.text('targets-level-1')], ['50', '70,000']);
    assert.equal(await visit.complaint('targets'), '');
    // Whole lots: 0.033 at +3,000 and 0.033 at +5,000.
    assert.match(await visit.page.locator('.cells').innerText(), /\+264\.00/);
    await visit.click(visit.button('Take away row 1'));
    assert.equal(await visit.text('targets-level-0'), '70,000');
  });

  fact('only the fields that the choices need are there', async (open) => {
    const visit = await open({ link: LONG });
    const there = async () => Promise.all(['risk_pct', 'risk_amount', 'quantity'].map((key) => visit.field(key).count()));
    assert.deepEqual(await there(), [1, 0, 0]);
    await visit.page.locator('#method').selectOption('risk-amount');
    assert.deepEqual(await there(), [0, 1, 0]);
    await visit.page.locator('#method').selectOption('quantity');
    assert.deepEqual(await there(), [0, 0, 1]);
  });

  fact('help covers no field, and folds once its own is left', async (open) => {
    const visit = await open({ link: LONG });
    const covers = () => visit.page.evaluate(() => [...document.querySelectorAll('#ticket input, #ticket select')].filter((control) => {
      const { left, top, width, height } = control.getBoundingClientRect();
      return width > 0 && document.elementFromPoint(left + width / 2, top + height / 2)?.closest('.help');
    }).map(({ id }) => id));
    const help = visit.page.locator('#entry-help');
    await visit.input('entry').focus();
    await visit.press('?');
    assert.equal(await help.isVisible(), true);
    assert.deepEqual(await covers(), []);
    await visit.click(visit.button('About Entry price'));
    assert.equal(await help.isVisible(), false);
    await visit.click(visit.button('About Entry price'));
    await visit.click(visit.input('stop'));
    assert.equal(await visit.page.evaluate(() => document.activeElement.id), 'stop');
    await help.waitFor({ state: 'hidden' });
  });

  fact('help and formula unfold on demand, and Escape folds them', async (open) => {
    const visit = await open({ link: LONG });
    await visit.click(visit.button('About Stop price'));
    assert.equal(await visit.page.locator('#stop-help').isVisible(), true);
    await visit.click(visit.button('Quantity'));
    assert.equal(await visit.page.locator('#stop-help').isVisible(), false);
    assert.match(await visit.page.locator('#quantity-basis').innerText(), /Source: /);
    await visit.press('Escape');
    assert.equal(await visit.page.locator('#quantity-basis').isVisible(), false);
  });
});

function complaintAt(visit, key) {
  const field = visit.field(key);
  return { error: field.locator('.under .error'), cure: (name) => field.getByRole('button', { name, exact: true }) };
}
