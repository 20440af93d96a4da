/** The built page with fewer pictures: the first so many of each split, in whole shards. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The manifest of a build's pictures, with the shards that hold the first of each split. */
export function fewerPictures(dist, wanted) {
  const manifest = JSON.parse(readFileSync(path.join(dist, 'cifar10/manifest.json'), 'utf8'));
  const shards = manifest.shards.filter(({ split, first }) => first < wanted[split]);
  const count = (split) =>
    shards.filter((shard) => shard.split === split).reduce((sum, shard) => sum + shard.count, 0);
  return { ...manifest, shards, training: count('training'), test: count('test') };
}

/**
 * The service worker of a build for pictures that are cut to those of a manifest, given as it is
 * sent: it keeps no others.
 */
export function serviceWorkerFor(sent, dist) {
  const script = readFileSync(path.join(dist, 'service_worker.js'), 'utf8');
  const shards = new Set(JSON.parse(sent).shards.map(({ file }) => `cifar10/${file}`));
  return script.replace(/^const build = (.*);$/m, (_, text) => {
    const { version, files } = JSON.parse(text);
    const kept = Object.entries(files).filter(
      ([file]) => !file.endsWith('.bin') || shards.has(file),
    );
    const hash = createHash('sha256').update(sent).digest('base64');
    const given = { ...Object.fromEntries(kept), 'cifar10/manifest.json': `sha256-${hash}` };
    return `const build = ${JSON.stringify({ version, files: given })};`;
  });
}
