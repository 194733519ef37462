// Keyboard alone: a trade is sized, tabs are changed and sides chosen without a pointer, and the focus is always seen.
import assert from 'node:assert/strict';
import { inChromium } from './page.mjs';

inChromium('keyboard alone', (fact) => {
  fact('entry, Tab, stop, Tab, target: that is all it takes from opening the page to the quantity', async (open) => {
    const visit = await open();
    await visit.page.waitForFunction(() => document.activeElement.id === 'entry');
    await visit.write('64000');
    await visit.press('Tab');
    await visit.write('63000');
    await visit.press('Tab');
    await visit.write('67000');
    // 1 % of 10,000 over 1,000 + 0.02 % of 64,000 + 0.05 % of 63,000 = 1,044.30 a unit, in lots of 0.001.
    assert.equal(await visit.headline(), '0.095 BTC');
    // 0.095 × (3,000 - 0.02 % of 64,000 - 0.02 % of 67,000)
    assert.match(await visit.page.locator('.cells').innerText(), /\+282\.51/);
  });

  fact('the first field is focused with its text selected, so that typing replaces it', async (open) => {
    const visit = await open();
    await visit.page.waitForFunction(() => document.activeElement.id === 'entry');
    const selected = await visit.input('entry').evaluate((input) => input.value.slice(input.selectionStart, input.selectionEnd));
    assert.equal(selected, '65,000');
  });

  fact('Alt and a digit change the tab, also while a field has the focus', async (open) => {
    const visit = await open();
    await visit.input('entry').focus();
    await visit.press('Alt+Digit3');
    assert.equal(await visit.title(), 'Liquidation');
    await visit.page.waitForFunction(() => document.activeElement.id === 'entry');
    assert.equal(await currentTab(visit), 'Liquidation');
    await visit.press('Alt+Digit1');
    assert.equal(await visit.title(), 'Position size');
    await visit.press('Alt+Digit9');
    assert.equal(await visit.title(), 'Position size');
  });

  fact('S and L choose the side and N begins a new trade, outside fields', async (open) => {
    const visit = await open();
    await visit.leave();
    for (const [letter, side] of [['s', 'short'], ['l', 'long'], ['S', 'short']]) {
      await visit.press(letter);
      assert.equal(await sideOf(visit), side);
    }
    await visit.press('N');
    assert.equal(await visit.text('entry'), '');
  });

  fact('inside a field letters are letters', async (open) => {
    const visit = await open();
    await visit.input('entry').focus();
    await visit.write('sn');
    assert.equal(await visit.text('entry'), 'sn');
    assert.equal(await sideOf(visit), 'long');
  });

  fact('with Control, letters are the browser\'s', async (open) => {
    const visit = await open();
    await visit.leave();
    await visit.page.evaluate(() => {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 's', code: 'KeyS', ctrlKey: true, bubbles: true }));
    });
    assert.equal(await sideOf(visit), 'long');
  });

  fact('single letters can be switched off, for good', async (open) => {
    const visit = await open();
    const toggle = visit.page.getByRole('checkbox');
    await toggle.focus();
    await visit.press('Space');
    assert.equal(await toggle.isChecked(), false);
    await visit.reload();
    await visit.page.waitForFunction(() => document.activeElement.id === 'entry');
    await visit.leave();
    for (const letter of 'snl') await visit.press(letter);
    assert.equal(await sideOf(visit), 'long');
    assert.equal(await visit.text('entry'), '65,000');
    await toggle.focus();
    await visit.press('Space');
    await visit.press('s');
    assert.equal(await sideOf(visit), 'short');
  });

  fact('? in a field unfolds its help and Escape folds it', async (open) => {
    const visit = await open();
    await visit.input('stop').focus();
    await visit.press('?');
    assert.equal(await visit.page.locator('#stop-help').isVisible(), true);
    await visit.press('Escape');
    assert.equal(await visit.page.locator('#stop-help').isVisible(), false);
    assert.equal(await visit.text('stop'), '63,500');
  });

  fact('Tab goes through the page as it is read, from the header to the foot, and no stop is without a mark', async (open) => {
    const visit = await open({ height: 1400 });
    await visit.page.waitForFunction(() => document.activeElement.id === 'entry');
    await visit.page.locator('a, button').first().focus();
    const stops = await walk(visit, 80);
    const unmarked = stops.filter((stop) => stop.focused === stop.left).map((stop) => stop.name);
    assert.deepEqual(unmarked, [], 'these look the same with the focus and without');
    const regions = stops.map((stop) => stop.region).filter((region, at, all) => region !== all[at - 1]);
    assert.deepEqual(regions, ['top', 'ways', 'strip', 'ticket', 'desk', 'foot']);
    const ticket = stops.filter((stop) => stop.region === 'ticket').map((stop) => stop.name);
    assert.deepEqual(ticket.slice(0, 4), ['side', 'entry', 'stop', 'targets-level-0']);
    for (const name of ['Edge', 'New trade', 'Share', 'Size', 'Liquidation', 'Copy quantity', 'Report this number']) {
      assert.ok(stops.some((stop) => stop.name.startsWith(name)), `${name} is a stop`);
    }
  });

  fact('the Share menu opens, is walked and closes without a pointer', async (open) => {
    const visit = await open();
    const menu = visit.page.locator('.top .menu > button');
    await menu.focus();
    await visit.press('Enter');
    assert.equal(await menu.getAttribute('aria-expanded'), 'true');
    await visit.press('Tab');
    await visit.press('Tab');
    await visit.press('Enter');
    assert.match(await visit.lastCopied(), /#\/position-size\?.*build=/);
    assert.equal(await menu.getAttribute('aria-expanded'), 'false');
    await menu.focus();
    await visit.press('Enter');
    await visit.press('Escape');
    assert.equal(await menu.getAttribute('aria-expanded'), 'false');
    assert.ok(await menu.evaluate((button) => button === document.activeElement), 'the focus stays on the button');
  });
});

