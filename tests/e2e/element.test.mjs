// <ballast-calculator> in pages of another origin: it sizes itself, tells what it shows, and leaves nothing behind.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { evaluated } from './engine.mjs';
import { call, calculator, closedHome, embedded, heights, host, inside, last, onPage, send, told } from './host.mjs';
import { inBothBrowsers, inBrowser, keysOf, tidy } from './page.mjs';

const HOME = process.env.BALLAST_URL;
const TRADE = 'rules=generic&base=BTC&lot_step=0.001&side=long&entry=65000&stop=63500&equity=10000&risk_pct=1&leverage=10';
const SIZE = { calculator: 'position-size', scenario: TRADE };

/** A page that passes on what it is told to, and as `kelly` wants more room than it has, whatever that is. */
const GROWING = `<script>
  addEventListener('message', ({ data }) => parent.postMessage(data.pass, '*'));
  const ask = (step) => parent.postMessage({ ballast: 1, type: 'height', height: innerHeight + 50 * step }, '*');
  if (location.hash.includes('kelly')) for (let step = 1; step <= 20; step += 1) ask(step);
</script>`;

let own;
let closed;
before(async () => {
  own = await host();
  closed = await closedHome();
});
after(() => [own, closed].forEach((server) => server.close()));

/** A page of the host with these calculators, opened once they are ready. */
async function shown(open, elements, wishes = {}) {
  const visit = await open(wishes);
  const list = elements.map((element) => calculator(element));
  await onPage(visit, own.show(embedded(...list)), list.length);
  return visit;
}

