// A link back to its inputs. Nothing need be loaded for it.
import { modules, schema } from './modules.js';

/** What a link holds, or nothing if it is not one of a known calculator. */
export function parseLink(url) {
  const fragment = String(url).replace(/^[^#]*#/s, '').trim();
  const [path, ...rest] = fragment.replace(/^[!/?]+/, '').split('?');
  const slug = path.replace(/^\/+|\/+$/g, '');
  if (!Object.hasOwn(modules, slug)) return null;
  const parsed = { calculator: slug, inputs: {}, build: null, newer: false };
  for (const pair of rest.join('?').split('&')) {
    const [key, ...text] = pair.replace(/^amp;/, '').split('=').map(unescaped);
    take(parsed, key, text.join('='));
  }
  return parsed;
}

function take(parsed, key, text) {
  if (key === '' || (key === 'account' && text === 'reader')) return;
  if (key === 'v') parsed.newer = !(Number(text) <= schema);
  else if (key === 'build') parsed.build = text;
  else parsed.inputs[key] = series(text) ?? text;
}

/** Percent-encoding as in a fragment: a plus stays one, and bytes that are no UTF-8 spoil only themselves. */
function unescaped(text) {
  if (!text.includes('%')) return text;
  const encoder = new TextEncoder();
  const parts = text.split(/(%[0-9a-f]{2})/i).map((part, at) => (at % 2 ? [parseInt(part.slice(1), 16)] : [...encoder.encode(part)]));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(parts.flat()));
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The numbers of a long series, which a link holds as differences on a decimal grid; nothing if the text is no code. */
function series(text) {
  const bytes = /^~[\w-]{2,}$/.test(text) ? fromBase64url(text.slice(1)) : [];
  const [decimals, ...rest] = bytes;
  if (decimals === undefined) return undefined;
  const [numbers, scale] = [[], 10 ** Math.min(decimals, 8)];
  let [last, difference, factor] = [0, 0, 1];
  for (const byte of rest) {
    difference += (byte & 127) * factor;
    factor *= 128;
    if (byte & 128) continue;
    last += difference % 2 ? -(difference + 1) / 2 : difference / 2;
    numbers.push(last / scale);
    [difference, factor] = [0, 1];
  }
  return factor === 1 ? numbers.join(',') : undefined;
}

function fromBase64url(code) {
  const bits = Array.from(code, (letter) => ALPHABET.indexOf(letter));
  const bytes = [];
  for (let at = 0; at < bits.length; at += 4) {
    const [a, b = 0, c = 0, d = 0] = bits.slice(at, at + 4);
    const word = (a << 18) | (b << 12) | (c << 6) | d;
    bytes.push(...[word >> 16, (word >> 8) & 255, word & 255].slice(0, Math.min(bits.length - at, 4) - 1));
  }
  return bytes;
}
