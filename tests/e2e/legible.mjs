// What everybody needs of a page: axe finds nothing, nothing scrolls sideways, no letter is under 12 px.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
export const WIDTHS = [1280, 390, 320];

/** Makes the window that wide, and waits for the picture. */
export async function resize(visit, width) {
  await visit.page.setViewportSize({ width, height: 900 });
  // The picture is drawn anew for its new width.
  await visit.page.waitForFunction(() => {
    const [frame, plot] = [document.querySelector('.picture .frame'), document.querySelector('.plot')];
    return !plot || !frame.clientWidth || Math.abs(plot.getAttribute('width') - frame.clientWidth) <= 1;
  });
}

/** axe finds nothing. */
export async function isAccessible(visit, where, part = 'html') {
  await visit.page.evaluate(AXE);
  const found = await visit.page.evaluate(async ({ rules, selector }) => {
    const { violations } = await globalThis.axe.run(selector, { runOnly: rules, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`));
  }, { rules: RULES, selector: part });
  assert.deepEqual(found, [], where);
}

/** Every visible text whose letters are under 12 px, the scale of a picture counted. */
export function smallTexts() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const small = new Set();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || !element.checkVisibility({ visibilityProperty: true }) || element.closest('title, desc')) continue;
    const scale = element.ownerSVGElement ? element.getScreenCTM().a : 1;
    const size = parseFloat(getComputedStyle(element).fontSize) * scale;
    if (size < 11.99) small.add(`${size} px: ${node.textContent.trim()}`);
  }
  for (const input of document.querySelectorAll('input, select, textarea')) {
    if (input.checkVisibility() && parseFloat(getComputedStyle(input).fontSize) < 12) small.add(`input ${input.id}`);
  }
  return [...small];
}

/** The page itself if it scrolls sideways; texts and controls that reach beyond the window without a scroller of their own. */
export function beyondEdge() {
  const edge = document.documentElement.clientWidth;
  const isOut = ({ left, right, width }) => width > 0 && (right > edge + 0.5 || left < -0.5);
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.scroll, .tabs, .desks, .unseen');
  const found = document.documentElement.scrollWidth > edge ? [`the page is ${document.documentElement.scrollWidth} px wide`] : [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    if (isSeen(node.parentElement) && [...range.getClientRects()].some(isOut)) found.push(node.textContent.trim());
  }
  for (const control of document.querySelectorAll('a, button, input, select, textarea, summary')) {
    if (isSeen(control) && isOut(control.getBoundingClientRect())) found.push(`${control.tagName} ${control.id || control.textContent}`);
  }
  return found;
}
