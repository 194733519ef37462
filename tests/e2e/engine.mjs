// The engine without a browser: what the command line says, in the protocol of `examples/evaluate`. The example is built with
// the libraries of the tests, one of which takes its logarithms from the machine: its last digits are not those of the page.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const EVALUATE = ['--package', 'ballast-engine', '--example', 'evaluate', '--'];
const BALLAST = ['--package', 'ballast-cli', '--'];

/** The answers to links, in their order. */
export function evaluated(links) {
  return answered(links.map((link) => ({ link })));
}

/** The answers to requests, in their order. */
export function answered(requests) {
  return lines(said([...BALLAST, '-'], requests.map((request) => `${JSON.stringify(request)}\n`).join('')));
}

/** So many random questions, the same on every run: `{id, calculator, inputs, link, answer}`; `link` is exact. */
export function randomCases(count) {
  const cases = lines(said([...EVALUATE, '--cases', String(count)], ''));
  const answers = answered(cases.map(({ link }) => ({ link })));
  return cases.map((one, at) => ({ ...one, answer: answers[at] }));
}

/** The names of all calculators. */
export function calculators() {
  return JSON.parse(said([...BALLAST, '--list', '--json'], '')).map(({ slug }) => slug);
}

function lines(text) {
  return text.trim().split('\n').map((line) => JSON.parse(line));
}

function said(words, input) {
  const run = spawnSync('cargo', ['run', '--quiet', ...words], { cwd: PROJECT, input, encoding: 'utf8', maxBuffer: 1 << 28 });
  // 1 says that an answer is invalid, which its own status says too.
  if (run.status !== 0 && run.status !== 1) throw new Error(`evaluate failed: ${run.error ?? run.stderr}`);
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
