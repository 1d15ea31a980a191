// The filter of a timeline: by year, kind, level and part, with the choice kept in the address. Without it the list is whole.
//
// Meetings that stand on pages of their own have a link in the list, which tells what they are. Where a choice may find
// something among them, their page is fetched, and its entries are shown in place of the link for as long as the choice stands.
(() => {
  /** @type {HTMLFormElement} */
  const form = document.querySelector("form.filter");
  const list = document.querySelector("ol.timeline");
  if (!form || !list || !window.URLSearchParams) {
    return;
  }

  const AT_ONCE = 3;
  const groups = /** @type {HTMLElement[]} */ ([...list.children]);
  const selects = [...form.querySelectorAll("select")];
  const status = form.querySelector("[role=status]");
  const reset = form.querySelector("button");
  const all = count();
  // Links to fetch: which of them were asked for, and what became of it ("asked", "here", "failed").
  const states = new Map();
  let asked = 0;

  function count() {
    let meetings = 0;
    for (const entry of entriesOf(list, ".entry:not(.event)")) {
      meetings += entry.classList.contains("moved") ? Number(entry.dataset.so) : 1;
    }
    return meetings;
  }

  /** @returns {HTMLElement[]} */
  function entriesOf(element, selector = ".entry") {
    return [...element.querySelectorAll(selector)];
  }

  function isChosen() {
    return selects.some((select) => select.value);
  }

  // Whether an entry is among what was chosen; of a link, whether anything behind it may be.
  function fits(entry, group) {
    return selects.every((select) => {
      if (!select.value) {
        return true;
      }
      if (select.name === "nam") {
        return group.id === `nam-${select.value}`;
      }
      const values = (entry.getAttribute(`data-${select.name}`) || "").split(" ");
      return values.includes(select.value);
    });
  }

  function show() {
    const chosen = isChosen();
    let shown = 0;
    for (const group of groups) {
      let left = 0;
      for (const entry of entriesOf(group)) {
        const fitting = fits(entry, group);
        const isLink = entry.classList.contains("moved");
        if (isLink) {
          entry.hidden = chosen ? !fitting || states.get(entry) === "here" : "guest" in entry.dataset;
        } else {
          entry.hidden = chosen ? !fitting : "guest" in entry.dataset;
        }
        if (entry.hidden) {
          continue;
        }
        left += 1;
        if (!isLink && !entry.classList.contains("event")) {
          shown += 1;
        }
      }
      group.hidden = chosen && !left;
    }
    reset.hidden = !chosen;
    status.textContent = chosen ? `${shown} trong ${all} cuộc họp${remark()}` : "";
  }

  // What is still to come, and what could not be had; its link stands in the list.
  function remark() {
    const wanted = links();
    if (wanted.some((link) => states.get(link) === "asked")) {
      return ", đang tìm ở các trang khác…";
    }
    const failed = wanted.filter((link) => states.get(link) === "failed").length;
    return failed ? `; chưa tải được ${failed} trang, xin mở từ danh sách` : "";
  }

  // The links behind which there may be something, the newest first.
  function links() {
    const found = groups.flatMap((group) => [...group.querySelectorAll(".moved")].filter((link) => fits(link, group)));
    return found.reverse();
  }

  function look() {
    if (!isChosen()) {
      return;
    }
    for (const link of links()) {
      if (asked >= AT_ONCE) {
        break;
      }
      if (!states.has(link)) {
        bring(link);
      }
    }
    show();
  }

  async function bring(link) {
    states.set(link, "asked");
    asked += 1;
    try {
      const address = link.querySelector("a").href;
      const response = await fetch(address);
      if (!response.ok) {
        throw new Error(response.statusText);
      }
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const entries = [...page.querySelectorAll("ol.timeline > li > ol > .entry")];
      link.after(...entries.map((entry) => guest(entry, address)));
      states.set(link, "here");
    } catch {
      states.set(link, "failed");
    }
    asked -= 1;
    look();
  }

  // An entry of another page: its links lead on from there, and its anchors stay there.
  function guest(entry, address) {
    const copy = document.importNode(entry, true);
    for (const link of copy.querySelectorAll("a[href]")) {
      link.href = new URL(link.getAttribute("href"), address);
    }
    for (const anchor of [copy, ...copy.querySelectorAll("[id]")]) {
      anchor.removeAttribute("id");
    }
    copy.dataset.guest = "";
    return copy;
  }

  function keep() {
    const query = new URLSearchParams(location.search);
    for (const select of selects) {
      if (select.value) {
        query.set(select.name, select.value);
      } else {
        query.delete(select.name);
      }
    }
    const text = query.toString();
    history.replaceState(null, "", location.pathname + (text ? `?${text}` : "") + location.hash);
  }

  function read() {
    const query = new URLSearchParams(location.search);
    for (const select of selects) {
      select.value = query.get(select.name) || "";
      if (select.selectedIndex < 0) {
        select.value = "";
      }
    }
    choose();
  }

  // What could not be had before may be there now.
  function choose() {
    for (const [link, state] of states) {
      if (state === "failed") {
        states.delete(link);
      }
    }
    show();
    look();
  }

  function clear() {
    for (const select of selects) {
      select.value = "";
    }
    choose();
    keep();
  }

  // What a link of the page points at must be there to be seen.
  function follow() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !list.contains(target) || target.offsetParent) {
      return;
    }
    clear();
    target.scrollIntoView();
  }

  form.addEventListener("change", () => {
    choose();
    keep();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    clear();
    selects[0].focus();
  });
  addEventListener("popstate", read);
  addEventListener("hashchange", follow);
  form.hidden = false;
  read();
  follow();
})();
