// The browser's own ways: Back and Forward, an address typed over, reload, the clipboard, the content security policy.
import assert from 'node:assert/strict';
import { UNTIL_ADDRESS, inBothBrowsers, isRounding, keysOf } from './page.mjs';

const LONG = '#/position-size?v=1&rules=generic&base=BTC&lot_step=0.001&side=long&entry=65000&stop=63500&targets=100@3r&risk_pct=1&equity=10000&leverage=10';
const SHORT = '#/position-size?v=1&rules=generic&base=BTC&lot_step=0.001&side=short&entry=60000&stop=62000&risk_pct=1&equity=10000&leverage=10';

inBothBrowsers('browsing', (fact, browser) => {
  fact('Back and Forward go from tab to tab, with their figures', async (open) => {
    const visit = await open({ link: LONG });
    const size = await visit.headline();
    await visit.click(tab(visit, 'Liquidation'));
    await titled(visit, 'Liquidation');
    const price = await visit.headline();
    assert.match(price, /USDT$/);
    await visit.page.goBack();
    await titled(visit, 'Position size');
    assert.equal(await visit.headline(), size);
    await visit.page.goForward();
    await titled(visit, 'Liquidation');
    assert.equal(await visit.headline(), price);
  });

  fact('the size feeds the liquidation, which says so until it is typed over', async (open) => {
    const visit = await open({ link: LONG });
    await visit.click(tab(visit, 'Liquidation'));
    assert.equal(await visit.text('quantity'), '0.066');
    assert.match(await visit.echo('quantity'), /from Size/);
    await visit.type('quantity', '0.1');
    assert.doesNotMatch(await visit.echo('quantity'), /from Size/);
    assert.equal(keysOf(await visit.shareLink('Share trade')).quantity, '0.1');
  });

  fact('a tab of two calculators has a switch between them, and Back follows it', async (open) => {
    const visit = await open({ link: LONG });
    await visit.click(tab(visit, 'Hold'));
    const shared = visit.page.locator('.switches a');
    const [first, second] = await shared.allInnerTexts();
    await titled(visit, first);
    await visit.click(shared.nth(1));
    await titled(visit, second);
    assert.equal(await shared.nth(1).getAttribute('aria-current'), 'page');
    assert.equal(await visit.text('entry'), '65,000');
    await visit.page.goBack();
    await titled(visit, first);
  });

  fact('on a phone the tab shown is in sight as the page opens, above the ticket', async (open) => {
    for (const link of ['#/funding', '#/cross-account', '#/portfolio', '#/liquidity-position']) {
      const visit = await open({ link, width: 390, height: 844, touch: true });
      // A row of tabs that is broader than the window is moved once it is there.
      await visit.page.waitForFunction(() => {
        const { left, right, bottom } = document.querySelector('.tabs [aria-current]').getBoundingClientRect();
        return left >= 0 && right <= innerWidth && bottom <= document.querySelector('#ticket').getBoundingClientRect().top;
      });
    }
  });

  fact('Back right after typing keeps what was typed', async (open) => {
    const visit = await open({ link: LONG, paused: true });
    await visit.type('entry', '64000');
    await visit.press('Alt+Digit3');
    await titled(visit, 'Liquidation');
    await visit.page.goBack();
    await titled(visit, 'Position size');
    assert.equal((await visit.text('entry')).replace(',', ''), '64000');
  });

  fact('typing adds no step to the history', async (open) => {
    const visit = await open({ link: LONG, paused: true });
    const steps = await visit.page.evaluate(() => history.length);
    await visit.typeSlowly('entry', '64321');
    await visit.wait(UNTIL_ADDRESS);
    assert.equal(keysOf(await visit.fragment()).entry, '64321');
    assert.equal(await visit.page.evaluate(() => history.length), steps);
  });

  fact('an address typed over is followed', async (open) => {
    const visit = await open({ link: LONG });
    await visit.page.evaluate((link) => { location.hash = link; }, SHORT);
    await visit.page.waitForFunction(() => document.querySelector('#entry').value === '60,000');
    assert.equal(await visit.headline(), '0.05 BTC'); // 100 / 2,000
  });

  fact('a reload shows what was typed before it', async (open) => {
    const visit = await open({ link: LONG, paused: true });
    await visit.type('stop', '64000');
    await visit.wait(UNTIL_ADDRESS);
    await visit.reload();
    assert.equal(await visit.text('stop'), '64,000');
    assert.equal(await visit.headline(), '0.1 BTC');
  });

  fact('the title of the window names the calculator', async (open) => {
    const visit = await open({ link: LONG });
    assert.equal(await visit.page.title(), 'Position size · Ballast');
    await visit.click(tab(visit, 'Liquidation'));
    await titled(visit, 'Liquidation');
    assert.equal(await visit.page.title(), 'Liquidation · Ballast');
  });

  fact('a figure of one desk is carried to another by a button, says where it is from, and is not saved', async (open) => {
    const visit = await open({ link: '#/kelly?v=1&win_pct=55&payoff_ratio=1.5&kelly_share_pct=5' });
    const fraction = (await visit.report()).fraction_at_risk_pct;
    await visit.click(visit.page.locator('.next button', { hasText: 'Use as risk per trade in Size' }));
    await titled(visit, 'Position size');
    assert.ok(isRounding(await visit.text('risk_pct'), Number(fraction)), fraction);
    assert.match(await visit.echo('risk_pct'), /from Kelly/);
    await visit.page.waitForFunction(() => document.activeElement.id === 'risk_pct');
    assert.doesNotMatch((await visit.profile()) ?? '', /risk_pct/);
    await visit.reload();
    assert.equal(await visit.text('risk_pct'), '1');
  });

  fact('what comes next has the focus at its heading, whose button is gone', async (open) => {
    const visit = await open({ link: LONG });
    await visit.click(visit.page.locator('.next .steps button').last());
    await visit.page.waitForFunction(() => document.activeElement.id === 'title');
    assert.notEqual(await visit.title(), 'Position size');
  });

  fact('on a phone the pinned answer warns when liquidation comes before the stop', async (open) => {
    const visit = await open({ link: LONG, width: 390 });
    const isAmber = () => visit.page.locator('.pinned').evaluate((bar) => bar.classList.contains('amber'));
    assert.equal(await isAmber(), false);
    await visit.type('leverage', '100');
    assert.equal(await isAmber(), true);
  });

  fact('Copy puts the bare number on the clipboard, in the unit shown', async (open) => {
    const visit = await open({ link: LONG });
    await visit.click(visit.copy);
    assert.equal(await visit.lastCopied(), '0.066');
    await visit.page.locator('.copied', { hasText: '0.066' }).waitFor();
    await visit.click(visit.page.locator('.units button', { hasText: 'USDT' }));
    assert.equal(await visit.headline(), '4,290.00 USDT'); // 0.066 × 65,000
    await visit.click(visit.copy);
    assert.equal(await visit.lastCopied(), '4290');
  });

  fact('where the browser refuses the clipboard, the text is there to be copied by hand', async (open) => {
    const visit = await open({ link: LONG, clipboard: 'refused' });
    await visit.click(visit.copy);
    const byHand = visit.page.locator('#by-hand');
    await byHand.waitFor();
    assert.equal(await byHand.inputValue(), '0.066');
    await visit.click(visit.button('Close'));
    await byHand.waitFor({ state: 'detached' });
  });

  fact('the policy in the page lets no script in and no request out', async (open) => {
    const visit = await open({ tolerates: /content.security.policy|blocked|refused|violates/i });
    const policy = await visit.page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*|https?:/);
    await visit.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.wasLetIn = true';
      document.body.append(script);
      fetch('http://127.0.0.1:9/').catch(() => {});
    });
    for (const part of ['script-src', 'connect-src']) {
      await visit.page.waitForFunction((name) => globalThis.policyBreaches.some((breach) => breach.startsWith(name)), part);
    }
    assert.equal(await visit.page.evaluate(() => globalThis.wasLetIn), undefined);
  });

  if (browser === 'Chromium') {
    fact('Copy reaches the clipboard itself', async (open) => {
      const visit = await open({ link: LONG, clipboard: 'real' });
      await visit.context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await visit.click(visit.copy);
      await visit.page.locator('.copied', { hasText: '0.066' }).waitFor();
      assert.equal(await visit.page.evaluate(() => navigator.clipboard.readText()), '0.066');
    });
  }
});

function tab(visit, label) {
  return visit.page.locator('.tabs a', { hasText: label });
}

async function titled(visit, title) {
  await visit.page.waitForFunction((wanted) => document.querySelector('h1').textContent === wanted, title);
}
