// Paste a call: what is read, what is asked, what it fills. Copy orders: the same trade as text and as CSV.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { WIDTHS, beyondEdge, isAccessible, resize, smallTexts } from './legible.mjs';
import { UNTIL_ADDRESS, inBothBrowsers, inBrowser, keysOf, tidy } from './page.mjs';

const TICKET = '#/position-size?v=1&rules=generic&base=SOL&lot_step=0.1&side=long&entry=100&stop=95&targets=100@3r&leverage=10';
const PROFILE = 'equity=10000\nrisk_pct=1\nrules=generic';
const SHORT = { side: 'short', entry: '143.2', stop: '146.9', targets: '50@139,50@134' };

inBothBrowsers('a call', (fact) => {
  fact('posted in one line says what was read from which word, and fills the ticket', async (open) => {
    const visit = await open({ link: TICKET, profile: PROFILE });
    await paste(visit, 'SOL short 143.2 sl 146.9 tp 139/134');
    assert.deepEqual(await read(visit), [
      'Side Short from “short”',
      'Entry price 143.2 from “short 143.2”',
      'Stop price 146.9 from “sl 146.9”',
      'Targets 50 % at 139, 50 % at 134 from “tp 139, tp 134”',
    ]);
    assert.deepEqual(await questions(visit), []);
    await fill(visit);
    assert.deepEqual(await levels(visit), SHORT);
    assert.equal(await visit.headline(), '27 SOL'); // 100 / 3.7 is 27.03
    assert.equal(await area(visit).isVisible(), false);
  });

  fact('is read alike however it is posted', async (open) => {
    const visit = await open({ link: TICKET, profile: PROFILE });
    for (const text of [
      '🔴 SOLUSDT SHORT 🔴 entry 143.2$ stop 146.9$ tp1 139$ tp2 134$',
      '#SOL SHORT\nEntry: 143.2\nStop Loss: 146.9\nTargets: 139 - 134',
      'Shorting sol at 143.2 stop at 146.9 targets at 139 and 134',
    ]) {
      await visit.go(TICKET);
      await paste(visit, text);
      assert.deepEqual(await questions(visit), [], text);
      await fill(visit);
      assert.deepEqual(await levels(visit), SHORT, text);
    }
  });

  fact('for another coin, with several entries, asks for both before it fills', async (open) => {
    const visit = await open({ link: TICKET, profile: PROFILE });
    await paste(visit, 'BTC long entry 64-65k sl 63k tp 70k');
    const asked = await questions(visit);
    assert.equal(asked[0], 'The call is for BTC, the ticket for SOL. Which contract?');
    assert.match(asked[1], /^Several entries, 64,000 to 65,000\. The one farthest from the stop is filled in/);
    assert.equal(await visit.button('Fill the ticket').isDisabled(), true, 'other prices in this contract');
    await visit.click(visit.button('Use BTC, any venue', area(visit)));
    await visit.click(visit.button('The middle, 64,500', area(visit)));
    assert.deepEqual(await questions(visit), []);
    await fill(visit);
    assert.deepEqual(await levels(visit), { side: 'long', entry: '64500', stop: '63000', targets: '100@70000' });
    assert.match(await visit.headline(), / BTC$/);
  });

  fact('whose stop lies on the other side asks which side is meant', async (open) => {
    const visit = await open({ link: TICKET, profile: PROFILE });
    await paste(visit, 'SOL long 143.2 sl 146.9 tp 139');
    assert.deepEqual(await questions(visit), ['A long has its stop below the entry; 146.9 is above 143.2. Which side?']);
    await visit.click(visit.button('Short', area(visit)));
    await fill(visit);
    assert.equal((await levels(visit)).side, 'short');
  });

  fact('names what was not read, and never takes over somebody else\'s risk', async (open) => {
    const visit = await open({ link: TICKET, profile: PROFILE });
    await paste(visit, 'SOL short 4h 143.2 sl 146.9 tp 139/134 risk 5%');
    assert.match(tidy(await area(visit).locator('p.note').innerText()), /^Not read: .*4h.*risk 5%/);
    await fill(visit);
    assert.equal(await visit.headline(), '27 SOL');
  });

  fact('in which nothing is read cannot fill anything', async (open) => {
    const visit = await open({ link: TICKET, profile: PROFILE });
    await paste(visit, '🚀🚀🚀');
    assert.equal(await visit.button('Fill the ticket').isDisabled(), true);
  });
});

