// Somebody else's site, served as a careful host would: from an origin of its own, under a policy that names one other
// origin, Ballast's, and no script inside a page but those that the site's generator wrote.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const SITES = process.env.BALLAST_SITES;
const BALLAST = new URL(process.env.BALLAST_URL).origin;
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };
const INLINE = /<script>([\s\S]*?)<\/script>/g;

/** Serves a folder below the sites that were built, and gives what is needed to use and to end it. */
export async function serve(folder) {
  const server = createServer((request, response) => reply(join(SITES, folder), request, response));
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

async function reply(folder, request, response) {
  const path = normalize(decodeURIComponent(new URL(request.url, 'http://site').pathname));
  for (const name of [path, join(path, 'index.html'), `${path}.html`]) {
    const text = await readFile(join(folder, name)).catch(() => null);
    if (text === null) continue;
    response.setHeader('Content-Type', TYPES[extname(name)] ?? 'application/octet-stream');
    if (extname(name) === '.html') response.setHeader('Content-Security-Policy', policy(text.toString()));
    response.end(text);
    return;
  }
  // A browser asks for an icon even where no page has one.
  response.statusCode = path === '/favicon.ico' ? 204 : 404;
  response.end('not found');
}

/** What a host's generator writes into its pages is allowed by its hash, and nothing else that stands in them. */
function policy(page) {
  const hashes = [...page.matchAll(INLINE)].map(([, script]) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return [
    "default-src 'self'",
    `script-src 'self' ${BALLAST} ${hashes.join(' ')}`,
    `frame-src ${BALLAST}`,
    "style-src 'self' 'unsafe-inline'", // of the generators: an element with a style of its own
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
