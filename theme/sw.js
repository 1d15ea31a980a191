// Keeps what a reader has seen, so that it can be seen again without a network. Files of which the address says the version are
// taken from there at once; everything else is asked for first, and taken from there when nobody answers.

const CACHE = "giaoban-1";
const MOST = 1500;
const lasting = (url) =>
  /\/(?:assets\/v\/[0-9a-f]{8}\/\w+\.\w+|tim\/(?:[mb]\/[0-9a-f]+\.bin\?[0-9a-f]{8}|[0-9a-f]{8}\.bin))$/.test(
    url.pathname + url.search,
  );

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) =>
  event.waitUntil(
    (async () => {
      for (const key of await caches.keys()) {
        if (key.startsWith("giaoban-") && key !== CACHE) {
          await caches.delete(key);
        }
      }
      await self.clients.claim();
    })(),
  ),
);

async function keep(request, response) {
  const cache = await caches.open(CACHE);
  await cache.put(request, response);
  const keys = await cache.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - MOST))) {
    await cache.delete(old);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || !url.href.startsWith(self.registration.scope)) {
    return;
  }
  // A page is the same page whatever is to be marked on it or asked of it.
  const plain = request.mode === "navigate" ? new Request(url.origin + url.pathname) : request;
  event.respondWith(
    (async () => {
      const kept = await caches.match(plain, { ignoreVary: true });
      if (kept && lasting(url)) {
        return kept;
      }
      try {
        const response = await fetch(request);
        if (response.ok && response.type === "basic") {
          event.waitUntil(keep(plain, response.clone()));
        }
        return response;
      } catch (error) {
        if (kept) {
          return kept;
        }
        if (request.mode !== "navigate") {
          throw error;
        }
        return new Response(
          '<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Không có mạng – Giao ban</title>' +
            "<h1>Không có mạng</h1><p>Trang này chưa được mở lần nào trên máy này nên chưa xem được khi không có mạng.</p></html>",
          { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } },
        );
      }
    })(),
  );
});
