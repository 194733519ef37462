// The engine without a browser: what `examples/evaluate` says.
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
  const lines = requests.map((request) => JSON.stringify(request)).join('\n');
  const run = spawnSync('cargo', EVALUATE, { cwd: PROJECT, input: `${lines}\n`, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`evaluate failed: ${run.error ?? run.stderr}`);
  return run.stdout.trim().split('\n').map((line) => JSON.parse(line));
}

/** The outputs of an answer that are numbers, by key. */
export function numbers(answer) {
  return Object.fromEntries(Object.entries(answer.outputs).filter(([, output]) => typeof output === 'number'));
}
