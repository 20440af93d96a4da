import { badFile } from '../base/fault';

/** No record comes near; what is nested deeper is not ours. */
const mostLevels = 64;

/**
 * A value of JSON in the one form that all its spellings have in common: keys sorted by their UTF-16
 * units, no spaces, numbers and texts as ECMAScript writes them (RFC 8785 says the same). What a
 * server or a shell has read and written again comes to the same text. Throws where it is too deep.
 */
export function canonicalJson(value: unknown, level = 0): string {
  if (level > mostLevels) throw badFile('record_too_deep', { most: mostLevels });
  const inner = (item: unknown) => canonicalJson(item, level + 1);
  if (Array.isArray(value)) return `[${value.map(inner).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${inner(item)}`).join(',')}}`;
}
