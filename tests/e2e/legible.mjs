// What everybody needs of a page: axe finds nothing, nothing scrolls sideways or is cut off, no letter is under 12 px.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
export const WIDTHS = [1280, 390, 320];
export const PHONES = [390, 320];

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

/**
 * What a person cannot read whole: inputs narrower than their text or than eight figures, choices and words higher or wider
 * than their box, tables wider than their card, labels under their question mark.
 */
export function cutOff() {
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest('.unseen, option');
  const all = (selector) => [...document.querySelectorAll(selector)].filter(isSeen);
  const pen = document.createElement('canvas').getContext('2d');
  const room = (element) => {
    const style = getComputedStyle(element);
    pen.font = style.font;
    pen.letterSpacing = style.letterSpacing === 'normal' ? '0px' : style.letterSpacing;
    return element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) + 0.5;
  };
  /** Part of a line that a font reaches beyond its own, and nothing is cut. */
  const SLACK = 8;
  const found = [];
  for (const input of all('input:not([type=radio], [type=checkbox], [type=file])')) {
    const [inside, whole] = [room(input), input.matches('.share input') ? '33.33' : '00000000'];
    for (const text of [input.value || input.placeholder, whole]) {
      if (pen.measureText(text).width > inside) found.push(`${input.id} has ${inside} px for ${text}`);
    }
  }
  for (const select of all('select')) {
    const [inside, text] = [room(select), select.selectedOptions[0]?.textContent ?? ''];
    if (pen.measureText(text).width > inside) found.push(`${select.id} has ${inside} px for ${text}`);
  }
  const boxes = '.segment, .unit, .label, .cell-name, .cells .figure, .big, .note, .pinned b, .pinned .brief span, .echo, .tabs a, .desks a, td, th, dt, dd, button, .legend';
  for (const box of all(boxes)) {
    const host = box.matches('.segment') ? box.parentElement : box;
    const isCut = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > host.clientHeight + SLACK;
    if (isCut && getComputedStyle(box).display !== 'inline' && !box.querySelector('.basis')) found.push(`${box.className || box.tagName} cuts ${box.textContent.trim().slice(0, 60)}`);
  }
  for (const table of all('.tables .scroll')) {
    if (table.scrollWidth > table.clientWidth + 1) found.push(`the table ${table.getAttribute('aria-label')} is ${table.scrollWidth} px wide in ${table.clientWidth}`);
  }
  for (const words of all('.label > :first-child')) {
    const mark = words.parentElement.querySelector('.ask');
    const range = document.createRange();
    range.selectNodeContents(words);
    const at = mark.getBoundingClientRect();
    const isUnder = ({ left, right, top, bottom }) => right > at.left + 1 && left < at.right - 1 && bottom > at.top && top < at.bottom;
    if ([...range.getClientRects()].some(isUnder)) found.push(`the question mark covers ${words.textContent}`);
  }
  return found;
}
