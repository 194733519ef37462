// Today: tickets pinned, their sums, the day's limit with them counted, files, other tabs, another day.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe } from 'node:test';
import { WIDTHS, beyondEdge, isAccessible, resize, smallTexts } from './legible.mjs';
import { inBothBrowsers, inBrowser, keysOf, tidy } from './page.mjs';

/** Without fees each unit loses 1,500 at the stop: 1 % of 10,000 buys 0.066, which risks 99. */
const FIRST = '#/position-size?v=1&rules=generic&base=BTC&lot_step=0.001&side=long&entry=65000&stop=63500&targets=100@3r&leverage=10';
/** Each unit loses 2,000: 0.05, which risks 100. */
const SECOND = '#/position-size?v=1&rules=generic&base=BTC&lot_step=0.001&side=short&entry=60000&stop=62000&leverage=10';
/** 100 contracts of 1 USD: 100 × (1/60,000 − 1/65,000) BTC. */
const INVERSE = '#/position-size?v=1&rules=generic&base=BTC&quote=USD&contract=inverse&contract_size=1&lot_step=1&side=long&entry=65000&stop=60000&method=quantity&quantity=100&leverage=10&equity=0.5&risk_pct=1';
const PROFILE = 'equity=10000\nrisk_pct=1\nday_loss_limit_pct=1.5\nrules=generic';
const DAY = 86_400_000;