inBothBrowsers('orders', (fact) => {
  fact('are copied as text and as CSV, in whole lots, the exits reducing only', async (open) => {
    const visit = await open({ link: TICKET, profile: PROFILE });
    await paste(visit, 'SOL short 143.2 sl 146.9 tp 139 (60%) 134 (40%)');
    await fill(visit);
    await visit.click(visit.button('Copy orders'));
    await visit.click(visit.page.locator('#orders button', { hasText: 'Orders as text' }));
    assert.deepEqual((await visit.lastCopied()).split('\n'), [
      'SOL in USDT',
      'Entry: sell 27 SOL, limit at 143.2',
      'Stop: buy 27 SOL, stop market at 146.9, reduce only',
      'Target: buy 16.2 SOL, limit at 139, reduce only',
      'Target: buy 10.8 SOL, limit at 134, reduce only',
    ]);
    await visit.click(visit.button('Copy orders'));
    await visit.click(visit.page.locator('#orders button', { hasText: 'Orders as CSV' }));
    assert.deepEqual((await visit.lastCopied()).trim().split('\n'), [
      'symbol,order,side,type,quantity,price,reduce_only',
      ',entry,sell,limit,27,143.2,no',
      ',stop,buy,stop-market,27,146.9,yes',
      ',target,buy,limit,16.2,139,yes',
      ',target,buy,limit,10.8,134,yes',
    ]);
  });

  fact('are not offered where there is nothing to trade', async (open) => {
    const visit = await open({ link: TICKET, profile: 'equity=10000\nrisk_pct=0\nrules=generic' });
    assert.equal(await visit.button('Copy orders').isVisible(), false);
  });
});

describe('a call and its orders, for everybody', () => {
  inBrowser('Chromium', (fact) => {
    for (const theme of ['light', 'dark']) {
      fact(`axe finds nothing in either in ${theme}, nothing scrolls sideways, no letter is under 12 px`, async (open) => {
        const visit = await open({ link: TICKET, profile: PROFILE, query: `?theme=${theme}` });
        await paste(visit, 'BTC long 5-10x entry 64-65k sl 63k tp 70k gm');
        for (const width of WIDTHS) {
          await resize(visit, width);
          await isAccessible(visit, `${width} px`);
          await visit.click(visit.button('Copy orders'));
          await isAccessible(visit, `orders at ${width} px`, '#orders');
          assert.ok((await visit.page.locator('#orders').boundingBox()).x >= 0, `orders beyond the left edge at ${width} px`);
          assert.deepEqual(await visit.page.evaluate(smallTexts), [], `letters at ${width} px`);
          assert.deepEqual(await visit.page.evaluate(beyondEdge), [], `beyond the edge at ${width} px`);
          await visit.click(visit.button('Copy orders'));
        }
      });
    }
  });
});

function area(visit) {
  return visit.page.locator('#call');
}

async function paste(visit, text) {
  await visit.click(visit.button('Paste a call'));
  await visit.page.locator('#call-text').fill(text);
}

async function read(visit) {
  return (await area(visit).getByRole('list', { name: 'What was read' }).locator('li').allInnerTexts()).map(tidy);
}

async function questions(visit) {
  return (await area(visit).getByRole('group', { name: 'What is unclear' }).locator('p').allInnerTexts()).map(tidy);
}

function fill(visit) {
  return visit.click(visit.button('Fill the ticket'));
}

/** The trade as the address has it. */
async function levels(visit) {
  await visit.page.waitForTimeout(2 * UNTIL_ADDRESS);
  const { side, entry, stop, targets } = keysOf(await visit.fragment());
  return { side, entry, stop, targets };
}
