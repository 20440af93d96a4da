/**
 * Writes web/src/model/catalog.json: the engine's catalog of layers, as core/model/layer_rows.cpp
 * tells it, for the page to have before its engine is here. A test of the keras kind compares the two.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { loadEngine, valueOf } from './engine.mjs';

const root = path.resolve(import.meta.dirname, '..');
const file = path.join(root, 'web/src/model/catalog.json');

const { module, close } = await loadEngine('simd', 1);
const session = new module.Session(1);
const catalog = valueOf(session.catalog());
session.delete();
close();
writeFileSync(file, await format(JSON.stringify(catalog), { parser: 'json', printWidth: 100 }));
console.log(`${catalog.length} layers: ${path.relative(root, file)}`);
