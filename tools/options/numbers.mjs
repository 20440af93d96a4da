/** Options that are numbers, and what is wrong with them. Nothing here needs a package. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './words.mjs';

/** The whole number that an option gives; throws a sentence that says what it wants. */
export function wholeNumber(values, name, least = 1) {
  const number = Number(values[name]);
  if (values[name].trim() !== '' && Number.isSafeInteger(number) && number >= least) return number;
  throw new UsageError(`--${name} ${values[name]}: give a whole number from ${least} up.`);
}

/** The whole numbers that an option lists with commas between them. */
export const wholeNumbers = (values, name) =>
  listOf(values, name).map((one) => wholeNumber({ [name]: one }, name));

/** What an option lists, of `all` where they are known. */
export function listOf(values, name, all = null) {
  const listed = values[name].split(',').filter((item) => item && item !== 'none');
  const strangers = all ? listed.filter((item) => !all.includes(item)) : [];
  if (strangers.length === 0) return listed;
  throw new UsageError(`--${name} ${strangers.join(',')}: give of ${all.join(', ')}.`);
}

/** A length of time that an option gives, or another number above 0. */
export function positive(values, name) {
  const number = Number(values[name]);
  if (number > 0 && number < Infinity) return number;
  throw new UsageError(`--${name} ${values[name]}: give a number above 0.`);
}

const catalog = path.resolve(import.meta.dirname, '../../web/src/model/catalog.json');
let rows = null;

/** The setting's row in the catalog: its default and limits are the page's. */
function rowOf(setting) {
  rows ??= JSON.parse(readFileSync(catalog, 'utf8')).settings;
  return rows.find(({ name }) => name === setting);
}

/** What the page begins with. */
export const usual = (setting) => rowOf(setting).start ?? rowOf(setting).default;

/** The number that an option gives for a setting of a run, within the page's limits; undefined if none. */
export function settingOf(values, option, setting) {
  const given = values[option];
  if (given === undefined) return undefined;
  const { type, minimum, maximum, offered: [least, most] = [minimum, maximum] } = rowOf(setting);
  const number = Number(given);
  const isWithin = given.trim() !== '' && number >= least && number <= most;
  if (isWithin && (type !== 'integer' || Number.isSafeInteger(number))) return number;
  const what = type === 'integer' ? 'a whole number' : 'a number';
  throw new UsageError(`--${option} ${given}: give ${what} from ${least} to ${most}.`);
}
