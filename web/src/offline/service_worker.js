// The page's one service worker: it adds the headers that isolate the page (threads need them, and
// static hosts cannot send them), and serves the page and its pictures from what it has kept.
//
// It keeps the files of one build, each held to its hash, so that nothing else is ever taken for
// the page: no half of another version, no sign-in page of a network. Another build's service
// worker waits until nobody looks at this one's pages, or until a learner asks for it.
// web/build/offline.ts writes the list of the page's files in place of the next line's.
const build = { version: 'development', files: {} };

const cacheName = 'cnn-lab.files';
/**
 * What the server says of these itself stands. Who else may embed the page is the server's to say
 * alone (Cross-Origin-Resource-Policy): the page's own files need no such header.
 */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
const here = (path) => new URL(path, self.registration.scope).href;
/** Files are kept by their content: versions share what they have in common. */
const key = (path, hash = build.files[path]) => `${here(path)}?${encodeURIComponent(hash)}`;

self.addEventListener('install', (event) => {
  // For an open page of another version: all of this one has to be here before it can take over.
  // At the first visit the page itself has its way first, and asks for it later.
  if (self.registration.active) event.waitUntil(keepAll(isPage, true));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([self.clients.claim(), caches.keys().then(dropOldCaches)]));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith(answer(event).then(isolated));
});

self.addEventListener('message', (event) => {
  if (!event.source?.url.startsWith(self.registration.scope)) return;
  const { ask, version } = event.data ?? {};
  // Asked when the page has all it needs, so that keeping competes with nothing.
  if (ask === 'keep everything') event.waitUntil(keepEverything(version));
  if (ask === 'version') event.ports[0].postMessage(build.version);
  if (ask === 'take over') void self.skipWaiting();
});

function isolated(response) {
  // An error, or a redirection that the browser follows itself: nothing can be added to it.
  if (response.status === 0) return response;
  // What is kept has the headers already, and goes past this script as it is.
  if (Object.keys(isolation).every((name) => response.headers.has(name))) return response;
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers: isolating(response.headers) });
}

function isolating(headers) {
  const all = new Headers(headers);
  for (const [name, value] of Object.entries(isolation)) if (!all.has(name)) all.set(name, value);
  return all;
}

async function answer(event) {
  const { request } = event;
  const [address, asked] = request.url.slice(self.registration.scope.length).split(/[?#]/);
  const path = address === '' ? 'index.html' : address;
  // A page says of which version it wants a file whose name is the same in all of them.
  const hash = asked?.startsWith('sha256-') ? decodeURIComponent(asked) : build.files[path];
  const fresh = request.cache === 'reload';
  // Names under assets/ change with their content, so any version's will do.
  const kept = hash
    ? await found(key(path, hash))
    : path.startsWith('assets/') && (await found(here(path), { ignoreSearch: true }));
  if (kept && !fresh) return kept;
  const response = await fetch(request);
  // Kept beside the answer, not before it: a slow file is with the page as it comes.
  if (hash && response.status === 200) event.waitUntil(keep(path, hash, response.clone()));
  return response;
}

/** What is kept; nothing where storage fails: the page works as long as the network does. */
async function found(address, options) {
  try {
    return await (await caches.open(cacheName)).match(address, options);
  } catch {
    return undefined;
  }
}

/** Keeps what came for a file, if it is that file. */
async function keep(path, hash, response) {
  try {
    const bytes = await response.arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    if (`sha256-${btoa(String.fromCharCode(...digest))}` === hash)
      await put(path, hash, response, bytes);
  } catch {
    // The connection broke.
  }
}

/** Resolves to whether it is kept. */
async function put(path, hash, { status, headers }, body) {
  try {
    const cache = await caches.open(cacheName);
    const answer = new Response(body, { status, headers: isolating(plain(headers)) });
    await cache.put(key(path, hash), answer);
    return true;
  } catch {
    // The disk is full, storage is off, the connection broke: the page works as long as the
    // network does.
    return false;
  }
}

/** Without what was true of the bytes on their way only. */
function plain(headers) {
  const left = new Headers(headers);
  for (const name of ['Content-Encoding', 'Content-Length', 'Transfer-Encoding']) left.delete(name);
  return left;
}

const isPage = (path) => !path.startsWith('cifar10/');

/** Fetches and keeps every listed file that is not kept yet. `must`: fails if one cannot be. */
async function keepAll(wanted, must) {
  const cache = await caches.open(cacheName);
  // (Looking each up would open each: a hundred files at every visit.)
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  for (const [path, hash] of Object.entries(build.files)) {
    if (!wanted(path) || kept.has(key(path))) continue;
    // Held to its hash by the browser itself, which needs no copy of it in this script's memory.
    const ask = { cache: 'no-cache', integrity: hash };
    const response = await fetch(here(path), ask).catch(() => null);
    const done = response?.status === 200 && (await put(path, hash, response, response.body));
    if (must && !done) throw new Error(`${path} is not the one of version ${build.version}`);
  }
}

/** The page first: its pictures are a hundred megabytes, and may never all come. */
async function keepEverything(version) {
  await keepAll(isPage, false);
  await keepAll(() => true, false);
  await dropOldFiles(version);
}

/** Files of other versions go once the one page that is open is of this version. */
async function dropOldFiles(version) {
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (version !== build.version || open.length > 1) return;
  const cache = await caches.open(cacheName);
  // What is not of this version may be the whole of the one that waits for its turn.
  if (self.registration.installing || self.registration.waiting) return;
  const mine = new Set(Object.keys(build.files).map((path) => key(path)));
  for (const { url } of await cache.keys()) if (!mine.has(url)) await cache.delete(url);
}

/** Caches of the lab's first service workers, which kept files by their names. */
async function dropOldCaches(names) {
  const old = names.filter((name) => /^cnn-lab\.(page\.|data$)/.test(name));
  await Promise.all(old.map((name) => caches.delete(name)));
}
