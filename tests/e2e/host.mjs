// Pages of other origins that show Ballast, and Ballast on a host that lets no other origin read its files.
import { createServer } from 'node:http';
import { ORIGIN } from './page.mjs';

const HOME = process.env.BALLAST_URL;
/** All that a page must allow to hold an embed. */
const POLICY = `default-src 'none'; img-src data:; script-src ${ORIGIN}; frame-src ${ORIGIN}`;

/** Serves whatever page is asked of it, on a port and so an origin of its own. */
export async function host() {
  const pages = new Map();
  const server = createServer((request, response) => {
    const page = pages.get(new URL(request.url, 'http://host').pathname) ?? { body: '' };
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    if (page.policy !== null) response.setHeader('Content-Security-Policy', page.policy ?? POLICY);
    response.end(`<!doctype html><html lang="en"><title>A host</title><link rel="icon" href="data:,">${page.body}</html>`);
  });
  const origin = await listening(server);
  const show = (body, wishes = {}) => {
    const path = `/${pages.size}`;
    pages.set(path, { body, ...wishes });
    return origin + path;
  };
  return { origin, show, close: () => server.close() };
}

/** Ballast as a host serves it that sends no `Access-Control-Allow-Origin`, and what was asked of it. */
export async function closedHome() {
  const path = new URL(HOME).pathname;
  const asked = [];
  const server = createServer(async (request, response) => {
    asked.push(request.url);
    const answer = await fetch(ORIGIN + request.url);
    const headers = ['Content-Type', 'Cache-Control'].map((name) => [name, answer.headers.get(name)]);
    response.writeHead(answer.status, Object.fromEntries(headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  const origin = await listening(server);
  return { origin, asked, address: origin + path, close: () => server.close() };
}

async function listening(server) {
  await new Promise((heard) => server.listen(0, '127.0.0.1', heard));
  return `http://127.0.0.1:${server.address().port}`;
}

/** The lines that a host pastes. */
export function embedded(...calculators) {
  return `<script async src="${HOME}embed.js"></script>${calculators.join('')}`;
}

/** An element with these attributes; `true` stands for one without a value. */
export function calculator(attributes, style = '') {
  const quoted = (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;');
  const written = Object.entries(attributes).map(([name, text]) => (text === true ? name : `${name}="${quoted(text)}"`));
  return `<ballast-calculator ${written.join(' ')}${style && ` style="${style}"`}></ballast-calculator>`;
}

/** Opens a page and waits until every calculator on it is ready. */
export async function onPage(visit, address, count = 1) {
  visit.origins.push(new URL(address).origin);
  await visit.page.addInitScript(record);
  await visit.page.goto(address, { waitUntil: 'commit' });
  await told(visit, 'ready', count);
}

/** Keeps what the calculators on a page tell it. */
function record() {
  if (parent !== window) return;
  globalThis.events = [];
  for (const type of ['ready', 'change']) {
    document.addEventListener(type, ({ target, detail }) => globalThis.events.push({ type, id: target.id, ...detail }));
  }
}

/** Waits until so many events of a kind were told. */
export function told(visit, type, count) {
  return visit.page.waitForFunction(
    ([type, count]) => globalThis.events?.filter((event) => event.type === type).length >= count, [type, count],
  );
}

/** What was told last. */
export function last(visit) {
  return visit.page.evaluate(() => globalThis.events.at(-1));
}

/** The frame inside the nth calculator. */
export function inside(visit, nth = 0) {
  return visit.page.locator('ballast-calculator').nth(nth).frameLocator('iframe');
}

/** Sends a message to the window in the first calculator. */
export function send(visit, message) {
  return visit.page.evaluate((message) => {
    document.querySelector('ballast-calculator').shadowRoot.querySelector('iframe').contentWindow.postMessage(message, '*');
  }, message);
}

/** How tall the calculators are. */
export function heights(visit) {
  return visit.page.locator('ballast-calculator').evaluateAll((all) => all.map((one) => one.offsetHeight));
}

/** Calls a method of the first calculator. */
export function call(visit, name, ...given) {
  return visit.page.locator('ballast-calculator').first().evaluate((element, [name, given]) => element[name](...given), [name, given]);
}
