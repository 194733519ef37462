// Plans are pictures: a level is moved in the picture by mouse, finger and keys, and its field says so; typing moves the picture.
import assert from 'node:assert/strict';
import { beyondEdge, isAccessible } from './legible.mjs';
import { inBothBrowsers, inChromium, keysOf, numberRead } from './page.mjs';

const TRADE = '#/position-size?v=1&rules=binance-usdm/BTCUSDT/2026-q1&side=long&entry=65000&stop=63500&targets=50@3r,50@71000&leverage=10&equity=10000&risk_pct=1';
const IN_PERCENT = TRADE.replace('stop=63500', 'stop=2pct');
const LADDER = '#/scaling-plan?v=1&rules=binance-usdm/BTCUSDT/2026-q1&side=long&plan=custom&entry=65000&rungs=price,weight;65000,1;64000,1;62500,2&stop=60000&stop_rule=fixed&targets=100@70000&equity=10000&leverage=5';

inBothBrowsers('a level is moved', (fact) => {
  fact('with the mouse: field and figure follow, the rest stays where it is until it is let go', async (open) => {
    const visit = await open({ link: TRADE });
    await grasp(visit, 'stop');
    const [before, entry] = [await visit.headline(), await place(visit, 'entry')];
    await pull(visit, 24);
    const stop = numberRead(await visit.text('stop'));
    assert.ok(stop < 63_400 && stop > 60_000, `${stop}`);
    assert.equal(numberRead(await grip(visit, 'stop').getAttribute('aria-valuenow')), stop);
    assert.equal((await place(visit, 'entry')).y, entry.y);
    await visit.page.mouse.up();
    assert.notEqual((await place(visit, 'entry')).y, entry.y);
    assert.notEqual(await visit.headline(), before);
    // 100 USDT over the distance, 0.02 % of the entry and 0.05 % of the stop, in lots of 0.001.
    const size = Math.floor(100 / (65_000 - stop + 13 + stop * 0.0005) / 0.001) * 0.001;
    assert.equal(await visit.headline(), `${size.toFixed(3)} BTC`);
  });

  fact('with arrow keys by the tick, with Shift ten of them, and Escape brings back what was typed', async (open) => {
    const visit = await open({ link: TRADE });
    await grip(visit, 'stop').focus();
    await visit.press('ArrowUp');
    assert.equal(await visit.text('stop'), '63,500.1');
    await visit.press('Shift+ArrowDown');
    assert.equal(await visit.text('stop'), '63,500');
    await visit.press('Shift+ArrowDown');
    assert.equal(await visit.text('stop'), '63,499');
    assert.equal(await focused(visit), 'stop');
    await visit.press('Escape');
    assert.equal(await visit.text('stop'), '63,500');
    assert.equal(await grip(visit, 'stop').getAttribute('aria-valuenow'), '63500');
  });
});

