// The filter of a timeline: by year, kind, level and part, with the choice kept in the address. Without it the list is whole.
(function () {
  "use strict";
  var form = document.querySelector("form.filter");
  var list = document.querySelector("ol.timeline");
  if (!form || !list || !window.URLSearchParams) return;
  var groups = [].slice.call(list.children);
  var selects = [].slice.call(form.querySelectorAll("select"));
  var said = form.querySelector("[role=status]");
  var reset = form.querySelector("button");

  function fits(entry, group) {
    return selects.every(function (select) {
      if (!select.value) return true;
      if (select.name === "nam") return group.id === "nam-" + select.value;
      return (" " + (entry.getAttribute("data-" + select.name) || "") + " ").indexOf(" " + select.value + " ") >= 0;
    });
  }
  function show() {
    var shown = 0, all = 0;
    var chosen = selects.some(function (select) { return select.value; });
    groups.forEach(function (group) {
      var left = 0;
      [].forEach.call(group.querySelectorAll(".entry"), function (entry) {
        entry.hidden = !fits(entry, group);
        if (!entry.hidden) left++;
        if (entry.classList.contains("event")) return;
        all++;
        if (!entry.hidden) shown++;
      });
      group.hidden = chosen && !left;
    });
    reset.hidden = !chosen;
    said.textContent = chosen ? shown + " trong " + all + " cuộc họp" : "";
  }
  function keep() {
    var query = new URLSearchParams(location.search);
    selects.forEach(function (select) {
      if (select.value) query.set(select.name, select.value); else query.delete(select.name);
    });
    var text = query.toString();
    history.replaceState(null, "", location.pathname + (text ? "?" + text : "") + location.hash);
  }
  function read() {
    var query = new URLSearchParams(location.search);
    selects.forEach(function (select) {
      select.value = query.get(select.name) || "";
      if (select.selectedIndex < 0) select.value = "";
    });
    show();
  }
  // What a link of the page points at must be there to be seen.
  function follow() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !list.contains(target) || target.offsetParent) return;
    selects.forEach(function (select) { select.value = ""; });
    show(); keep(); target.scrollIntoView();
  }
  form.addEventListener("change", function () { show(); keep(); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function (event) {
    event.preventDefault();
    selects.forEach(function (select) { select.value = ""; });
    show(); keep(); selects[0].focus();
  });
  addEventListener("popstate", read);
  addEventListener("hashchange", follow);
  form.hidden = false;
  read();
  follow();
})();