inBothBrowsers('element', (fact) => {
  fact('three on a page whose policy names only their origin: none scrolls inside, and none jumps', async (open) => {
    const visit = await shown(open, [SIZE, { calculator: 'liquidation' }, { calculator: 'kelly' }]);
    await visit.page.waitForFunction(() => [...document.querySelectorAll('ballast-calculator')].every((one) => one.offsetHeight !== 600));
    await visit.page.waitForTimeout(1200);
    const before = await heights(visit);
    for (const nth of [2, 1, 0]) {
      await visit.page.locator('ballast-calculator').nth(nth).scrollIntoViewIfNeeded();
      await visit.page.waitForTimeout(200);
    }
    assert.deepEqual(await heights(visit), before);
    const frames = visit.page.frames().slice(1);
    const beyond = await Promise.all(frames.map((frame) => frame.evaluate(() => document.scrollingElement.scrollHeight - innerHeight)));
    assert.deepEqual(beyond, [0, 0, 0]);
  });

  fact('three on a page download the app once', async (open) => {
    const visit = await open();
    visit.origins.push(closed.origin);
    closed.asked.length = 0;
    const one = calculator({ ...SIZE, src: closed.address });
    await onPage(visit, own.show(embedded(one, one, one), { policy: null }), 3);
    assert.equal(closed.asked.filter((address) => address.endsWith('.wasm')).length, 1);
  });

  fact('what it tells is the figure that evaluate gives, at first and after typing', async (open) => {
    const visit = await shown(open, [SIZE]);
    const first = await last(visit);
    assert.deepEqual([first.results.status, first.results.outputs.quantity], ['ok', 0.066]); // 100 / 1,500, in lots of 0.001
    await inside(visit).locator('#stop').fill('64000');
    await visit.page.waitForFunction(() => globalThis.events.at(-1).results.outputs.quantity === 0.1); // 100 / 1,000
    const { scenario, results } = await last(visit);
    const { status, outputs, assumed, notices, problems } = evaluated([scenario])[0];
    assert.deepEqual(results, { status, outputs, assumed, notices, problems });
    await inside(visit).locator('#stop').fill('65000');
    await visit.page.waitForFunction(() => globalThis.events.at(-1).results.status === 'invalid');
    const { field, code } = (await last(visit)).results.problems[0];
    assert.deepEqual([field, code], ['stop', 'stop-at-entry']);
  });

  fact('it takes a scenario as a link, as a fragment and as what stands behind the question mark, and goes back', async (open) => {
    const visit = await shown(open, [SIZE]);
    const quantity = async (scenario, wanted) => {
      await call(visit, 'setScenario', scenario);
      await visit.page.waitForFunction((wanted) => globalThis.events.at(-1).results.outputs.quantity === wanted, wanted);
    };
    await quantity(TRADE.replace('63500', '64000'), 0.1);
    const kept = await call(visit, 'getScenario');
    assert.equal(keysOf(kept).stop, '64000');
    await inside(visit).locator('#equity').fill('20000');
    await visit.page.waitForFunction(() => globalThis.events.at(-1).results.outputs.quantity === 0.2);
    assert.equal(keysOf(await call(visit, 'getScenario')).equity, '20000');
    await quantity(`https://example.org/ballast/${kept.replace('64000', '63000')}`, 0.05);
    await quantity(kept, 0.1);
    await call(visit, 'restore');
    await visit.page.waitForFunction(() => globalThis.events.at(-1).results.outputs.quantity === 0.066);
    assert.deepEqual(keysOf(await call(visit, 'getScenario')), { v: '1', ...keysOf(`?${TRADE}`) });
  });

  fact('an account typed into it goes on to the full calculator, and into its own button that brings all back', async (open) => {
    const visit = await shown(open, [{ calculator: 'position-size', scenario: TRADE.replace('equity=10000&risk_pct=1&', ''), reset: true }]);
    const frame = inside(visit);
    await frame.locator('#equity').fill('30000');
    const full = () => frame.getByRole('link', { name: 'Open in Ballast' }).getAttribute('href');
    assert.equal(keysOf(await full()).equity, '30000');
    await frame.getByRole('button', { name: 'Reset' }).click();
    assert.equal(await frame.locator('#equity').inputValue(), '10,000');
    assert.doesNotMatch(await full(), /equity/);
  });

  fact('attributes that change are followed, the scenario and the theme without another frame', async (open) => {
    const visit = await shown(open, [SIZE]);
    const element = visit.page.locator('ballast-calculator');
    const frame = visit.page.frames().at(-1);
    const steps = await visit.page.evaluate(() => history.length);
    await element.evaluate((one, scenario) => one.setAttribute('scenario', scenario), TRADE.replace('63500', '64000'));
    await visit.page.waitForFunction(() => globalThis.events.at(-1).results.outputs.quantity === 0.1);
    await element.evaluate((one) => one.setAttribute('theme', 'dark'));
    await inside(visit).locator('html[data-theme="dark"]').waitFor();
    assert.equal(frame.isDetached(), false);
    await element.evaluate((one) => {
      one.setAttribute('panels', 'answer');
      one.setAttribute('locked', 'entry');
    });
    await told(visit, 'ready', 2);
    assert.equal(await inside(visit).locator('#ticket').count(), 0);
    assert.equal((await last(visit)).results.outputs.quantity, 0.1);
    assert.equal(await visit.page.evaluate(() => history.length), steps);
    await element.evaluate((one) => one.setAttribute('calculator', 'kelly'));
    await told(visit, 'ready', 3);
    assert.match((await last(visit)).scenario, /^#\/kelly/);
  });

  fact('it shows the panels, locks the fields and hides those that its author says', async (open) => {
    const visit = await shown(open, [{ ...SIZE, panels: 'ticket chart', locked: 'stop, side', 'hidden-inputs': 'equity' }]);
    const frame = inside(visit);
    assert.equal(await frame.locator('.answer, .working, .tables, .strip').count(), 0);
    assert.equal(await frame.locator('#equity').count(), 0);
    assert.ok(await frame.locator('#stop').isDisabled());
    assert.equal(await frame.locator('#stop').inputValue(), '63,500');
    assert.ok(await frame.locator('#entry').isEnabled());
    assert.equal(await frame.locator('.grip[data-level="stop"]').count(), 0);
    assert.equal(await frame.locator('.grip[data-level="entry"]').count(), 1);
    await frame.locator('.grip').first().focus();
    for (const letter of ['s', 'n']) await visit.page.keyboard.press(letter);
    await frame.locator('#entry').fill('64000');
    await visit.page.waitForFunction(() => globalThis.events.at(-1).results.outputs.quantity === 0.2);
    const { side, stop, equity } = keysOf((await last(visit)).scenario);
    assert.deepEqual([side, stop, equity], ['long', '63500', '10000']);
  });

  fact('names and values that mean nothing change nothing', async (open) => {
    const visit = await shown(open, [{ ...SIZE, panels: 'odds', locked: '"><b>', 'hidden-inputs': 'x', theme: 'blue', account: 'me' }]);
    const frame = inside(visit);
    for (const part of ['#ticket', '.answer', '.picture', '.working']) assert.ok(await frame.locator(part).isVisible(), part);
    assert.equal(await frame.locator('fieldset').count(), 0);
    assert.equal((await last(visit)).results.outputs.quantity, 0.066);
  });

  fact('it takes the colours of its page, follows them, and takes nothing that is no colour', async (open) => {
    const visit = await open();
    const style = '--ballast-accent: var(--brand); --ballast-background: url(x.png); --ballast-text: rgb(1 2 3 / .5); --ballast-radius: 4px';
    const policy = { policy: null };
    await onPage(visit, own.show(`<style>:root { --brand: teal; color-scheme: dark; }</style>${embedded(calculator(SIZE, style))}`, policy));
    const colours = () => inside(visit).locator('html').evaluate((root) => {
      const style = getComputedStyle(root);
      return ['--accent', '--round', '--own-background', '--own-text'].map((name) => style.getPropertyValue(name));
    });
    assert.deepEqual(await colours(), ['#008080', '4px', '', '']);
    assert.equal(await inside(visit).locator('html').getAttribute('data-theme'), 'dark');
    await visit.page.evaluate(() => {
      document.documentElement.style.setProperty('--brand', '#fff');
      document.documentElement.style.colorScheme = 'light';
    });
    await inside(visit).locator('html[data-theme="light"]').waitFor();
    assert.equal((await colours())[0], '#ffffff');
  });

  fact('neither side heeds a message of anybody else', async (open) => {
    const visit = await shown(open, [SIZE]);
    await visit.page.waitForFunction(() => document.querySelector('ballast-calculator').offsetHeight !== 600);
    const before = await heights(visit);
    await visit.page.evaluate(() => {
      for (const message of [{ type: 'height', height: 3000 }, { type: 'change', scenario: '#/kelly', results: null }]) {
        postMessage({ ballast: 1, ...message }, '*');
      }
    });
    const frame = visit.page.frames().at(-1);
    await frame.evaluate(() => {
      postMessage({ ballast: 1, type: 'set', scenario: '#/kelly' }, '*');
      parent.postMessage({ ballast: 2, type: 'height', height: 3000 }, '*');
      parent.postMessage(null, '*');
    });
    await send(visit, { ballast: 3, type: 'set', scenario: '#/kelly' });
    await visit.page.waitForTimeout(300);
    assert.deepEqual(await heights(visit), before);
    assert.equal(await inside(visit).locator('h1').textContent(), 'Position size');
    assert.equal(await visit.page.evaluate(() => globalThis.events.length), 1);
  });

  fact('its height is clamped, and a frame that asks for ever more is given five steps a second', async (open) => {
    const visit = await open({ tolerates: /can escape its sandboxing/ }); // of Chromium, where host and frame are of one origin
    const child = own.show(GROWING, { policy: null });
    await onPage(visit, own.show(embedded(calculator({ src: child }), calculator({ src: child, calculator: 'kelly' })), { policy: null }), 0);
    await visit.page.waitForFunction(() => document.querySelectorAll('ballast-calculator')[1].offsetHeight === 850); // five steps of 50
    await visit.page.waitForTimeout(1500);
    assert.deepEqual(await heights(visit), [600, 850]);
    const after = async (height) => {
      await send(visit, { pass: { ballast: 1, type: 'height', height } });
      await visit.page.waitForTimeout(150);
      return (await heights(visit))[0];
    };
    assert.deepEqual([await after(1e9), await after(-5), await after(300.2), await after(302), await after('x'), await after(NaN)], [10000, 200, 301, 301, 301, 301]);
  });

  fact('its height is that of what it shows, not that of the frame that it is in', async (open) => {
    const visit = await open();
    const frame = `<iframe title="Ballast" width="900" height="3000" src="${HOME}?embed=1&panels=answer,working&locked=stop&accent=b00#/position-size?${TRADE}"></iframe>`;
    const heard = '<script>globalThis.heights = []; addEventListener("message", ({ data }) => data.type === "height" && heights.push(data.height));</script>';
    visit.origins.push(own.origin);
    await visit.page.goto(own.show(heard + frame, { policy: null }), { waitUntil: 'commit' });
    const inner = visit.page.frameLocator('iframe');
    await inner.locator('.answer .big').waitFor();
    await visit.page.waitForFunction(() => globalThis.heights.length > 0);
    const height = await visit.page.evaluate(() => globalThis.heights.at(-1));
    assert.ok(height > 300 && height < 1500, `${height}`);
    assert.equal(await inner.locator('#ticket').count(), 0);
    assert.equal(await inner.locator('html').evaluate((root) => getComputedStyle(root).getPropertyValue('--accent')), '#b00');
  });

  fact('taken away and put back it shows what it showed, and goes on', async (open) => {
    const visit = await shown(open, [SIZE]);
    await inside(visit).locator('#stop').fill('64000');
    await visit.page.waitForFunction(() => globalThis.events.at(-1).results.outputs.quantity === 0.1);
    await visit.page.evaluate(() => {
      const element = document.querySelector('ballast-calculator');
      element.remove();
      globalThis.away = element;
    });
    assert.equal(visit.page.frames().length, 1);
    await visit.page.evaluate(() => document.body.append(globalThis.away));
    await told(visit, 'ready', 2);
    await visit.page.waitForFunction(() => globalThis.events.at(-1).results.outputs.quantity === 0.1);
    await inside(visit).locator('#stop').fill('63000');
    await visit.page.waitForFunction(() => globalThis.events.at(-1).results.outputs.quantity === 0.05);
  });

  fact('the account that the browser keeps is used where the author asks for it, and told to no page', async (open) => {
    const visit = await open({ profile: 'equity=20000\nrisk_pct=1\nrules=binance-usdm/BTCUSDT/2026-q1' });
    const scenario = 'rules=generic&base=BTC&lot_step=0.001&side=long&entry=65000&stop=63500&leverage=10';
    await onPage(visit, own.show(embedded(calculator({ calculator: 'position-size', scenario, account: 'reader' }))));
    // A browser that keeps an origin's storage apart for every page it is embedded in has no account to show.
    assert.match(await inside(visit).locator('#equity').inputValue(), /^[12]0,000$/);
    await inside(visit).locator('#stop').fill('64000');
    await told(visit, 'change', 1);
    const said = await last(visit);
    assert.equal(said.results, null);
    assert.equal(keysOf(said.scenario).stop, '64000');
    assert.equal(keysOf(said.scenario).equity, undefined);
  });

  fact('in a sandbox without an origin it works, keeps nothing, and tells its page', async (open) => {
    const visit = await shown(open, [{ ...SIZE, sandbox: 'allow-scripts' }]);
    assert.equal(await visit.page.frames().at(-1).evaluate(() => self.origin), 'null');
    await inside(visit).locator('#stop').fill('64000');
    await visit.page.waitForFunction(() => globalThis.events.at(-1).results.outputs.quantity === 0.1);
  });

  fact('where such a sandbox is on a host that lets nobody read its files, it says so and leads to the full calculator', async (open) => {
    const visit = await open({ tolerates: /CORS|ERR_FAILED|Cross-Origin|cross-origin/i });
    visit.origins.push(own.origin, closed.origin);
    await visit.page.goto(own.show(embedded(calculator({ ...SIZE, src: closed.address, sandbox: 'allow-scripts' })), { policy: null }), { waitUntil: 'commit' });
    const words = inside(visit).locator('#elsewhere');
    await words.waitFor();
    assert.match(tidy(await words.innerText()), /^Ballast cannot start in this frame: .* Open in Ballast$/);
    const link = await words.locator('a').evaluate((link) => link.href);
    assert.equal(link, `${closed.address}#/position-size?v=1&${TRADE}`);
  });
});

inBrowser('Chromium', (fact) => {
  fact('a hundred calculators that come and go leave nothing behind', async (open) => {
    const visit = await shown(open, []);
    const session = await visit.context.newCDPSession(visit.page);
    await session.send('Performance.enable');
    const measured = async () => {
      for (const _ of [1, 2, 3]) await session.send('HeapProfiler.collectGarbage');
      const { metrics } = await session.send('Performance.getMetrics');
      const { documents, nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
      return { documents, nodes, jsEventListeners, heap: metrics.find(({ name }) => name === 'JSHeapUsedSize').value };
    };
    const comeAndGo = (rounds) => visit.page.evaluate(async ([rounds, attributes]) => {
      for (let round = 0; round < rounds; round += 1) {
        const all = Array.from({ length: 5 }, () => document.createElement('ballast-calculator'));
        await Promise.all(all.map((one) => new Promise((ready) => {
          one.style.cssText = 'position: fixed; inset: 0';
          for (const [name, text] of Object.entries(attributes)) one.setAttribute(name, text);
          one.addEventListener('ready', ready, { once: true });
          document.body.append(one);
        })));
        all.forEach((one) => one.remove());
        globalThis.events.length = 0;
      }
    }, [rounds, { ...SIZE, panels: 'answer' }]);
    await comeAndGo(2);
    const before = await measured();
    await comeAndGo(20);
    const after = await measured();
    assert.equal(visit.page.frames().length, 1);
    const { heap, ...counted } = before;
    assert.deepEqual({ ...after, heap: 0 }, { ...counted, heap: 0 });
    assert.ok(after.heap < heap + 250_000, `${heap} bytes before, ${after.heap} after`);
  });
});
