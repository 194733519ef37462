// What a person sees and does on the page, and the rules that hold on every visit: no request to another origin, nothing
// on the console, no breach of the page's own content security policy.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { chromium, firefox } from 'playwright-core';

const HOME = setting('BALLAST_URL');
export const ORIGIN = new URL(HOME).origin;
/** Where the page keeps account and instrument, a line `key=text` each. */
const PROFILE = 'ballast.profile';
/** Nothing that is waited for takes longer, in milliseconds. */
const PATIENCE = 20_000;
/** How long the page takes at most until a change is in its address, in milliseconds. */
export const UNTIL_ADDRESS = 301;
/** How long the last answer may stand while a field is mended, in milliseconds. */
export const GRACE = 700;

const LAUNCH = {
  Chromium: () => chromium.launch({ executablePath: setting('CHROMIUM'), args: CHROMIUM_FLAGS }),
  Firefox: () => firefox.launch({ executablePath: setting('FIREFOX'), channel: 'moz-firefox' }),
};
const CHROMIUM_FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

function setting(name) {
  const text = process.env[name];
  if (!text) throw new Error(`${name} is not set; cargo xtask test sets it`);
  return text;
}

/** Runs the same facts in Chromium and then in Firefox, each with one browser and a fresh context a fact. */
export function inBothBrowsers(title, facts) {
  describe(title, () => {
    inBrowser('Chromium', facts);
    inBrowser('Firefox', facts);
  });
}

/**
 * Runs facts that hang on which window has the focus: Chromium gives it to each page alone, while in Firefox windows that
 * open and close take it from one another, at moments that a test cannot wait for.
 */
export function inChromium(title, facts) {
  describe(title, () => inBrowser('Chromium', facts));
}

/** Runs facts in one browser. `facts` is called with a function that takes a sentence and what proves it. */
export function inBrowser(name, facts) {
  describe(name, () => {
    const stage = { browser: null, left: [] };
    before(async () => {
      stage.browser = await LAUNCH[name]();
      const first = await stage.browser.newPage();
      await comesToFront(first);
    });
    after(() => stage.browser?.close());
    const fact = (sentence, prove) => test(sentence, { timeout: 120_000 }, () => witnessed(stage, prove));
    facts(fact, name);
  });
}

async function witnessed(stage, prove) {
  const visits = [];
  const open = async (wishes = {}) => {
    const visit = await Visit.begin(stage.browser, wishes);
    visits.push(visit);
    // A window that closes hands the focus on in its own time: it is closed before the new one comes to the front.
    for (const visited of stage.left.splice(0)) await visited.context.close();
    await visit.go(wishes.link ?? '', wishes.query ?? '');
    return visit;
  };
  try {
    await prove(open);
    for (const visit of visits) await visit.wasQuiet();
  } finally {
    stage.left.push(...visits);
  }
}

/** Firefox gives the focus to a new window in its own time, and a field that loses it counts as a field that is left. */
async function comesToFront(page) {
  const start = Date.now();
  do {
    assert.ok(Date.now() - start < 3 * PATIENCE, 'the window never has the focus');
    await page.bringToFront();
  } while (!(await page.evaluate(() => document.hasFocus())));
}

/** One person in one browser, with storage of their own. */
export class Visit {
  static async begin(browser, { profile, width = 1280, height = 900, paused = false, touch = false, clipboard = 'recorded', tolerates }) {
    const visit = new Visit();
    const kept = profile === undefined ? [] : [{ origin: ORIGIN, localStorage: [{ name: PROFILE, value: profile }] }];
    visit.context = await browser.newContext({ viewport: { width, height }, hasTouch: touch, storageState: { cookies: [], origins: kept } });
    visit.context.setDefaultTimeout(PATIENCE);
    await visit.context.addInitScript(watchPolicy);
    await visit.context.addInitScript(countInput);
    if (clipboard === 'recorded') await visit.context.addInitScript(recordClipboard);
    if (clipboard === 'refused') await visit.context.addInitScript(refuseClipboard);
    Object.assign(visit, { paused, tolerates, troubles: [], requests: [], origins: [ORIGIN] });
    visit.context.on('request', (request) => visit.requests.push(request.url()));
    visit.page = await visit.tab();
    return visit;
  }

