// The page's one service worker: it adds the headers that isolate the page (threads need them, and
// static hosts cannot send them), and serves the page and its pictures when there is no network.
// web/build/offline.ts writes the list of the page's files in place of the next line's.
const precache = { version: 'development', files: [] };

const pageCache = `cnn-lab.page.${precache.version}`;
/** Its entries are held to their SHA-256 by the page, whatever comes from here. */
const dataCache = 'cnn-lab.data';
/** A network that has not answered for so long counts as none. */
const patienceMilliseconds = 4000;

/**
 * What the server says of these itself stands. Who else may embed the page is the server's to say
 * alone (Cross-Origin-Resource-Policy): the page's own files need no such header.
 */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
const here = (path) => new URL(path, self.registration.scope).href;

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      // Pages of the version before may still be open and want their files: theirs stays.
      const old = (await caches.keys()).filter((name) => name.startsWith('cnn-lab.page.'));
      const spare = old.filter((name) => name !== pageCache).slice(0, -1);
      await Promise.all(spare.map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith(answer(event).then(isolated));
});

// The page asks for this when it has all it needs, so that keeping competes with nothing.
self.addEventListener('message', (event) => {
  const isOurs = event.source && event.source.url.startsWith(self.registration.scope);
  if (isOurs && event.data === 'keep everything') event.waitUntil(keepEverything());
});

function isolated(response) {
  // An error, or a redirection that the browser follows itself: nothing can be added to it.
  if (response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(isolation))
    if (!headers.has(name)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

async function answer(event) {
  const { request } = event;
  const path = request.url.slice(self.registration.scope.length).split(/[?#]/, 1)[0];
  // Their names change with their content.
  if (/^assets\//.test(path)) return cacheFirst(pageCache, event);
  if (/^cifar10\/.*\.bin$/.test(path)) return cacheFirst(dataCache, event);
  return networkFirst(event, path === '' ? 'index.html' : path);
}

async function cacheFirst(name, event) {
  const { request } = event;
  const cached = request.cache === 'reload' ? undefined : await caches.match(request.url);
  if (cached) return cached;
  const response = await fetch(request);
  // Kept beside the answer, not before it: a slow file is with the page as it comes.
  if (response.status === 200) event.waitUntil(keep(name, request.url, response.clone()));
  return response;
}

async function networkFirst(event, path) {
  const cached = () => caches.match(here(path));
  const patience = new Promise((done) => setTimeout(done, patienceMilliseconds)).then(cached);
  const network = fetch(event.request).then((response) => {
    if (response.status === 200) event.waitUntil(keep(pageCache, here(path), response.clone()));
    return response;
  });
  try {
    // Without a copy, patience has no end.
    return (await Promise.race([network, patience])) ?? (await network);
  } catch (error) {
    const copy = await cached();
    if (copy) return copy;
    throw error;
  }
}

async function keep(name, url, response) {
  try {
    const cache = await caches.open(name);
    await cache.put(url, response);
  } catch {
    // The disk is full, or storage is off: the page works as long as the network does.
  }
}

async function keepEverything() {
  const manifest = here('cifar10/manifest.json');
  for (const path of [...precache.files, 'cifar10/manifest.json'])
    if (!(await caches.match(here(path)))) await fetchInto(pageCache, here(path));
  const { shards = [] } = (await (await caches.match(manifest))?.json().catch(() => ({}))) ?? {};
  for (const { file } of shards) {
    const url = here(`cifar10/${file}`);
    if (!(await caches.match(url))) await fetchInto(dataCache, url);
  }
}

async function fetchInto(name, url) {
  const response = await fetch(url).catch(() => null);
  if (response?.status === 200) await keep(name, url, response);
}