inBothBrowsers('today', (fact, browser) => {
  fact('two trades pinned stand with size and risk, and their sum', async (open) => {
    const visit = await open({ link: FIRST, profile: PROFILE });
    await pinBoth(visit);
    assert.deepEqual(await pins(visit), ['BTC/USDT short 0.05 BTC Risk 100.00 USDT', 'BTC/USDT long 0.066 BTC Risk 99.00 USDT']);
    assert.deepEqual(await totals(visit), { 'Risk planned': '199.00 USDT', 'Left for today': '150.00 USDT' });
    assert.equal(tidy(await opener(visit).innerText()), 'Today 2');
  });

  fact('sums of different currencies stand apart', async (open) => {
    const visit = await open({ link: FIRST, profile: PROFILE });
    await visit.click(pinButton(visit));
    await visit.go(INVERSE);
    await visit.click(pinButton(visit));
    await shown(visit);
    assert.equal((await totals(visit))['Risk planned'], '99.00 USDT 0.000128205 BTC');
  });

  fact('open risk counted in sizing makes the day\'s limit bind, says where it is from, and leaves the profile alone', async (open) => {
    const visit = await open({ link: FIRST, profile: PROFILE });
    await pinBoth(visit);
    await setState(visit, 1, 'open');
    assert.equal((await totals(visit))['Left for today'], '51.00 USDT'); // 150 − 99
    assert.equal(await visit.headline(), '0.05 BTC');
    await count(visit).check();
    assert.equal(await visit.headline(), '0.025 BTC'); // 51 / 2,000, whole lots
    assert.match(await visit.status(), /^The day's loss limit holds this to 0\.025 BTC/);
    await visit.click(visit.page.locator('.fold .link'));
    assert.equal(await visit.echo('open_risk'), 'from Today');
    assert.doesNotMatch(await visit.profile() ?? '', /open_risk|lost_today/);
    await visit.reload();
    assert.equal(await visit.headline(), '0.025 BTC');
    await shown(visit);
    await count(visit).uncheck();
    assert.equal(await visit.headline(), '0.05 BTC');
  });

  fact('a figure typed over a counted one stands', async (open) => {
    const visit = await open({ link: SECOND, profile: PROFILE });
    await visit.click(pinButton(visit));
    await shown(visit);
    await setState(visit, 0, 'open');
    await count(visit).check();
    assert.equal(await visit.headline(), '0.025 BTC'); // (150 − 100) / 2,000
    await visit.click(visit.page.locator('.fold .link'));
    await visit.type('open_risk', '90');
    assert.equal(await visit.headline(), '0.03 BTC');
    assert.match(await visit.page.locator('#counting').innerText(), /open risk as you typed it, lost today 0\.00 USDT/);
  });

  fact('a closed ticket counts as its whole risk until its result is typed, and then as that', async (open) => {
    const visit = await open({ link: FIRST, profile: PROFILE });
    await pinBoth(visit);
    await setState(visit, 1, 'closed');
    assert.equal((await totals(visit))['Lost today'], '99.00 USDT');
    const result = card(visit, 1).getByLabel('Result');
    await result.fill('-40');
    assert.equal((await totals(visit))['Lost today'], '40.00 USDT');
    assert.equal((await totals(visit))['Left for today'], '110.00 USDT');
    await visit.click(card(visit, 1).locator('.quick', { hasText: 'Targets' }));
    assert.equal(await result.inputValue(), '297'); // 0.066 × 4,500
    assert.equal((await totals(visit))['Lost today'], '0.00 USDT');
  });

  fact('tickets outlast a reload, open the page that they were pinned on, and go one by one and all at once', async (open) => {
    const visit = await open({ link: FIRST, profile: PROFILE });
    await pinBoth(visit);
    await visit.reload();
    await shown(visit);
    assert.equal((await pins(visit)).length, 2);
    await visit.click(card(visit, 1).locator('a'));
    await visit.page.waitForFunction(() => document.querySelector('#entry').value === '65,000');
    assert.equal(await visit.headline(), '0.066 BTC');
    await visit.click(visit.button('Remove BTC/USDT short'));
    assert.deepEqual(await pins(visit), ['BTC/USDT long 0.066 BTC Risk 99.00 USDT']);
    await visit.page.waitForFunction(() => document.activeElement.id === 'today-title');
    await visit.click(visit.button('Remove all'));
    await visit.click(visit.button('Remove them'));
    assert.deepEqual(await pins(visit), []);
    await visit.reload();
    assert.equal(tidy(await opener(visit).innerText()), 'Today');
  });

  fact('nothing is counted into an account that a link brought, and one\'s own is a press away', async (open) => {
    const visit = await open({ link: FIRST, profile: PROFILE });
    await visit.click(pinButton(visit));
    await shown(visit);
    await setState(visit, 0, 'open');
    await count(visit).check();
    await visit.click(card(visit, 0).locator('a'));
    await visit.button('Use my own account').waitFor();
    assert.equal(await visit.headline(), '0.066 BTC');
    await visit.click(visit.button('Use my own account'));
    assert.equal(await visit.headline(), '0.034 BTC'); // 51 / 1,500
  });

  fact('tickets are copied and saved as CSV and JSON', async (open) => {
    const visit = await open({ link: FIRST, profile: PROFILE });
    await pinBoth(visit);
    await visit.click(visit.button('Copy CSV'));
    const csv = await visit.lastCopied();
    const [head, line, ...rest] = csv.split('\r\n');
    const cells = Object.fromEntries(head.split(',').map((name, at) => [name, line.split(',')[at]]));
    assert.deepEqual([cells.symbol, cells.quantity, cells.risk, cells.currency, cells.state], ['BTC/USDT', '0.066', '99', 'USDT', 'planned']);
    assert.equal(rest.length, 2);
    await visit.click(visit.button('Copy JSON'));
    const list = JSON.parse(await visit.lastCopied());
    assert.deepEqual(list.map(({ quantity, risk }) => [quantity, risk]), [[0.066, 99], [0.05, 100]]);
    assert.equal(keysOf(list[0].link).equity, '10000', 'the link is the exact one');
    const save = visit.page.getByRole('link', { name: 'Save CSV' });
    assert.equal(decodeURIComponent((await save.getAttribute('href')).replace(/^data:text\/csv;charset=utf-8,/, '')), csv);
    if (browser === 'Chromium') {
      const [download] = await Promise.all([visit.page.waitForEvent('download'), save.click()]);
      assert.equal(download.suggestedFilename(), 'ballast-today.csv');
      assert.equal(await readFile(await download.path(), 'utf8'), csv);
    }
  });

  fact('two tabs keep each other\'s tickets', async (open) => {
    const visit = await open({ link: FIRST, profile: PROFILE });
    const other = await visit.tab();
    await other.goto(visit.page.url().replace(/#.*/, '') + SECOND, { waitUntil: 'commit' });
    await visit.ready(other);
    await other.locator('.pin').click();
    await opener(visit).locator('.count', { hasText: '1' }).waitFor();
    await visit.page.locator('.pin').click();
    await other.locator('.pins li').nth(1).waitFor();
    assert.equal(await visit.page.locator('.pins li').count(), 2);
  });

  fact('broken stored text is survived, and what can be read of it stays', async (open) => {
    const visit = await open({ link: FIRST, profile: PROFILE });
    await visit.click(pinButton(visit));
    await visit.page.evaluate(() => localStorage.setItem('ballast.today', `%%%\nid=&state=\n${localStorage.getItem('ballast.today')}`));
    await visit.reload();
    assert.equal(tidy(await opener(visit).innerText()), 'Today 1');
  });

  fact('at midnight of UTC what was closed leaves the sums, without a reload', async (open) => {
    const visit = await open({ link: FIRST, profile: PROFILE, paused: true });
    await visit.click(pinButton(visit));
    await shown(visit);
    await setState(visit, 0, 'closed');
    assert.equal((await totals(visit))['Lost today'], '99.00 USDT');
    await visit.page.clock.fastForward(DAY);
    await visit.page.locator('.past summary', { hasText: 'Closed before today: 1' }).waitFor();
    assert.deepEqual(await totals(visit), { 'Left for today': '150.00 USDT' });
  });

  fact('an embed has no Today, and reads none', async (open) => {
    const visit = await open({ link: FIRST, profile: PROFILE });
    await visit.click(pinButton(visit));
    await shown(visit);
    await setState(visit, 0, 'open');
    await count(visit).check();
    await visit.go(FIRST, '?embed=1&account=reader');
    assert.equal(await visit.page.locator('.pin, #today, [aria-controls="today"]').count(), 0);
    assert.equal(await visit.headline(), '0.066 BTC');
  });

  fact('without a limit the panel leads to the field that sets one', async (open) => {
    const visit = await open({ link: FIRST, profile: 'equity=10000\nrisk_pct=1\nrules=generic' });
    await shown(visit);
    await visit.click(visit.button('Set a limit'));
    await visit.page.waitForFunction(() => document.activeElement.id === 'day_loss_limit_pct');
    await visit.type('day_loss_limit_pct', '2');
    assert.equal((await totals(visit))['Left for today'], '200.00 USDT');
  });
});

describe('today, for everybody', () => {
  inBrowser('Chromium', (fact) => {
    for (const theme of ['light', 'dark']) {
      fact(`axe finds nothing in Today in ${theme}, nothing scrolls sideways, no letter is under 12 px`, async (open) => {
        const visit = await open({ link: FIRST, profile: PROFILE, query: `?theme=${theme}` });
        await shown(visit);
        await isAccessible(visit, 'empty');
        await pinBoth(visit);
        await setState(visit, 1, 'closed');
        await setState(visit, 0, 'open');
        await count(visit).check();
        await visit.click(visit.button('Remove all'));
        for (const width of WIDTHS) {
          await resize(visit, width);
          await isAccessible(visit, `${width} px`);
          assert.deepEqual(await visit.page.evaluate(smallTexts), [], `letters at ${width} px`);
          assert.deepEqual(await visit.page.evaluate(beyondEdge), [], `beyond the edge at ${width} px`);
        }
      });
    }
  });
});

function opener(visit) {
  return visit.page.locator('.top [aria-controls="today"]');
}

function pinButton(visit) {
  return visit.page.locator('.pin');
}

function count(visit) {
  return visit.page.getByLabel('Count these in sizing');
}

function card(visit, place) {
  return visit.page.locator('.pins li').nth(place);
}

/** The panel is open. */
async function shown(visit) {
  if ((await opener(visit).getAttribute('aria-expanded')) !== 'true') await visit.click(opener(visit));
  await visit.page.locator('.today-panel').waitFor();
}

async function pinBoth(visit) {
  await visit.click(pinButton(visit));
  await visit.go(SECOND, new URL(visit.page.url()).search);
  await visit.click(pinButton(visit));
  await shown(visit);
}

function setState(visit, place, state) {
  return card(visit, place).locator(`input[value="${state}"]`).check();
}

async function pins(visit) {
  const texts = visit.page.locator('.pins li').evaluateAll((cards) => cards.map((one) => [one.querySelector('a'), ...one.querySelector('.pin-figures').children].map((part) => part.textContent).join(' ')));
  return (await texts).map(tidy);
}

/** The sums as they stand, by their name. */
async function totals(visit) {
  const pairs = await visit.page.locator('.totals > div').evaluateAll((rows) => rows.map((row) => [row.querySelector('dt').innerText, row.querySelector('dd').innerText]));
  return Object.fromEntries(pairs.map(([name, sums]) => [name, tidy(sums)]));
}