  /** A tab of this person's browser. */
  async tab() {
    const page = await this.context.newPage();
    page.on('console', (message) => this.troubles.push(`console ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.troubles.push(`page error: ${error.message}`));
    return page;
  }

  /** Opens an address of the app. With `paused`, time stands still once the page is at rest, until `wait`. */
  async go(link, query = '') {
    if (this.paused) await this.page.clock.install({ time: 0 });
    // Firefox at times never tells that all is loaded; what the page shows is waited for next.
    await this.page.goto(HOME + query + link, { waitUntil: 'commit' });
    await this.ready();
    if (this.paused) await this.page.clock.pauseAt(60_000);
  }

  async ready(page = this.page) {
    await page.locator('#ticket').waitFor();
    await page.locator('#shell').waitFor({ state: 'detached' });
    await comesToFront(page);
  }

  /** Lets so much of the page's own time pass, where it stands still. */
  wait(milliseconds) {
    return this.page.clock.runFor(milliseconds);
  }

  async reload() {
    await this.page.reload();
    await this.ready();
  }

  async wasQuiet() {
    for (const page of this.context.pages()) {
      for (const frame of page.frames()) {
        const breaches = await frame.evaluate(() => globalThis.policyBreaches ?? []);
        this.troubles.push(...breaches.map((breach) => `content security policy: ${breach}`));
      }
    }
    const troubles = this.troubles.filter((trouble) => !this.tolerates?.test(trouble));
    assert.deepEqual(troubles, [], 'console, errors and policy breaches');
    const foreign = this.requests.filter((url) => /^(https?|wss?):/.test(url) && !this.origins.includes(new URL(url).origin));
    assert.deepEqual(foreign, [], 'requests to other origins');
  }

  // What a person does. Firefox tells of a key or a click before the page has handled it, so each is waited for.

  /** Presses a key, with others held down: `Alt+Digit2`. */
  press(keys) {
    return this.handled('keyup', () => this.page.keyboard.press(keys));
  }

  /** Types where the focus is. */
  async write(text) {
    for (const letter of text) await this.press(letter);
  }

  click(locator) {
    return this.handled('click', () => locator.click());
  }

  async handled(name, act) {
    const before = await this.page.evaluate((event) => globalThis.inputHandled[event], name);
    await act();
    await this.page.waitForFunction(([event, count]) => globalThis.inputHandled[event] > count, [name, before]);
  }

  input(key) {
    return this.page.locator(`[id="${key}"]`);
  }

  field(key) {
    return this.page.locator(`.field[data-key="${key}"]`);
  }

  /** Takes the place of what stands in a field, at once, as a paste does. */
  type(key, text) {
    return this.input(key).fill(text);
  }

  /** Empties a field and types, one key after the other; `each` is called after every one. */
  async typeSlowly(key, text, each = async () => {}) {
    await this.input(key).focus();
    await this.press('ControlOrMeta+A');
    for (const letter of text) {
      await this.press(letter === '⌫' ? 'Backspace' : letter);
      await each(letter);
    }
  }

  /** Presses a word of a choice. */
  async choose(key, code) {
    await this.field(key).locator(`input[value="${code}"]`).check();
  }

  /** Leaves whatever field has the focus. */
  leave() {
    return this.page.evaluate(() => document.activeElement.blur());
  }

  button(name, within = this.page) {
    return within.getByRole('button', { name, exact: true });
  }

  async openInstrument() {
    await this.click(this.page.locator('.strip [aria-controls="instrument"]'));
    await this.page.locator('#instrument .field').first().waitFor();
  }

  // What a person sees.

  get answer() {
    return this.page.locator('.answer');
  }

  get copy() {
    return this.page.locator('.answer .button.filled');
  }

  /** The answer's figure or the words in its place, with what stands beside it. */
  async headline() {
    return tidy(await this.answer.locator('.big').innerText());
  }

  async status() {
    return tidy(await this.answer.locator('.status').innerText());
  }

  async isDimmed() {
    return this.answer.evaluate((card) => card.classList.contains('stale'));
  }

  /** No figure stands: not in the answer, not in its cells, not in the working. */
  async isVacant() {
    const figures = await this.page.locator('.cells .figure').allInnerTexts();
    const words = await this.answer.locator('.big').evaluate((big) => big.classList.contains('words'));
    const working = await this.page.locator('.working').isVisible();
    return words && !working && figures.every((text) => text.trim() === '');
  }

  /** What is said against a field, or nothing. */
  async complaint(key) {
    const said = this.field(key).locator('.under .error, .under .warning');
    return (await said.count()) ? tidy(await said.first().innerText()) : '';
  }

  async echo(key) {
    const said = this.field(key).locator('.under .echo');
    return (await said.count()) ? tidy(await said.first().innerText()) : '';
  }

  text(key) {
    return this.input(key).inputValue();
  }

  async title() {
    return this.page.locator('h1').innerText();
  }

  async fragment() {
    return this.page.evaluate(() => location.hash);
  }

  profile() {
    return this.page.evaluate((name) => localStorage.getItem(name), PROFILE);
  }

  /** Everything that the page has put on the clipboard. */
  copied() {
    return this.page.evaluate(() => globalThis.copiedTexts);
  }

  async lastCopied() {
    return (await this.copied()).at(-1);
  }

  async shareLink(name) {
    await this.click(this.page.locator('.top .menu > button'));
    await this.click(this.page.locator('#share button', { hasText: name }));
    return fragmentOf(await this.lastCopied());
  }

  /** The figures that stand on the page, by key, as they are written there. */
  shown() {
    return this.page.evaluate(() => {
      const figures = {};
      for (const term of document.querySelectorAll('.answer .term, .working .term')) {
        const place = term.closest('dt')?.nextElementSibling ?? term.closest('.headline').querySelector('.big');
        const number = place.matches('.words') ? null : (place.querySelector(':scope > span') ?? place.firstChild);
        figures[term.getAttribute('aria-controls').replace(/-basis$/, '')] = number?.textContent.trim() ?? null;
      }
      return figures;
    });
  }

  /** The report, with every output to the last digit, by key. */
  async report() {
    await this.click(this.button('Report this number'));
    const lines = (await this.lastCopied()).split('\n');
    const outputs = lines.slice(lines.indexOf('Answers') + 1).map((line) => /^ {2}.* \((\w+)\): .* \[(.*)\]$/.exec(line));
    return Object.fromEntries(outputs.filter(Boolean).map(([, key, bare]) => [key, bare]));
  }
}

/** A text with its white space made plain. */
export function tidy(text) {
  return text.replace(/\s+/g, ' ').trim();
}

/** What follows the `#` of an address, with it. */
export function fragmentOf(address) {
  return address.slice(address.indexOf('#'));
}

/** What follows the `#/slug?` of a link, by key. */
export function keysOf(link) {
  return Object.fromEntries(new URLSearchParams(link.slice(link.indexOf('?') + 1)));
}

/** The number that a person reads. */
export function numberRead(text) {
  return Number(text.replace(/,/g, '').replace(/−/g, '-').replace(/^\+/, ''));
}

/** Whether a figure as shown is a number rounded to the digits shown. */
export function isRounding(shown, exact) {
  const read = numberRead(shown);
  const decimals = /\.(\d+)/.exec(shown)?.[1].length ?? 0;
  const unit = shown.includes('e') ? Math.abs(exact) * 1e-4 : 10 ** -decimals;
  return Math.abs(read - exact) <= unit / 2 + Math.abs(exact) * 1e-12;
}

function watchPolicy() {
  globalThis.policyBreaches = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    globalThis.policyBreaches.push(`${event.effectiveDirective} ${event.blockedURI}`);
  });
}

/** Counts what the page has handled: the last listener on the way out. */
function countInput() {
  globalThis.inputHandled = { keyup: 0, click: 0 };
  for (const name of Object.keys(globalThis.inputHandled)) {
    globalThis.addEventListener(name, () => { globalThis.inputHandled[name] += 1; });
  }
}

/** The clipboard's place is taken by a list, which every browser lets a test read. */
function recordClipboard() {
  globalThis.copiedTexts = [];
  const clipboard = { writeText: async (text) => { globalThis.copiedTexts.push(text); } };
  Object.defineProperty(navigator, 'clipboard', { value: clipboard });
}

function refuseClipboard() {
  const clipboard = { writeText: () => Promise.reject(new Error('refused')) };
  Object.defineProperty(navigator, 'clipboard', { value: clipboard });
}
