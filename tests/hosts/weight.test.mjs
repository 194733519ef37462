// What calculators cost the page that holds them: time until the first figure, and memory once they are gone.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { inChromium } from '../e2e/page.mjs';
import { serve } from './site.mjs';
import { calculator, read } from './visitor.mjs';

const MEGABYTE = 1024 * 1024;
/** How long a reader may look at an empty frame on this machine, in milliseconds. */
const FIRST_FIGURE = 10_000;

let site;
before(async () => { site = await serve('docusaurus/build'); });
after(() => site.close());

inChromium('weight', (fact) => {
  fact('the first figure is there soon, in a browser that has never seen Ballast', async (open) => {
    const visit = await open();
    const fresh = await visit.context.browser().newContext();
    const page = await fresh.newPage();
    const start = Date.now();
    await page.goto(`${site.origin}/position-size`, { waitUntil: 'commit' });
    await page.frameLocator('ballast-calculator iframe').locator('.answer .big').waitFor();
    const took = Date.now() - start;
    await fresh.close();
    console.log(`first figure after ${took} ms`);
    assert.ok(took < FIRST_FIGURE, `${took} ms`);
  });

  fact('a hundred calculators that came and went leave memory as it was', async (open) => {
    const visit = await open();
    await read(visit, site, '/position-size');
    await calculator(visit);
    const developer = await visit.context.newCDPSession(visit.page);
    await developer.send('Performance.enable');
    await comeAndGo(visit.page, 20);
    const before = await held(developer);
    await comeAndGo(visit.page, 100);
    const now = await held(developer);
    console.log('before', before, 'after a hundred', now);
    assert.equal(now.documents, before.documents);
    assert.equal(now.frames, before.frames);
    assert.ok(now.listeners - before.listeners < 10, 'listeners stay behind');
    assert.ok(now.nodes - before.nodes < 100, 'nodes stay behind');
    assert.ok(now.heap - before.heap < MEGABYTE, 'objects stay behind');
  });
});

/** Puts calculators into the page, one after the other, each until it is ready. */
function comeAndGo(page, times) {
  return page.evaluate(async (count) => {
    const place = document.querySelector('main');
    for (let round = 0; round < count; round += 1) {
      const element = document.createElement('ballast-calculator');
      element.setAttribute('calculator', 'kelly');
      const ready = new Promise((done) => { element.addEventListener('ready', done, { once: true }); });
      place.prepend(element);
      await ready;
      element.remove();
    }
  }, times);
}

/** What the page holds once everything that can be thrown away was. */
async function held(developer) {
  for (let round = 0; round < 3; round += 1) await developer.send('HeapProfiler.collectGarbage');
  const { metrics } = await developer.send('Performance.getMetrics');
  const of = (name) => metrics.find((metric) => metric.name === name).value;
  return {
    documents: of('Documents'), frames: of('Frames'), listeners: of('JSEventListeners'), nodes: of('Nodes'), heap: of('JSHeapUsedSize'),
  };
}
