// The preview's page: it is loaded anew when it looks otherwise, says when the preview has stopped, and follows the reader to an item.
(() => {
  const strip = document.querySelector(".xt-strip");
  const state = strip.querySelector(".xt-state");
  const said = state.innerHTML;
  const news = `${strip.dataset.news}?${encodeURIComponent(location.pathname)}`;
  const PATIENCE = 1500; // ms without an answer until it is said that there is none
  let source;
  let timer;

  const stopped = () => {
    strip.classList.add("xt-stopped");
    state.textContent = "Bản xem thử đã dừng: trang này không tự mới nữa. Chạy lại giaoban serve để xem tiếp.";
  };
  const lives = () => {
    clearTimeout(timer);
    timer = undefined;
    if (strip.classList.contains("xt-stopped")) {
      strip.classList.remove("xt-stopped");
      state.innerHTML = said;
    }
  };
  const listen = () => {
    source = new EventSource(news);
    source.onopen = lives;
    source.onmessage = (event) => {
      if (event.data !== strip.dataset.look) {
        location.reload();
      }
    };
    source.onerror = () => {
      timer ??= setTimeout(stopped, PATIENCE);
      // A browser that was refused does not ask again by itself.
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(() => {
          if (!document.hidden) {
            listen();
          }
        }, PATIENCE);
      }
    };
  };
  // A tab in the background lets go: a browser opens only six connections to one host.
  const turn = () => {
    source?.close();
    if (!document.hidden) {
      listen();
    }
  };
  document.addEventListener("visibilitychange", turn);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      turn();
    }
  });
  turn();

  // The link of the file leads to the line of the item that the address names.
  const items = JSON.parse(strip.dataset.items);
  const file = strip.querySelector(".xt-file a");
  if (file) {
    const [whole, name] = [file.href, file.textContent];
    const follow = () => {
      const at = items[location.hash.slice(1)];
      file.href = at ?? whole;
      file.textContent = at ? name.replace(/\d+$/, at.match(/\d+$/)[0]) : name;
    };
    addEventListener("hashchange", follow);
    follow();
  }

  // A worker that an earlier site at this address left would go on showing what it kept. The site's own script registers one when
  // all has loaded, which would bring back the one that is about to go.
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register = () => Promise.reject(new Error("no worker in the preview"));
  }
  navigator.serviceWorker
    ?.getRegistrations()
    .then(async (found) => {
      const gone = await Promise.all(found.map((one) => one.unregister()));
      for (const key of await caches.keys()) {
        if (key.startsWith("giaoban-")) {
          await caches.delete(key);
        }
      }
      if (gone.some(Boolean) && navigator.serviceWorker.controller) {
        location.reload();
      }
    })
    .catch(() => {
      /* where there are none, none is left */
    });
})();
