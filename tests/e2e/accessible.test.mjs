// Everybody: axe finds nothing in either theme on any width, nothing scrolls sideways, nothing is cut off, and no letter is
// under 12 px; on every calculator.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { calculators } from './engine.mjs';
import { PHONES, WIDTHS, beyondEdge, cutOff, isAccessible, resize, smallTexts } from './legible.mjs';
import { inBrowser } from './page.mjs';

const LINKS = Object.fromEntries(calculators().map((slug) => [slug, `#/${slug}`]));
LINKS.kelly = '#/kelly?v=1&win_pct=55&payoff_ratio=1.5&sample_size=200&kelly_share_pct=50';
/** One of each kind: levels, tables of rules, choices of models, no instrument. */
const A_FEW = ['position-size', 'liquidation', 'scaling-plan', 'kelly'];
/** The same pages in the state that shows the most: other models, amber lines, tables. */
const FULLER = {
  'a size that free margin limits': '#/position-size?v=1&rules=binance-usdm/BTCUSDT/2026-q1&side=long&entry=65000&stop=64900&targets=50@66000,50@3r&risk_pct=6&equity=10000&leverage=2',
  'a position already liquidatable': '#/liquidation?v=1&rules=binance-usdm/BTCUSDT/2026-q1&side=long&entry=65000&quantity=1&leverage=50&mark_price=60000',
  'a list of trades': '#/kelly?v=1&edge_model=trades&trades=1.8,-1,-1.05,2.4,-0.4,0.3,-1,3.1,-1,1.2&kelly_share_pct=50',
  'outcomes in rows': '#/kelly?v=1&edge_model=outcomes&outcomes=35@1.5,20@3,15@0,30@-1&kelly_share_pct=50',
  'a market held all the time': '#/kelly?v=1&edge_model=continuous&annual_return_pct=40&annual_vol_pct=70&kelly_share_pct=50',
};
const THEMES = ['light', 'dark'];

describe('everybody', () => {
  inBrowser('Chromium', (fact) => {
    for (const [slug, link] of Object.entries(LINKS)) {
      fact(`axe finds nothing on ${slug}, light from 1280 to 320 px, and dark`, async (open) => {
        const visit = await open({ link, query: '?theme=light' });
        for (const width of WIDTHS) {
          await resize(visit, width);
          await isAccessible(visit, `${width} px`);
        }
        await isAccessible(await open({ link, query: '?theme=dark', width: 390 }), 'dark');
      });
    }

    for (const [name, link] of Object.entries(FULLER)) {
      fact(`axe finds nothing on ${name}, and a phone cuts nothing off`, async (open) => {
        for (const theme of THEMES) await isAccessible(await open({ link, query: `?theme=${theme}` }), theme);
        const visit = await open({ link, touch: true, width: 390 });
        assert.deepEqual(await visit.page.evaluate(cutOff), []);
      });
    }

    for (const theme of THEMES) unfolded(fact, theme);
    legible(fact, Object.keys(LINKS));
  });

  inBrowser('Firefox', (fact) => {
    for (const slug of A_FEW) {
      fact(`axe finds nothing on ${slug}, light and wide, dark and narrow`, async (open) => {
        await isAccessible(await open({ link: LINKS[slug], query: '?theme=light' }), 'light');
        await isAccessible(await open({ link: LINKS[slug], query: '?theme=dark', width: 390 }), 'dark');
      });
    }
    legible(fact, A_FEW);
  });
});

/** What is not there when the page opens: errors, help, formulas, menus, the instrument, New trade. */
function unfolded(fact, theme) {
  const query = `?theme=${theme}`;

  fact(`axe finds nothing with errors shown, in ${theme}`, async (open) => {
    const visit = await open({ query });
    await visit.type('stop', '66000');
    await visit.type('risk_pct', 'x');
    await visit.leave();
    await visit.field('risk_pct').locator('.error').waitFor();
    await isAccessible(visit, 'errors');
    await resize(visit, 320);
    await isAccessible(visit, 'errors at 320 px');
  });

  fact(`axe finds nothing with help, formula, menu, fold and instrument unfolded, in ${theme}`, async (open) => {
    const visit = await open({ query });
    await visit.click(visit.button('About Stop price'));
    await isAccessible(visit, 'help');
    await visit.click(visit.button('Quantity'));
    await isAccessible(visit, 'formula');
    await visit.click(visit.page.locator('.top .menu > button'));
    // What lies under an open menu cannot be pressed before the menu is closed: it is left out.
    await isAccessible(visit, 'share menu', '.top');
    await visit.press('Escape');
    await visit.click(visit.page.locator('.fold .link'));
    await visit.openInstrument();
    await visit.click(visit.page.locator('summary'));
    for (const width of WIDTHS) {
      await resize(visit, width);
      await isAccessible(visit, `fold and instrument at ${width} px`);
    }
  });

  fact(`axe finds nothing after New trade and after Copy, in ${theme}`, async (open) => {
    const visit = await open({ query });
    await visit.click(visit.copy);
    await visit.page.locator('.copied p').waitFor();
    await isAccessible(visit, 'copied');
    await visit.click(visit.page.getByRole('button', { name: 'New trade' }));
    await isAccessible(visit, 'new trade');
  });

  fact(`axe finds nothing where a text has to be copied by hand, in ${theme}`, async (open) => {
    const visit = await open({ query, clipboard: 'refused' });
    await visit.click(visit.copy);
    await visit.page.locator('#by-hand').waitFor();
    await isAccessible(visit, 'by hand');
  });

  fact(`axe finds nothing in an embed, in ${theme}`, async (open) => {
    const visit = await open({ query: `?embed=1&theme=${theme}` });
    for (const width of WIDTHS) {
      await resize(visit, width);
      await isAccessible(visit, `${width} px`);
    }
  });
}

function legible(fact, slugs) {
  for (const slug of slugs) {
    fact(`nothing of ${slug} scrolls sideways or is cut off at 320 px, and no letter is under 12 px on any width`, async (open) => {
      const visit = await open({ link: LINKS[slug] });
      for (const width of WIDTHS) {
        await resize(visit, width);
        assert.deepEqual(await visit.page.evaluate(smallTexts), [], `letters at ${width} px`);
        assert.deepEqual(await visit.page.evaluate(beyondEdge), [], `beyond the edge at ${width} px`);
      }
    });
  }

  for (const slug of slugs) {
    fact(`every label, figure, choice and heading of ${slug} can be read whole on a phone, folded or not`, async (open) => {
      const visit = await open({ link: LINKS[slug], touch: true, width: PHONES[0] });
      for (const isOpen of [false, true]) {
        if (isOpen) await unfold(visit);
        for (const width of PHONES) {
          await resize(visit, width);
          assert.deepEqual(await visit.page.evaluate(cutOff), [], `${width} px${isOpen ? ', unfolded' : ''}`);
        }
      }
    });
  }
}

/** Opens the instrument and the fold, where there are any. */
async function unfold(visit) {
  for (const opener of ['.strip [aria-controls]', '.fold .link']) {
    const button = visit.page.locator(opener);
    if (await button.isVisible()) await visit.click(button);
  }
}
