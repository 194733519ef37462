// Node fetches no files: it reads the modules from the disk.
import { readFile } from 'node:fs/promises';
import { readModulesWith } from './index.js';

readModulesWith((slug) => readFile(new URL(`./modules/${slug}_bg.wasm`, import.meta.url)));

export * from './index.js';
