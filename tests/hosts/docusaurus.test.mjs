// What is particular to Docusaurus: pages that are made by React, in the browser as well as before it.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { inBothBrowsers } from '../e2e/page.mjs';
import { serve } from './site.mjs';
import { calculator, figure, read } from './visitor.mjs';

let site;
let every;
before(async () => { [site, every] = await Promise.all(['docusaurus/build', 'docusaurus/every-page'].map(serve)); });
after(() => [site, every].forEach((server) => server.close()));

inBothBrowsers('Docusaurus alone', (fact) => {
  fact('a calculator is there when its page is reached by a link inside the site, and again after Back and forth', async (open) => {
    const visit = await open();
    await read(visit, site, '/');
    await visit.page.getByRole('link', { name: 'How much to trade' }).first().click();
    assert.match(await figure(await calculator(visit)), /^0\.1\sBTC$/);
    await visit.page.goBack();
    await visit.page.locator('ballast-calculator').waitFor({ state: 'detached' });
    await visit.page.goForward();
    assert.match(await figure(await calculator(visit)), /^0\.1\sBTC$/);
  });

  fact('attributes without a value count too where React makes the element', async (open) => {
    const visit = await open();
    await read(visit, site, '/position-size');
    await calculator(visit);
    await visit.page.getByRole('link', { name: 'A lesson' }).first().click();
    await visit.page.getByRole('heading', { name: 'A lesson' }).waitFor();
    const lesson = await calculator(visit);
    await lesson.getByRole('button', { name: 'Reset' }).waitFor();
    assert.ok(await lesson.locator('#equity').isDisabled());
  });

  fact('a calculator is as dark as its page, at first and when that changes', async (open) => {
    const visit = await open();
    await read(visit, site, '/position-size?docusaurus-theme=dark');
    const size = await calculator(visit);
    const scheme = () => size.locator('html').evaluate((root) => getComputedStyle(root).colorScheme);
    assert.equal(await scheme(), 'dark');
    await visit.page.evaluate(() => document.documentElement.setAttribute('data-theme', 'light'));
    await size.locator('html[data-theme="light"]').waitFor();
    assert.equal(await scheme(), 'light');
  });

  fact('with the script on every page of the site, the element alone is enough', async (open) => {
    const visit = await open();
    await read(visit, every, '/every-page');
    assert.match(await figure(await calculator(visit)), /^58,79[34]/);
  });

  fact('the page\'s own policy, written by the site\'s configuration, names one other origin', async (open) => {
    const visit = await open();
    await read(visit, site, '/position-size');
    const policy = await visit.page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    assert.deepEqual([...new Set(policy.match(/https?:[^\s;]+/g))], [new URL(process.env.BALLAST_URL).origin]);
    assert.match(await figure(await calculator(visit)), /^0\.1\sBTC$/);
  });
});
