// Comforts; every page is whole without them: the colour scheme; copying and search, once they are asked for.
(() => {
  const SCHEME_KEY = "giaoban-scheme";
  const SCHEME_NAMES = { "": "theo máy", default: "sáng", slate: "tối" };
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  const base = here.replace(/assets\/v\/\w+\/archive\.js.*$/, "");

  chooseScheme();
  offerCopying();
  closeMenu();
  offerSearch();
  keepPages();

  function chooseScheme() {
    const root = document.documentElement;
    const button = document.querySelector("button.scheme");
    if (!(button instanceof HTMLButtonElement)) {
      return;
    }
    const chosen = () => root.getAttribute("data-md-color-scheme") || "";
    const label = button.querySelector("span");
    const show = () => {
      label.textContent = SCHEME_NAMES[chosen()];
    };
    button.addEventListener("click", () => {
      const order = Object.keys(SCHEME_NAMES);
      const next = order[(order.indexOf(chosen()) + 1) % order.length];
      if (next) {
        root.setAttribute("data-md-color-scheme", next);
      } else {
        root.removeAttribute("data-md-color-scheme");
      }
      remember(next);
      show();
    });
    show();
    button.hidden = false;
  }

  function remember(scheme) {
    try {
      if (scheme) {
        localStorage.setItem(SCHEME_KEY, scheme);
      } else {
        localStorage.removeItem(SCHEME_KEY);
      }
    } catch {
      // Storage may be denied: the scheme is applied all the same.
    }
  }

  // What is copied, and how, is fetched when a reader asks for it. Without that, the anchor of an item is its link, citations stand
  // in the page, and the link to the markup of a timeline leads to where it is explained.
  function offerCopying() {
    const press = (link, copy, otherwise) => {
      link.setAttribute("role", "button");
      link.addEventListener("click", (event) => {
        if (!(event.ctrlKey || event.metaKey || event.shiftKey)) {
          event.preventDefault();
          load("copy.js").then(copy).catch(otherwise);
        }
      });
      link.addEventListener("keydown", (event) => {
        if (event.key === " ") {
          event.preventDefault();
          link.click();
        }
      });
    };
    const anchors = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.anchor"));
    for (const anchor of anchors) {
      anchor.setAttribute("aria-label", anchor.getAttribute("aria-label").replace("Liên kết tới", "Sao chép"));
      anchor.setAttribute("aria-expanded", "false");
      press(
        anchor,
        (module) => module.offer(anchor),
        () => {
          location.hash = anchor.hash;
        },
      );
    }
    const embed = document.querySelector("a.embed");
    if (embed instanceof HTMLAnchorElement) {
      press(
        embed,
        (module) => module.embed(embed),
        () => {
          location.href = embed.href;
        },
      );
    }
    const forms = document.querySelector(".cite details");
    forms?.addEventListener("toggle", () => load("copy.js").then((module) => module.prepareCitations()), {
      once: true,
    });
  }

  function closeMenu() {
    const menu = document.querySelector("details.menu");
    if (!(menu instanceof HTMLDetailsElement)) {
      return;
    }
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
  }

  // Search is fetched when a reader turns to it, and not before.
  function offerSearch() {
    const box = document.getElementById("tim");
    if (box instanceof HTMLInputElement) {
      const begin = () => {
        const head = askForHead();
        load("find.js").then((module) => module.box(box, base, head));
      };
      box.addEventListener("focus", begin, { once: true });
      if (document.activeElement === box) {
        begin();
      }
      document.addEventListener("keydown", (event) => {
        const isTyping =
          event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
        if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
          event.preventDefault();
          box.focus();
          box.select();
        }
      });
    }
    const page = document.getElementById("tim-kiem");
    if (page) {
      const head = askForHead();
      // Both at once: the page's own module imports the engine's.
      load("find.js");
      load("search-page.js").then((module) => module.page(page, base, head));
    }
    const words = new URLSearchParams(location.search).get("dau");
    if (words) {
      load("mark.js").then((module) => module.mark(words));
    }
  }

  // A tab may be older than what is published by now, and a plain host has no files of earlier publications: then those of
  // the present one are loaded.
  async function load(file) {
    try {
      return await import(new URL(file, here).href);
    } catch (error) {
      const version = (await (await fetch(`${base}assets/version.txt`, { cache: "no-cache" })).text()).trim();
      if (!/^[0-9a-f]{8}$/.test(version)) {
        throw error;
      }
      return import(`${base}assets/v/${version}/${file}`);
    }
  }

  // The head of the index is asked for at the same time as the engine that reads it.
  function askForHead() {
    const head = fetch(`${base}tim/dau.bin`, { cache: "no-cache" });
    head.catch(() => {});
    return head;
  }

  // What has been seen can be seen again without a network.
  function keepPages() {
    if ("serviceWorker" in navigator && /^(https:|http:\/\/(localhost|127\.0\.0\.1)([:/]|$))/.test(base)) {
      addEventListener("load", () => {
        navigator.serviceWorker.register(`${base}sw.js`).catch(() => {});
      });
    }
  }
})();
