// The bare calculator in somebody else's page: another origin, another profile, an address that stays as it is.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before } from 'node:test';
import { ORIGIN, UNTIL_ADDRESS, fragmentOf, inBothBrowsers, keysOf } from './page.mjs';

const HOME = process.env.BALLAST_URL;
const TRADE = '#/position-size?v=1&rules=generic&base=BTC&lot_step=0.001&side=long&entry=65000&stop=63500&targets=100@3r&leverage=10';
const OWN = 'equity=20000\nrisk_pct=1\nrules=binance-usdm/BTCUSDT/2026-q1';
const FIGURE = /^0\.\d+ BTC$/;

const host = createServer(hostPage);
before(() => new Promise((listening) => host.listen(0, '127.0.0.1', listening)));
after(() => host.close());

inBothBrowsers('embed', (fact) => {
  fact('an embed shows the bare calculator in the theme asked for, inside a page of another origin', async (open) => {
    const frame = await embedded(await open(), { query: '?embed=1&theme=dark', link: TRADE });
    assert.match(await frame.locator('.big').innerText(), FIGURE);
    assert.equal(await frame.locator('.top, .tabs, .keys').count(), 0);
    assert.equal(await frame.locator('html').getAttribute('data-theme'), 'dark');
    assert.equal(await frame.locator('html').evaluate((root) => getComputedStyle(root).colorScheme), 'dark');
    assert.equal(await frame.locator('body').evaluate(() => document.activeElement.tagName), 'BODY', 'it takes no focus');
  });

  fact('an embed works in a sandbox that grants scripts and its own origin', async (open) => {
    const visit = await open();
    const frame = await embedded(visit, { query: '?embed=1', link: TRADE, sandbox: 'allow-scripts allow-same-origin' });
    await frame.locator('#stop').fill('64000');
    assert.equal(await frame.locator('.big').innerText(), '0.1 BTC'); // the example's 100 / 1,000
  });

  fact('the link to the full calculator carries what was typed, and the embed\'s own address never changes', async (open) => {
    const visit = await open({ paused: true });
    const frame = await embedded(visit, { query: '?embed=1&theme=dark', link: TRADE });
    const own = visit.page.frames().at(-1);
    const address = await own.evaluate(() => location.href);
    const steps = await own.evaluate(() => history.length);
    await frame.locator('#entry').fill('66000');
    await visit.wait(UNTIL_ADDRESS);
    assert.equal(await own.evaluate(() => location.href), address);
    assert.equal(await own.evaluate(() => history.length), steps);
    const full = await frame.getByRole('link', { name: 'Open in Ballast' }).getAttribute('href');
    assert.ok(full.startsWith(`${HOME}#/position-size?`), full);
    const { entry, stop } = keysOf(full);
    assert.deepEqual({ entry, stop }, { entry: '66000', stop: '63500' });
    const figure = await frame.locator('.big').innerText();
    const other = await open({ link: fragmentOf(full) });
    assert.equal(await other.answer.locator('.big').innerText(), figure);
  });

  fact('an embed reads no profile and writes none', async (open) => {
    const visit = await open({ profile: OWN });
    const frame = await embedded(visit, { query: '?embed=1', link: `${TRADE}&account=reader` });
    assert.equal(await frame.locator('#equity').inputValue(), '10,000');
    await frame.locator('#equity').fill('50000');
    await visit.page.goto(HOME, { waitUntil: 'commit' });
    assert.equal(await visit.profile(), OWN);
  });

  fact('an embed reads the profile where its own address says so', async (open) => {
    const visit = await open({ profile: OWN });
    const frame = await embedded(visit, { query: '?embed=1&account=reader', link: TRADE });
    assert.equal(await frame.locator('#equity').inputValue(), '20,000');
    assert.equal(await frame.locator('.big').innerText(), '0.133 BTC'); // 200 / 1,500
  });

  fact('the reader\'s account does not leave an embed, the host\'s own does', async (open) => {
    const visit = await open({ profile: OWN });
    const readers = await embedded(visit, { query: '?embed=1&account=reader', link: TRADE });
    const without = await readers.getByRole('link', { name: 'Open in Ballast' }).getAttribute('href');
    assert.doesNotMatch(without, /equity|risk_pct/);
    const hosts = await embedded(visit, { query: '?embed=1', link: `${TRADE}&equity=30000&risk_pct=1` });
    const full = await hosts.getByRole('link', { name: 'Open in Ballast' }).getAttribute('href');
    assert.equal(keysOf(full).equity, '30000');
  });

  fact('every calculator fits an embed 320 px wide', async (open) => {
    for (const slug of ['position-size', 'liquidation', 'kelly', 'volatility-target']) {
      const visit = await open({ query: '?embed=1', link: `#/${slug}`, width: 320 });
      const widths = await visit.page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.equal(widths[0], widths[1], slug);
      assert.ok(!(await visit.isVacant()), slug);
    }
  });

  fact('where there is room, ticket and answer stand beside each other under the instrument', async (open) => {
    const visit = await open({ query: '?embed=1', link: TRADE, width: 1000 });
    const [above, ticket, desk] = await Promise.all(['.strip', '.ticket', '.desk'].map((part) => visit.page.locator(part).boundingBox()));
    assert.equal(ticket.y, desk.y);
    assert.ok(above.y + above.height <= ticket.y && ticket.x + ticket.width < desk.x && desk.width > ticket.width);
  });
});

/** Opens a page of the other origin that shows Ballast in a frame. */
async function embedded(visit, { query, link, sandbox }) {
  const origin = `http://127.0.0.1:${host.address().port}`;
  assert.notEqual(origin, ORIGIN);
  visit.origins.push(origin);
  const wishes = new URLSearchParams({ address: HOME + query + link, ...(sandbox ? { sandbox } : {}) });
  await visit.page.goto(`${origin}/?${wishes}`, { waitUntil: 'commit' });
  const frame = visit.page.frameLocator('iframe');
  await frame.locator('.answer .big').waitFor();
  return frame;
}

function hostPage(request, response) {
  const wishes = new URL(request.url, 'http://host').searchParams;
  const quoted = (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;');
  const sandbox = wishes.has('sandbox') ? ` sandbox="${quoted(wishes.get('sandbox'))}"` : '';
  const frame = wishes.has('address') ? `<iframe title="Ballast" width="900" height="700"${sandbox} src="${quoted(wishes.get('address'))}"></iframe>` : '';
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(`<!doctype html><html lang="en"><title>A host</title><link rel="icon" href="data:,">${frame}</html>`);
}
