// The engine without a browser: what `examples/evaluate` says.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const EVALUATE = ['run', '--quiet', '--package', 'ballast-engine', '--example', 'evaluate'];

/** The answers to links, in their order. */
export function evaluated(links) {
  return answered(links.map((link) => ({ link })));
}

/** The answers to requests, in their order. */
export function answered(requests) {
  return lines(said([], requests.map((request) => `${JSON.stringify(request)}\n`).join('')));
}

/** So many random questions, the same on every run: `{id, calculator, inputs, link, answer}`; `link` is exact. */
export function randomCases(count) {
  return lines(said(['--', '--cases', String(count)], ''));
}

/** The names of all calculators. */
export function calculators() {
  return JSON.parse(said(['--', '--list'], '')).map(({ slug }) => slug);
}

function lines(text) {
  return text.trim().split('\n').map((line) => JSON.parse(line));
}

function said(words, input) {
  const run = spawnSync('cargo', [...EVALUATE, ...words], { cwd: PROJECT, input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`evaluate failed: ${run.error ?? run.stderr}`);
  return run.stdout;
}

/** A report of the page holds every number of an answer to the last digit, and why there is none. */
export function agrees(report, answer) {
  // Adding 0 makes a negative zero, which only JSON tells apart, an ordinary one.
  for (const [key, number] of Object.entries(numbers(answer))) assert.equal(Number(report[key]), number + 0, key);
  for (const [key, reason] of Object.entries(answer.absent)) assert.equal(report[key], reason, key);
}

/** The outputs of an answer that are numbers, by key. */
export function numbers(answer) {
  return Object.fromEntries(Object.entries(answer.outputs).filter(([, output]) => typeof output === 'number'));
}
