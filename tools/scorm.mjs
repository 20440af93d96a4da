/**
 * `./lab package scorm`: the built page as a course for Moodle, Canvas and others: one zip file that
 * their SCORM upload takes, with completion, score, time and record in their gradebook.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { readOptions, usage } from './options/package.mjs';
import { UsageError, runCommand } from './options/words.mjs';
import { pageCode } from './page_code.mjs';
import { reasonOf, writeWhole } from './whole_file.mjs';
import { fewerPictures, serviceWorkerFor } from './fewer_pictures.mjs';

const root = path.resolve(import.meta.dirname, '..');

const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

const schemas = {
  1.2: {
    attributes:
      'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"',
    version: '1.2',
    type: 'adlcp:scormtype="sco"',
  },
  2004: {
    attributes:
      'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"',
    version: '2004 4th Edition',
    type: 'adlcp:scormType="sco"',
  },
};

/** The manifest of the IMS Content Packaging Specification, as SCORM's two versions profile it. */
export function manifestOf(version, title, hash, files) {
  const { attributes, version: schema, type } = schemas[version];
  const parameters = hash ? ` parameters="${escaped(`#${hash}`)}"` : '';
  const listed = files.map((file) => `      <file href="${escaped(file)}"/>`).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="cnn-lab" version="1" ${attributes}>
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>${schema}</schemaversion>
  </metadata>
  <organizations default="course">
    <organization identifier="course">
      <title>${escaped(title)}</title>
      <item identifier="lab" identifierref="page"${parameters}>
        <title>${escaped(title)}</title>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="page" type="webcontent" ${type} href="course.html">
${listed}
    </resource>
  </resources>
</manifest>
`;
}

/** What stands after the # of a link, or the text itself: an assignment that the page can read. */
async function hashOf(link) {
  if (/^\w+:/.test(link) && !link.includes('#'))
    throw new UsageError(`--link ${link}: nothing follows a # there. Take a link from the page's tab Files.`); // prettier-ignore
  const hash = link.includes('#') ? link.slice(link.indexOf('#') + 1) : link;
  if (hash === '') return '';
  const { parseHash } = await pageCode('address/hash');
  const { unread = [] } = parseHash(`#${hash}`);
  const wrong = unread.map(({ key, value }) => (value === null ? key : `${key}=${value}`));
  if (wrong.length > 0)
    throw new UsageError(`--link ${link}: the page cannot read ${wrong.join(' and ')}. Take a link from its tab Files.`); // prettier-ignore
  return hash;
}

/** All files of the package, by their paths in it. */
function collect(version, title, hash, images) {
  const dist = path.join(root, 'dist');
  const course = path.join(import.meta.dirname, 'scorm');
  const manifest = fewerPictures(dist, { training: images, test: Math.max(1000, images / 5) });
  const json = JSON.stringify(manifest);
  const kept = new Set(manifest.shards.map(({ file }) => `cifar10/${file}`));
  const files = {};
  for (const name of readdirSync(course)) files[name] = readFileSync(path.join(course, name));
  for (const name of readdirSync(dist, { recursive: true }).map((one) =>
    one.replaceAll(path.sep, '/'),
  )) {
    const file = path.join(dist, name);
    if (!statSync(file).isFile() || (name.endsWith('.bin') && !kept.has(name))) continue;
    files[`lab/${name}`] = readFileSync(file);
  }
  files['lab/cifar10/manifest.json'] = Buffer.from(json);
  files['lab/service_worker.js'] = Buffer.from(serviceWorkerFor(json, dist));
  const names = Object.keys(files).sort();
  return { 'imsmanifest.xml': Buffer.from(manifestOf(version, title, hash, names)), ...files };
}

async function main() {
  const asked = readOptions(process.argv.slice(2));
  if (asked.help) return console.log(usage);
  const { version, title, images, to } = asked;
  const hash = await hashOf(asked.link);
  const files = collect(version, title, hash, images);
  // Pictures are packed already.
  const level = (name) => (/\.(bin|png)$/.test(name) ? 0 : 6);
  const entries = Object.entries(files).map(([name, bytes]) => [name, [bytes, { level: level(name) }]]); // prettier-ignore
  const zip = zipSync(Object.fromEntries(entries));
  await writeWhole(to, zip).catch((error) => {
    throw new Error(`--to ${to}: ${reasonOf(error)}.`, { cause: error });
  });
  const sha256 = createHash('sha256').update(zip).digest('hex');
  console.log(`${to}: SCORM ${schemas[version].version}, ${entries.length} files, ${(zip.length / 1e6).toFixed(1)} MB, sha256 ${sha256}`); // prettier-ignore
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runCommand(main);
