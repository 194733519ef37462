// The snippets of docs/embedding.md in an mdBook, a MkDocs and a Docusaurus site, each at an origin of its own.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { inBothBrowsers } from '../e2e/page.mjs';
import { serve } from './site.mjs';
import { allReady, calculator, figure, fits, framed, placesOfWhatFollows, read } from './visitor.mjs';

/** What MkDocs itself writes into the console. */
const SEARCH = /^console log: (All search scripts loaded|Lunr index built)/;
const SITES = [
  { name: 'mdBook', folder: 'mdbook/book', one: '/position-size.html', three: '/three.html', lesson: '/lesson.html', frame: '/frame.html' },
  { name: 'MkDocs', folder: 'mkdocs/site', one: '/position-size/', three: '/three/', lesson: '/lesson/', frame: '/frame/', tolerates: SEARCH },
  { name: 'Docusaurus', folder: 'docusaurus/build', one: '/position-size', three: '/three', lesson: '/lesson', frame: '/frame' },
];
// 1 % of 10,000 over 65,000 − 64,000; 65,000 × 0.9 / 0.995; a quarter of (0.4 × 1.8 − 0.6) / 1.8.
const FIGURES = [/^0\.1\sBTC$/, /^58,79[34]/, /^1\.67\s%$/];

for (const { name, folder, one, three, lesson, frame, tolerates } of SITES) {
  let site;
  before(async () => { site = await serve(folder); });
  after(() => site.close());

  inBothBrowsers(name, (fact) => {
    fact('three pasted lines give a calculator that computes and is as tall as what is in it', async (open) => {
      const visit = await open({ tolerates });
      await read(visit, site, one);
      const size = await calculator(visit);
      assert.match(await figure(size), FIGURES[0]);
      await fits(size);
      await size.locator('#stop').fill('63000');
      await size.locator('.big', { hasText: '0.05' }).waitFor(); // 100 / 2,000
      await fits(size);
    });

    fact('three on one page each show their own figures, and nothing scrolls inside or jumps after load', async (open) => {
      const visit = await open({ tolerates });
      await read(visit, site, three);
      for (const [number, expected] of FIGURES.entries()) {
        const shown = await calculator(visit, number);
        assert.match(await figure(shown), expected);
      }
      await allReady(visit.page, 3);
      assert.equal((await placesOfWhatFollows(visit.page)).length, 1);
      for (const number of FIGURES.keys()) await fits(await calculator(visit, number));
    });

    fact('on a phone nothing is cut off at the side', async (open) => {
      const visit = await open({ width: 360, tolerates });
      await read(visit, site, three);
      for (const number of FIGURES.keys()) await fits(await calculator(visit, number));
    });

    fact('a lesson leaves the reader what its author left open, and goes back to its beginning', async (open) => {
      const visit = await open({ tolerates });
      await read(visit, site, lesson);
      const size = await calculator(visit);
      assert.ok(await size.locator('#equity').isDisabled());
      assert.equal(await size.locator('#targets').count(), 0);
      await size.locator('#stop').fill('63000');
      await size.locator('.big', { hasText: '0.05' }).waitFor(); // 100 / 2,000
      await size.getByRole('button', { name: 'Reset' }).click();
      await size.locator('.big', { hasText: '0.1' }).waitFor();
      await fits(size);
    });

    fact('a plain frame shows the same without a script', async (open) => {
      const visit = await open({ tolerates });
      await read(visit, site, frame);
      const size = await framed(visit);
      assert.match(await figure(size), FIGURES[0]);
      await fits(size);
    });
  });
}
