// The book beside the app: the app's help leads into it, and its examples lead into the app.
import assert from 'node:assert/strict';
import { WIDTHS, isAccessible } from './legible.mjs';
import { fragmentOf, inBothBrowsers, inChromium } from './page.mjs';

const BOOK = `${process.env.BALLAST_URL}docs/`;
const PAGES = ['index.html', 'guides/first-trade.html', 'calculators/liquidation.html', 'glossary.html', 'guides/scripting.html'];
const GUIDE = `${BOOK}guides/first-trade.html`;

inBothBrowsers('book', (fact) => {
  fact('the help of a field leads to its row in the book, where the terms in it are explained', async (open) => {
    const visit = await open();
    await visit.click(visit.field('leverage').getByRole('button', { name: 'About Leverage' }));
    const link = visit.field('leverage').getByRole('link', { name: 'In the book' });
    const [page] = await Promise.all([visit.context.waitForEvent('page'), link.click()]);
    await page.locator(':target').waitFor();
    assert.equal(page.url(), `${BOOK}calculators/position-size.html#leverage`);
    assert.equal(await page.locator(':target').innerText(), 'Leverage');
    await page.locator('tr:has(:target)').getByRole('link', { name: 'liquidation price' }).click();
    await page.waitForURL(`${BOOK}glossary.html#liquidation-price`);
    assert.equal(await page.locator(':target').innerText(), 'Liquidation price');
  });

  fact('an example opens in the app with the figure that the book names', async (open) => {
    const visit = await open();
    await visit.page.goto(GUIDE, { waitUntil: 'commit' });
    const address = await visit.page.locator('.ballast-example a').first().getAttribute('href');
    const figure = (await visit.page.locator('main p > strong').first().innerText()).replace('\u00a0', ' ');
    const app = await open({ link: fragmentOf(address) });
    assert.equal(await app.headline(), figure);
  });

  fact('a page of the book loads nothing of the app', async (open) => {
    const visit = await open();
    await visit.page.goto('about:blank');
    visit.requests.length = 0;
    await visit.page.goto(GUIDE);
    await visit.page.getByRole('button', { name: 'Run it here' }).first().waitFor();
    assert.deepEqual(visit.requests.filter((url) => !url.startsWith(BOOK)), []);
  });

  fact('an example of the book runs in its place, with the figure that the book names and in its theme', async (open) => {
    const visit = await open({ tolerates: /sandbox/ });
    await visit.page.goto(GUIDE);
    const figure = (await visit.page.locator('main p > strong').first().innerText()).replace('\u00a0', ' ');
    await visit.page.getByRole('button', { name: 'Run it here' }).first().click();
    const frame = visit.page.frameLocator('ballast-calculator iframe').first();
    await frame.locator('.answer .big').waitFor();
    assert.equal((await frame.locator('.answer .big').innerText()).replace(/\s+/g, ' '), figure);
    assert.equal(await frame.locator('html').getAttribute('data-theme'), 'light');
  });
});

inChromium('book for everybody', (fact) => {
  for (const colorScheme of ['light', 'dark']) {
    fact(`axe finds nothing on pages of the book in ${colorScheme}, and none scrolls sideways`, async (open) => {
      const visit = await open();
      await visit.page.emulateMedia({ colorScheme });
      for (const width of WIDTHS) {
        await visit.page.setViewportSize({ width, height: 900 });
        for (const name of PAGES) {
          await visit.page.goto(BOOK + name);
          await isAccessible(visit, `${name}, ${width} px`, 'main');
          const beyond = await visit.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(beyond <= 0, `${name}, ${width} px: ${beyond} px too wide`);
        }
      }
    });
  }
});
