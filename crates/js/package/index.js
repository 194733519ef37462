// Ballast's calculators: texts or numbers in, figures out. Each is a WebAssembly module of its own, loaded by `init`.
import { asText, pairs } from './texts.js';
import { fed, listed, modules, schema, version } from './modules.js';

export { parseLink } from './links.js';
export { schema, version };

const loading = new Map();
const loaded = new Map();
let bytesOf = () => undefined;

/** Where a module's bytes come from, if not from beside it by `fetch`. */
export function readModulesWith(read) {
  bytesOf = read;
}

/** Loads these calculators, or all of them. */
export async function init(...slugs) {
  await Promise.all((slugs.length > 0 ? slugs : Object.keys(modules)).map(load));
}

function load(slug) {
  if (!Object.hasOwn(modules, slug)) return Promise.reject(new RangeError(`there is no calculator ${slug}`));
  const begun = loading.get(slug) ?? begin(slug);
  loading.set(slug, begun);
  // What failed, such as a lost connection, may be tried again.
  return begun.catch((error) => {
    loading.delete(slug);
    throw error;
  });
}

async function begin(slug) {
  const module = await modules[slug]();
  const bytes = await bytesOf(slug);
  await module.default(bytes && { module_or_path: bytes });
  loaded.set(slug, module);
}

/** Every calculator's slug, title and question; nothing need be loaded for it. */
export function calculators() {
  return structuredClone(listed);
}

/** What follows from the inputs. */
export function calculate(slug, inputs = {}) {
  const module = moduleOf(slug);
  const upstream = feeding(slug, inputs);
  const answer = JSON.parse(module.calculate(pairs(upstream.inputs)));
  for (const problem of answer.problems) nameFeeder(problem, upstream);
  for (const key of upstream.assumed) {
    if (!Object.hasOwn(inputs, key) && !answer.assumed.includes(key)) answer.assumed.push(key);
  }
  return { calculator: slug, ...answer };
}

/** An exact link into the page at that address: whoever opens it sees the same figures. */
export function link(slug, inputs = {}, page = '') {
  const module = moduleOf(slug);
  const upstream = feeding(slug, inputs);
  const [missing] = upstream.missing;
  if (missing) throw new Error(`a link must hold ${missing.key}: ${cure(missing)}`);
  return page.replace(/#.*$/s, '') + module.link(pairs(upstream.inputs));
}

const ROWS_AT_ONCE = 4096;

/** The outputs of every row, where columns of numbers stand for some of the inputs. */
export function batch(slug, inputs, columns, outputs) {
  const module = moduleOf(slug);
  const keys = Object.keys(columns);
  const rows = columns[keys[0]]?.length ?? 0;
  const first = Object.fromEntries(keys.map((key) => [key, columns[key][0] ?? '']));
  const texts = pairs({ ...inputs, ...first });
  checkColumns(slug, { ...inputs, ...first }, columns, rows);
  const refusal = module.refusal(texts, keys.join('\0'), outputs.join('\0'));
  if (refusal) throw new TypeError(refusal);
  const answers = outputs.map(() => new Float64Array(rows));
  const ok = new Uint8Array(rows);
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    const count = Math.min(ROWS_AT_ONCE, rows - from);
    const numbers = new Float64Array(count * keys.length);
    keys.forEach((key, at) => numbers.set(columns[key].subarray(from, from + count), at * count));
    const block = module.batch(texts, keys.join('\0'), outputs.join('\0'), numbers);
    answers.forEach((answer, at) => answer.set(block.subarray(at * count, (at + 1) * count), from));
    ok.set(block.subarray(outputs.length * count), from);
  }
  return { rows, ok, outputs: Object.fromEntries(outputs.map((key, at) => [key, answers[at]])) };
}

function checkColumns(slug, inputs, columns, rows) {
  for (const [key, column] of Object.entries(columns)) {
    if (!ArrayBuffer.isView(column) || column.length !== rows) {
      throw new TypeError(`${key} must be a typed array as long as the others (${rows})`);
    }
  }
  for (const key of Object.keys(fed[slug] ?? {})) {
    if (!Object.hasOwn(inputs, key)) throw new TypeError(`${key} must be given for a batch: it follows from each row`);
  }
}

function moduleOf(slug) {
  const module = loaded.get(slug);
  if (module) return module;
  if (!Object.hasOwn(modules, slug)) throw new RangeError(`there is no calculator ${slug}`);
  throw new Error(`${slug} is not loaded: await init('${slug}') first`);
}

/** The inputs with what other calculators answer for those left out, as tabs of the page feed each other. */
function feeding(slug, inputs) {
  const upstream = { inputs: { ...inputs }, missing: [], assumed: [] };
  for (const [key, [feeder, output]] of Object.entries(fed[slug] ?? {})) {
    if (inputs[key] !== undefined) continue;
    upstream.inputs[key] = '';
    if (loaded.has(feeder)) {
      const answer = calculate(feeder, inputs);
      upstream.inputs[key] = asText(answer.outputs[output]);
      upstream.assumed.push(...answer.assumed);
    } else {
      upstream.missing.push({ key, feeder });
    }
  }
  return upstream;
}

function nameFeeder(problem, { missing }) {
  const unfed = problem.code === 'needed' && missing.find(({ key }) => key === problem.field);
  if (unfed) problem.message += `: ${cure(unfed)}`;
}

function cure({ key, feeder }) {
  return `give ${key}, or await init('${feeder}'), which answers it`;
}
