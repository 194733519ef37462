// An empty project with nothing but the packed package in it, as somebody has it who just typed `npm install`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const INSTALL = ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error'];
const STRICT = { strict: true, noEmit: true, module: 'nodenext', target: 'es2022', lib: ['es2022', 'dom'], types: [] };
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.wasm': 'application/wasm' };

export const FOLDER = mkdtempSync(join(tmpdir(), 'ballast-package-'));
export const PACKAGE = join(FOLDER, 'node_modules/ballast-calculators');

/** Installs the package that `PACKAGE` names. */
export function install() {
  if (!process.env.PACKAGE) throw new Error('PACKAGE is not set; cargo xtask package --test sets it');
  writeFileSync(join(FOLDER, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }\n');
  const run = spawnSync('npm', [...INSTALL, process.env.PACKAGE], { cwd: FOLDER, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`npm install: ${run.stderr}`);
}

export function removeProject() {
  rmSync(FOLDER, { recursive: true, force: true });
}

export function write(name, text) {
  writeFileSync(join(FOLDER, name), text);
}

/** What the TypeScript compiler says of a file, at its strictest: nothing if it compiles. */
export function complaints(name) {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  write('tsconfig.json', JSON.stringify({ compilerOptions: STRICT, files: [name] }));
  const run = spawnSync(process.execPath, [tsc, '--project', 'tsconfig.json'], { cwd: FOLDER, encoding: 'utf8' });
  return run.stdout.trim();
}

/** Runs a file of the project with Node, without a word of it going wrong. */
export function ran(name) {
  const run = spawnSync(process.execPath, [name], { cwd: FOLDER, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`${name}: ${run.stderr}`);
  return run.stdout;
}

/** The blocks of a language in a Markdown file. */
export function blocks(path, language) {
  const found = readFileSync(path, 'utf8').matchAll(new RegExp('^```' + language + '\\n(.*?)^```', 'gms'));
  return Array.from(found, ([, block]) => block);
}

/** Every vector of every calculator. */
export function vectors() {
  const folder = join(ROOT, 'tests/vectors');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))).filter((vector) => vector.calculator);
}

/** The links whose figures must stay, with those figures. */
export function links() {
  const lines = readFileSync(join(ROOT, 'tests/links/v1.txt'), 'utf8').split('\n');
  return lines.filter((line) => line.startsWith('#/')).map((line) => line.split('\t')[0]);
}

/** Serves the project on this machine. */
export async function served() {
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    try {
      response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/plain' });
      response.end(readFileSync(join(FOLDER, path)));
    } catch {
      response.end();
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
