/** What `./lab package scorm` is told: read before anything is installed or built. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { page } from './needed.mjs';
import { wholeNumber } from './numbers.mjs';
import { UsageError, readWords } from './words.mjs';

export const usage = `./lab package scorm [options]: the lab as a course, for Moodle, Canvas and others.

  --version V        1.2 (default; every course system reads it) or 2004 (4th Edition)
  --link LINK        the assignment: a link from "A link to this", or what stands after its #;
                     with lock=stop that stop has to be done, otherwise the three exercises
  --title TITLE      as the course shows it (default: CNN Lab)
  --images N         training pictures that go into the package (default 10000; all: 50000),
                     in whole parts of 1,000; a fifth as many test pictures, 1,000 at the least
  --to FILE          (default: cnn-lab-scorm-1.2.zip or cnn-lab-scorm-2004.zip)
  --help, -h         this text

assets/CLASS.md says how to upload it and what the gradebook then shows. Exit codes: 0 written; 1 not; 64 the
command was typed wrong.`;

export const options = {
  version: { type: 'string', default: '1.2' },
  link: { type: 'string', default: '' },
  title: { type: 'string', default: 'CNN Lab' },
  images: { type: 'string', default: '10000' },
  to: { type: 'string' },
};
export const choices = { version: ['1.2', '2004'] };
export const positionals = ['scorm'];

const isFolder = (place) => statSync(place, { throwIfNoEntry: false })?.isDirectory();

export function readOptions(words) {
  const { values, positionals: kinds } = readWords('package scorm', words, options);
  if (values.help) return { help: true };
  if (kinds.join(' ') !== 'scorm')
    throw new UsageError('package makes one thing: ./lab package scorm (see ./lab package scorm --help).'); // prettier-ignore
  const { version, title, link } = values;
  if (!choices.version.includes(version))
    throw new UsageError(`--version ${version}: give 1.2 or 2004.`);
  // XML has no signs that cannot be seen.
  if (!title.trim() || /\p{Cc}/u.test(title) || !title.isWellFormed())
    throw new UsageError(`--title ${JSON.stringify(title)}: give a text, without signs that cannot be seen.`); // prettier-ignore
  const to = values.to ?? `cnn-lab-scorm-${version}.zip`;
  const folder = path.dirname(path.resolve(to));
  if (!isFolder(folder))
    throw new UsageError(`--to ${to}: there is no folder ${folder}. Make it first.`);
  if (isFolder(to)) throw new UsageError(`--to ${to}: that is a folder. Name the file as well.`);
  return { version, title, link, to, images: wholeNumber(values, 'images') };
}

export const needsOf = () => page;
