// Nothing jumps: whatever is typed, one key after the other, every box stays where it is.
import assert from 'node:assert/strict';
import { GRACE, inBothBrowsers } from './page.mjs';

const LINKS = {
  'position-size': '#/position-size?v=1&rules=binance-usdm/BTCUSDT/2026-q1&side=long&entry=65000&stop=63500&targets=100@3r&leverage=10&account=reader',
  liquidation: '#/liquidation?v=1&rules=binance-usdm/BTCUSDT/2026-q1&side=long&entry=65000&quantity=0.05&leverage=10&account=reader',
  kelly: '#/kelly?v=1&win_pct=55&payoff_ratio=1.5&sample_size=200&kelly_share_pct=50',
  'volatility-target': '#/volatility-target?v=1&rules=binance-usdm/BTCUSDT/2026-q1&side=long&entry=65000&target_vol_pct=20&annual_vol_pct=57&account=reader',
};
/** What is typed over a field: valid, then invalid, then valid again; `⌫` takes the last letter away. */
const TYPING = {
  'position-size': { entry: '64000x⌫', stop: '66000⌫⌫⌫⌫3500', 'targets-level-0': '60000⌫⌫⌫⌫⌫70000', risk_pct: '250⌫⌫', equity: '1e999⌫⌫⌫⌫⌫20k', leverage: '1000⌫⌫' },
  liquidation: { entry: '64000x⌫', quantity: '-0⌫⌫1.5', leverage: '900⌫⌫', mark_price: '64,00⌫⌫⌫⌫⌫64k' },
  kelly: { win_pct: '101⌫⌫⌫60', payoff_ratio: '0⌫2', sample_size: '1.5⌫⌫50' },
  'volatility-target': { entry: '70000x⌫', target_vol_pct: 'x⌫15', annual_vol_pct: '0⌫3/day' },
};
const SIZES = [{ width: 1280, height: 900 }, { width: 390, height: 844 }];

inBothBrowsers('nothing jumps', (fact) => {
  for (const [slug, link] of Object.entries(LINKS)) {
    for (const size of SIZES) {
      fact(`${slug} at ${size.width} px: field, answer, cells and status line stay put with every key`, async (open) => {
        const visit = await open({ link, paused: true, ...size });
        const start = await boxes(visit);
        const jumps = new Map();
        for (const [key, typed] of Object.entries(TYPING[slug])) {
          await visit.typeSlowly(key, typed, async (letter) => {
            compare(start, await boxes(visit), `${letter} in ${key}`, jumps);
            await visit.wait(GRACE);
            compare(start, await boxes(visit), `${letter} in ${key}, ${GRACE} ms later`, jumps);
          });
        }
        assert.deepEqual([...jumps].map((jump) => jump.join(' after ')), []);
      });
    }
  }
});

const BOXES = ['#ticket > .field', '#ticket > .fold', '.tabs', '.answer', '.answer .head', '.cells', '.cells > div', '.status', '.pinned'];

/** Where every box stands on the page, whatever is scrolled; of a bar that sticks to the window only its size counts. */
function boxes(visit) {
  return visit.page.evaluate((selectors) => {
    const placeOf = (element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const sticks = getComputedStyle(element).position === 'sticky';
      return [x + scrollX, sticks ? 0 : y + scrollY, width, height].map(Math.round).join(' ');
    };
    const named = (selector) => [...document.querySelectorAll(selector)].map((element, at) => [`${selector} ${element.dataset.key ?? at}`, placeOf(element)]);
    return Object.fromEntries(selectors.flatMap(named));
  }, BOXES);
}

/** Notes what moved, once for every place that it moved to. */
function compare(start, now, when, jumps) {
  for (const [name, place] of Object.entries(start)) {
    const jump = `${name}: ${place} became ${now[name]}`;
    if (now[name] !== place && !jumps.has(jump)) jumps.set(jump, when);
  }
}
