// Whose account counts: links, the saved profile, examples, and New trade.
import assert from 'node:assert/strict';
import { UNTIL_ADDRESS, inBothBrowsers, keysOf } from './page.mjs';

const EXACT = '#/position-size?v=1&rules=generic&lot_step=0.001&side=long&entry=65000&stop=63500&targets=100@3r&risk_pct=1&equity=10000&leverage=10';
const TRADE = '#/position-size?v=1&rules=generic&lot_step=0.001&side=long&entry=65000&stop=63500&targets=100@3r&leverage=10&account=reader';
/** Without fees each unit loses 65,000 - 63,500 = 1,500 at the stop. */
const PERSONS = [
  { profile: 'equity=20000\nrisk_pct=1\nrules=binance-usdm/BTCUSDT/2026-q1', quantity: '0.133 BTC' }, // 200 / 1,500
  { profile: 'equity=4k\nrisk_pct=2.5\nrules=generic\nmaker_fee_pct=0.1\ntaker_fee_pct=0.1', quantity: '0.066 BTC' }, // 100 / 1,500
];
const EXAMPLES = ['side', 'entry', 'stop', 'targets', 'risk_pct', 'equity', 'leverage'];

inBothBrowsers('account and instrument', (fact) => {
  fact('an exact link shows the same figures whoever opens it, and leaves their profile alone', async (open) => {
    const reports = [];
    for (const { profile } of PERSONS) {
      const visit = await open({ link: EXACT, profile });
      reports.push(await visit.report());
      assert.equal(await visit.profile(), profile);
      assert.doesNotMatch(await visit.answer.locator('.note').innerText(), /example/);
    }
    assert.equal(reports[0].quantity, '0.066'); // 100 / 1,500, whole lots
    assert.deepEqual(reports[0], reports[1]);
  });

  fact('a shared trade shows each reader their own size', async (open) => {
    for (const { profile, quantity } of PERSONS) {
      const visit = await open({ link: TRADE.replace('rules=generic', 'rules=generic&base=BTC'), profile });
      assert.equal(await visit.headline(), quantity);
      assert.equal(await visit.profile(), profile);
    }
  });

  fact('Share trade leaves the account out, Share exact holds it', async (open) => {
    const visit = await open({ link: EXACT, profile: PERSONS[0].profile });
    const trade = keysOf(await visit.shareLink('Share trade'));
    const exact = keysOf(await visit.shareLink('Share exact'));
    assert.deepEqual([trade.account, trade.equity, trade.risk_pct, trade.entry], ['reader', undefined, undefined, '65000']);
    assert.deepEqual([exact.account, exact.equity, exact.risk_pct, exact.rules], [undefined, '10000', '1', 'generic']);
    assert.ok(exact.build, 'an exact link names the build that made it');
  });

  fact('the address bar of one\'s own page holds the trade and never the account', async (open) => {
    const visit = await open({ profile: PERSONS[0].profile, paused: true });
    await visit.type('entry', '64000');
    await visit.type('equity', '7777');
    await visit.wait(UNTIL_ADDRESS);
    const address = await visit.fragment();
    assert.equal(keysOf(address).entry, '64000');
    assert.doesNotMatch(address, /equity|risk_pct|7777/);
  });

  fact('what is typed over an account in a link changes the page and its address, not the profile', async (open) => {
    const { profile } = PERSONS[0];
    const visit = await open({ link: EXACT, profile, paused: true });
    await visit.type('equity', '30000');
    assert.equal(await visit.headline(), '0.2 coin'); // 300 / 1,500
    await visit.wait(UNTIL_ADDRESS);
    assert.equal(keysOf(await visit.fragment()).equity, '30000');
    assert.equal(await visit.profile(), profile);
  });

  fact('a first visit shows a solved example, every example marked', async (open) => {
    const visit = await open();
    assert.match(await visit.headline(), /^0\.0\d+ BTC$/);
    assert.match(await visit.answer.locator('.note').innerText(), /with an example .*equity/);
    for (const key of EXAMPLES) {
      const field = visit.field(key);
      assert.equal(await field.evaluate((element) => element.classList.contains('example')), true, key);
      const inputs = await field.locator('input[inputmode]:visible').all();
      for (const input of inputs) assert.equal(await input.evaluate(underline), 'dotted', key);
    }
    assert.equal(await visit.profile(), null, 'nothing is kept before something is typed');
  });

  fact('an account once typed is no example any more, stays after a reload, and is forgotten in one step', async (open) => {
    const visit = await open();
    await visit.type('equity', '12345');
    await visit.type('risk_pct', '0.5');
    assert.equal(await visit.answer.locator('.note').innerText().then((note) => /equity|risk/.test(note)), false);
    assert.equal(await visit.field('equity').evaluate((field) => field.classList.contains('example')), false);
    await visit.reload();
    assert.deepEqual([await visit.text('equity'), await visit.text('risk_pct')], ['12,345', '0.5']);
    assert.equal(await visit.input('equity').evaluate(underline), 'none');
    await visit.openInstrument();
    await visit.click(visit.button('Forget everything saved here'));
    assert.equal(await visit.profile(), null);
    assert.equal(await visit.text('equity'), '10,000');
    await visit.reload();
    assert.equal(await visit.text('equity'), '10,000');
    assert.match(await visit.answer.locator('.note').innerText(), /with an example .*equity/);
  });

  fact('an instrument once changed is kept, and another tab of the browser has it', async (open) => {
    const visit = await open();
    await visit.openInstrument();
    await visit.type('taker_fee_pct', '0.07');
    await visit.reload();
    assert.match(await visit.page.locator('.strip').innerText(), /taker 0\.07 %/);
    const other = await visit.tab();
    await other.goto(visit.page.url());
    await visit.ready(other);
    assert.match(await other.locator('.strip').innerText(), /taker 0\.07 %/);
  });

  fact('New trade asks for what is missing, and blames no field before it is left', async (open) => {
    const visit = await open({ profile: PERSONS[0].profile });
    await visit.leave();
    await visit.press('n');
    await expectPrompt(visit);
    assert.deepEqual([await visit.text('equity'), await visit.text('leverage')], ['20,000', '10']);
    assert.equal(await visit.page.locator('.field .error').count(), 0);
    await visit.press('Tab');
    await visit.field('entry').locator('.error').waitFor();
    assert.equal(await visit.complaint('entry'), 'Entry price is needed');
    assert.equal(await visit.complaint('stop'), '');
  });

  fact('the New trade button does the same, and typing on gives an answer', async (open) => {
    const visit = await open({ link: EXACT });
    await visit.click(visit.page.getByRole('button', { name: 'New trade' }));
    await expectPrompt(visit);
    await visit.write('60000');
    await visit.press('Tab');
    assert.match(await visit.headline(), /stop/i);
    await visit.write('59000');
    assert.equal(await visit.headline(), '0.1 coin'); // 100 / 1,000
  });

  fact('New trade writes empty keys into the address, and a reload stays empty', async (open) => {
    const visit = await open({ link: EXACT, paused: true });
    await visit.click(visit.page.getByRole('button', { name: 'New trade' }));
    await visit.wait(UNTIL_ADDRESS);
    const { entry, stop, leverage } = keysOf(await visit.fragment());
    assert.deepEqual([entry, stop, leverage], ['', '', '10']);
    await visit.reload();
    assert.deepEqual([await visit.text('entry'), await visit.text('stop')], ['', '']);
    assert.ok(await visit.isVacant());
  });
});

async function expectPrompt(visit) {
  await visit.page.waitForFunction(() => document.activeElement.id === 'entry');
  assert.equal(await visit.headline(), 'Type the entry price and stop price');
  assert.deepEqual([await visit.text('entry'), await visit.text('stop')], ['', '']);
  assert.ok(await visit.isVacant());
  assert.equal(await visit.copy.isDisabled(), true);
}

function underline(input) {
  let style = 'none';
  for (let element = input; element && style === 'none'; element = element.parentElement) {
    const { textDecorationLine, textDecorationStyle } = getComputedStyle(element);
    if (textDecorationLine.includes('underline')) style = textDecorationStyle;
    if (element.matches('.field')) break;
  }
  return style;
}
