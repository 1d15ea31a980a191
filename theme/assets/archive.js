// Two comforts; every page is whole without them: the colour scheme button, and copying the link of an item.
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
})();
