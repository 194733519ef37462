// A page of another origin that reads what the calculator says, and changes what it is asked.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { inBothBrowsers } from '../e2e/page.mjs';
import { serve } from './site.mjs';
import { calculator, read } from './visitor.mjs';

let site;
before(async () => { site = await serve('html'); });
after(() => site.close());

inBothBrowsers('a page that reads what the calculator says', (fact) => {
  fact('the figures reach the page as numbers, at first and after every change', async (open) => {
    const { visit, size, reads } = await opened(open);
    await reads('0.1', '-100');
    await size.locator('#stop').fill('64500');
    await reads('0.2', '-100'); // 100 / 500
    await size.locator('#risk_pct').fill('2');
    await reads('0.4', '-200');
    assert.equal(await visit.page.locator('#problems').innerText(), '');
  });

  fact('an input that is wrong reaches the page as a problem, without a figure', async (open) => {
    const { visit, size, reads } = await opened(open);
    await reads('0.1', '-100');
    await size.locator('#stop').fill('66000');
    await reads('none', 'none');
    assert.notEqual(await visit.page.locator('#problems').innerText(), '');
  });

  fact('the page changes an input, and the calculator answers', async (open) => {
    const { visit, size, reads } = await opened(open);
    await reads('0.1', '-100');
    await visit.page.locator('#wider').click();
    await reads('0.05', '-100'); // 100 / 2,000
    assert.equal(await size.locator('#stop').inputValue(), '63,000');
  });
});

async function opened(open) {
  const visit = await open();
  await read(visit, site, '/change.html');
  const size = await calculator(visit);
  const reads = async (quantity, loss) => {
    await visit.page.locator('#quantity', { hasText: new RegExp(`^${quantity}$`) }).waitFor();
    assert.equal(await visit.page.locator('#loss').innerText(), loss);
  };
  return { visit, size, reads };
}
