// The engine without a browser: what `examples/evaluate` says to a link.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const EVALUATE = ['run', '--quiet', '--package', 'ballast-engine', '--example', 'evaluate'];

/** The answers to links, in their order. */
export function evaluated(links) {
  const lines = links.map((link) => JSON.stringify({ link })).join('\n');
  return said([], `${lines}\n`).trim().split('\n').map((line) => JSON.parse(line));
}

/** The names of all calculators. */
export function calculators() {
  return JSON.parse(said(['--', '--list'], '')).map(({ slug }) => slug);
}

function said(words, input) {
  const run = spawnSync('cargo', [...EVALUATE, ...words], { cwd: PROJECT, input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`evaluate failed: ${run.error ?? run.stderr}`);
  return run.stdout;
}

/** The outputs of an answer that are numbers, by key. */
export function numbers(answer) {
  return Object.fromEntries(Object.entries(answer.outputs).filter(([, output]) => typeof output === 'number'));
}
