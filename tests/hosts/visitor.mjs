// What a reader of somebody else's site sees of the calculators in it.
import assert from 'node:assert/strict';

/** How long a page is watched for something that moves after its calculators are there, in milliseconds. */
const WATCHED = 1500;

/** Opens a page of a site, after which every rule of `page.mjs` holds for it too. */
export async function read(visit, site, path) {
  visit.origins.push(site.origin);
  await visit.context.addInitScript(countReady);
  await visit.page.goto(site.origin + path, { waitUntil: 'commit' });
}

/** The calculator with this number, once its figure stands there. */
export async function calculator(visit, number = 0) {
  await visit.page.locator('ballast-calculator').nth(number).scrollIntoViewIfNeeded();
  return shown(visit.page.frameLocator('ballast-calculator iframe').nth(number));
}

/** The same for a frame that stands in the page without an element around it. */
export async function framed(visit) {
  await visit.page.locator('iframe').scrollIntoViewIfNeeded();
  return shown(visit.page.frameLocator('iframe'));
}

async function shown(frame) {
  await frame.locator('.answer .big').waitFor();
  return frame;
}

export function figure(frame) {
  return frame.locator('.answer .big').innerText();
}

/** All calculators of the page have said that they are ready. */
export async function allReady(page, count) {
  await page.waitForFunction((expected) => globalThis.readyCalculators === expected, count);
}

/** Nothing in a frame is cut off, neither down nor to the side. */
export async function fits(frame) {
  const root = frame.locator('html');
  await assertSettles(async () => {
    const sizes = await root.evaluate((html) => [html.scrollWidth - html.clientWidth, html.scrollHeight - html.clientHeight]);
    return sizes.every((hidden) => hidden <= 1) ? true : `${sizes} px are hidden`;
  });
}

async function assertSettles(holds) {
  const start = Date.now();
  let found = await holds();
  while (found !== true && Date.now() - start < 5000) found = await holds();
  assert.equal(found, true);
}

/** Where the text below the calculators stands, frame after frame of the screen: one place, if nothing jumps. */
export function placesOfWhatFollows(page) {
  return page.getByText(/^Text below the /).evaluate(async (text, watched) => {
    const places = new Set();
    const end = performance.now() + watched;
    while (performance.now() < end) {
      places.add(Math.round(text.getBoundingClientRect().top + scrollY));
      await new Promise(requestAnimationFrame);
    }
    return [...places];
  }, WATCHED);
}

function countReady() {
  globalThis.readyCalculators = 0;
  document.addEventListener('ready', () => { globalThis.readyCalculators += 1; });
}