inChromium('a level is moved', (fact) => {
  fact('with a finger, and the page does not scroll with it', async (open) => {
    const visit = await open({ link: TRADE, width: 390, height: 844, touch: true });
    await grip(visit, 'stop').scrollIntoViewIfNeeded();
    const [box, scrolled] = [await place(visit, 'stop'), await visit.page.evaluate(() => scrollY)];
    assert.ok(box.height >= 44 && box.width >= 44, `${box.width} by ${box.height}`);
    const touches = await visit.context.newCDPSession(visit.page);
    const touch = (type, y) => touches.send('Input.dispatchTouchEvent', {
      type, touchPoints: type === 'touchEnd' ? [] : [{ x: box.x + box.width / 2, y: box.y + box.height / 2 + y }],
    });
    await touch('touchStart', 0);
    for (const y of [6, 12, 18, 24, 30]) await touch('touchMove', y);
    await touch('touchEnd');
    const stop = numberRead(await visit.text('stop'));
    assert.ok(stop < 63_400, `${stop}`);
    assert.equal(await visit.page.evaluate(() => scrollY), scrolled);
  });

  fact('and percent stays percent, R stays R, in field and link', async (open) => {
    const visit = await open({ link: IN_PERCENT });
    await grasp(visit, 'stop');
    await pull(visit, 20);
    await visit.page.mouse.up();
    const typed = numberRead(await visit.text('stop'));
    assert.ok(typed > 2.1 && typed < 10, `${typed}`);
    await grasp(visit, 'target-1');
    await pull(visit, 20);
    await visit.page.mouse.up();
    await visit.page.waitForFunction(() => /targets=50@[012]\.\d+r,50@71000/.test(decodeURIComponent(location.hash)));
    assert.equal(keysOf(await visit.fragment()).stop, `${typed}pct`);
  });

  fact('across the entry it is the field\'s own problem, nothing is lost, and Escape leads back', async (open) => {
    const visit = await open({ link: TRADE });
    await grasp(visit, 'stop');
    const above = (await place(visit, 'entry')).y - (await place(visit, 'stop')).y - 20;
    await pull(visit, above);
    await visit.page.mouse.up();
    await visit.field('stop').locator('.under .error').waitFor();
    assert.match(await visit.complaint('stop'), /entry/);
    assert.ok(numberRead(await visit.text('stop')) > 65_000);
    assert.ok(await visit.isVacant());
    assert.ok(await grip(visit, 'stop').isVisible());
    assert.equal(await focused(visit), 'stop');
    await visit.press('Escape');
    assert.equal(await visit.text('stop'), '63,500');
    assert.ok(!(await visit.isVacant()));
  });

  fact('and typing moves it as well', async (open) => {
    const visit = await open({ link: TRADE });
    await visit.type('stop', '64000');
    await visit.page.waitForFunction(() => document.querySelector('[data-level="stop"]').ariaValueNow === '64000');
    await visit.type('targets-level-1', '72000');
    await visit.page.waitForFunction(() => document.querySelector('[data-level="target-2"]').ariaValueNow === '72000');
  });

  fact('where it is an order in a row, the row changes and no other', async (open) => {
    const visit = await open({ link: LADDER });
    await grasp(visit, 'rung-2');
    await pull(visit, 15);
    await visit.page.mouse.up();
    const prices = [];
    for (const row of [0, 1, 2]) prices.push(numberRead(await visit.text(`rungs-price-${row}`)));
    assert.ok(prices[1] < 63_990 && prices[1] > 62_000, `${prices}`);
    assert.deepEqual([prices[0], prices[2]], [65_000, 62_500]);
  });

  fact('only where it is typed: the liquidation price has no handle', async (open) => {
    const visit = await open({ link: TRADE });
    const names = await visit.page.locator('.grip').evaluateAll((grips) => grips.map((grip) => grip.ariaLabel));
    assert.deepEqual(names, ['Entry', 'Stop', 'Target 1', 'Target 2']);
    assert.match(await visit.page.locator('.plot').textContent(), /Liquidation/);
  });

  fact('on 320 px, where nothing goes beyond the edge and axe finds nothing', async (open) => {
    for (const link of [TRADE, LADDER]) {
      const visit = await open({ link, width: 320, height: 700, touch: true });
      assert.deepEqual(await visit.page.evaluate(beyondEdge), []);
      await isAccessible(visit, '320 px');
    }
  });
});

function grip(visit, level) {
  return visit.page.locator(`.grip[data-level="${level}"]`);
}

function place(visit, level) {
  return grip(visit, level).boundingBox();
}

function focused(visit) {
  return visit.page.evaluate(() => document.activeElement.dataset.level);
}

async function grasp(visit, level) {
  await grip(visit, level).scrollIntoViewIfNeeded();
  const box = await place(visit, level);
  await visit.page.mouse.move(box.x + box.width - 10, box.y + box.height / 2);
  await visit.page.mouse.down();
  visit.at = { x: box.x + box.width - 10, y: box.y + box.height / 2 };
}

/** Moves the mouse by so many pixels, in steps as a hand does; positive is down. */
async function pull(visit, down) {
  await visit.page.mouse.move(visit.at.x, visit.at.y + down, { steps: 6 });
  await visit.page.evaluate(() => new Promise((drawn) => setTimeout(drawn)));
}
