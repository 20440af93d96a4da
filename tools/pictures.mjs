/** The pack's pictures, for a session of the engine in Node. */
import { valueOf } from './engine.mjs';
import { readManifest, readShard } from './pack.mjs';

/** Gives the session as many shards of the pack as the settings need. */
export async function addPictures(session, directory, settings) {
  const manifest = await readManifest(directory);
  for (const split of ['training', 'test']) {
    const wanted = settings[`${split}_pictures`];
    if (wanted > manifest[split]) {
      const name = split === 'training' ? 'images' : 'test-images';
      throw new Error(`--${name} ${wanted}: the data has ${manifest[split]} ${split} pictures.`);
    }
  }
  for (const shard of manifest.shards) {
    if (shard.first >= settings[`${shard.split}_pictures`]) continue;
    const payload = await readShard(directory, shard);
    valueOf(session.addShard(shard.split, shard.first, shard.count, payload));
  }
}
