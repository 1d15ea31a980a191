// Comforts; every page is whole without them: the colour scheme, copying the link of an item, and search once it is asked for.
(function () {
  "use strict";
  var root = document.documentElement;
  var names = { "": "theo máy", default: "sáng", slate: "tối" };
  var order = ["", "default", "slate"];
  var key = "giaoban-scheme";

  var button = document.querySelector("button.scheme");
  if (button) {
    var word = button.querySelector("span");
    var show = function () { word.textContent = names[root.getAttribute("data-md-color-scheme") || ""]; };
    button.addEventListener("click", function () {
      var next = order[(order.indexOf(root.getAttribute("data-md-color-scheme") || "") + 1) % order.length];
      if (next) root.setAttribute("data-md-color-scheme", next);
      else root.removeAttribute("data-md-color-scheme");
      try {
        if (next) localStorage.setItem(key, next);
        else localStorage.removeItem(key);
      } catch (error) { /* not remembered, still applied */ }
      show();
    });
    show();
    button.hidden = false;
  }

  var said = document.createElement("p");
  said.className = "said";
  said.setAttribute("role", "status");
  document.body.appendChild(said);
  var timer;
  document.addEventListener("click", function (event) {
    var anchor = event.target.closest && event.target.closest("a.anchor");
    if (!anchor || !navigator.clipboard) return;
    navigator.clipboard.writeText(anchor.href).then(function () {
      said.textContent = "Đã chép liên kết";
      clearTimeout(timer);
      timer = setTimeout(function () { said.textContent = ""; }, 2500);
    }, function () { /* the address bar has the link all the same */ });
  });

  var menu = document.querySelector("details.menu");
  if (menu) menu.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  // Search is fetched when a reader turns to it, and not before.
  var base = document.currentScript.src.replace(/assets\/archive\.js.*$/, "");
  var find = function (file) { return import(base + "assets/" + file); };
  // The head of the index is asked for at the same time as the engine that reads it.
  var head = function () { var asked = fetch(base + "tim/dau.bin", { cache: "no-cache" }); asked.catch(function () {}); return asked; };
  var box = document.getElementById("tim");
  if (box) {
    var begin = function () { var asked = head(); find("find.js").then(function (m) { m.box(box, base, asked); }); };
    box.addEventListener("focus", begin, { once: true });
    if (document.activeElement === box) begin();
    document.addEventListener("keydown", function (event) {
      var typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); box.focus(); box.select(); }
    });
  }
  var live = document.getElementById("tim-kiem");
  if (live) {
    var first = head();
    // Both at once: the page's own module imports the engine's.
    find("find.js");
    find("tim.js").then(function (m) { m.page(live, base, first); });
  }
  var words = new URLSearchParams(location.search).get("dau");
  if (words) find("mark.js").then(function (m) { m.mark(words); });

  // What has been seen can be seen again without a network.
  if ("serviceWorker" in navigator && /^(https:|http:\/\/(localhost|127\.0\.0\.1)([:/]|$))/.test(base))
    addEventListener("load", function () { navigator.serviceWorker.register(base + "sw.js").catch(function () { /* no harm */ }); });
})();