async function sideOf(visit) {
  return visit.field('side').locator('input:checked').inputValue();
}

async function currentTab(visit) {
  return visit.page.locator('.tabs a[aria-current]').evaluate((tab) => tab.firstChild.textContent.trim());
}

/** Presses Tab until the page is left: every stop with how it looks with the focus, and once the focus has moved on. */
async function walk(visit, most) {
  const stops = [];
  for (let count = 0; count < most; count += 1) {
    await visit.page.keyboard.press('Tab');
    await visit.page.waitForFunction(() => document.activeElement !== globalThis.lastStop);
    const { stop, left } = await visit.page.evaluate(look);
    if (stops.length > 0) stops.at(-1).left = left;
    if (stop === null) return stops;
    stops.push(stop);
  }
  throw new Error(`the page is not left after ${most} stops`);
}

/** How the focused element looks now, and how the one focused before looks without. */
function look() {
  const looks = (element) => {
    const signs = [];
    const add = ({ outlineStyle, outlineWidth, outlineColor, borderColor, boxShadow }) => {
      signs.push(outlineStyle === 'none' ? 'none' : `${outlineStyle} ${outlineWidth} ${outlineColor}`, borderColor, boxShadow);
    };
    for (let at = element, up = 0; at && up < 4; at = at.parentElement, up += 1) add(getComputedStyle(at));
    // A level in the picture is as large as a finger; its mark is drawn inside.
    add(getComputedStyle(element, '::after'));
    return signs.join('; ');
  };
  const left = globalThis.lastStop ? looks(globalThis.lastStop) : '';
  const element = document.activeElement;
  globalThis.lastStop = element === document.body || element === document.documentElement ? null : element;
  if (!globalThis.lastStop) return { stop: null, left };
  const region = ['top', 'ways', 'strip', 'ticket', 'desk', 'foot'].find((name) => element.closest(`.${name}`)) ?? 'nowhere';
  const name = element.id || element.name || (element.textContent || element.tagName).replace(/\s+/g, ' ').trim();
  return { stop: { name, region, focused: looks(element) }, left };
}
