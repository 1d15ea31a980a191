// The search box in the header, and how a result is shown wherever it is.
import { ENTITIES } from "./constants.js";
import { Engine } from "./engine.js";
import { spans } from "./locate.js";
import { tokens } from "./tokens.js";

export const BOX = 6;
// About how high a result is: that of a meeting, with its text, and that of any other page. On a narrow screen more lines are needed.
const HEIGHTS = [138, 92];
const NARROW_HEIGHTS = [175, 108];
const NARROW = 480;
// As high as the box is at most (`.panel` in archive.css), and its last line, which is always in sight.
const boxHeight = () => Math.min(544, innerHeight * 0.75);
const LAST_LINE = 37;
const LOOK_MILLISECONDS = 60_000;
let opening = null;
let looked = 0;

// The engine on the index that is published now. `asked`: the head of the index, where somebody has asked for it already.
// A tab may stay open while another index is published: its head is asked for again when it was not for a while, and
// whenever a file was not there (`again`). Without an answer the tab goes on with what it has.
export function engine(base, asked, again = false) {
  if (opening && (again || Date.now() - looked > LOOK_MILLISECONDS)) {
    const before = opening;
    looked = Date.now();
    opening = before.then((open) => renewed(open, base).catch(() => open));
  } else if (!opening) {
    looked = Date.now();
    opening = Engine.open(base, asked).catch(async (error) => {
      const Newer = await newer(base);
      if (!Newer) {
        throw error;
      }
      return Newer.open(base);
    });
  }
  opening.catch(() => {
    opening = null;
  });
  return opening;
}

// The engine on the index that is published now: the same where nothing else was published.
async function renewed(open, base) {
  const Newer = await newer(base);
  return Newer ? Newer.open(base) : open.renewed();
}

// The engine that is published now, where it is not this one.
async function newer(base) {
  const version = (await (await fetch(`${base}assets/version.txt`, { cache: "no-cache" })).text()).trim();
  if (!/^[0-9a-f]{8}$/.test(version) || import.meta.url.includes(`/v/${version}/`)) {
    return null;
  }
  return (await import(`${base}assets/v/${version}/find.js`)).Engine;
}

// What `work` makes of the engine; made anew on the index that is published now where the one before lacks a file.
export async function searched(base, work) {
  const open = await engine(base);
  try {
    return await work(open);
  } catch (error) {
    const now = await engine(base, null, true);
    if (now === open) {
      throw error;
    }
    return work(now);
  }
}

export const el = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) {
      node.setAttribute(key, value);
    }
  }
  node.append(...children);
  return node;
};

// A text cut around its first dense match, with the matches marked.
export function excerpt(text, meant, most = 190) {
  text = text.normalize("NFC");
  const found = spans(text, meant);
  let start = 0;
  let end = text.length;
  if (text.length > most) {
    let best = 0;
    let reached = -1;
    found.forEach(([from], i) => {
      let marked = 0;
      for (let j = i; j < found.length && found[j][1] <= from + most - 50; j++) {
        marked += found[j][1] - found[j][0];
      }
      if (marked > reached) {
        reached = marked;
        best = from;
      }
    });
    start = Math.max(0, Math.min(best - 40, text.length - most));
    if (start) {
      start = text.indexOf(" ", start) + 1;
    }
    end = Math.min(text.length, start + most);
    if (end < text.length) {
      end = Math.max(start, text.lastIndexOf(" ", end));
    }
  }
  const made = [];
  let at = start;
  for (const [from, to] of found) {
    if (to <= start || from >= end) {
      continue;
    }
    made.push(text.slice(at, Math.max(from, at)), el("mark", {}, text.slice(Math.max(from, at), Math.min(to, end))));
    at = Math.min(to, end);
  }
  made.push(text.slice(at, end));
  return [start ? "… " : "", ...made, end < text.length ? " …" : ""].filter((piece) => piece !== "");
}

// Where a result leads: the exact item, with the words to mark there.
export function href(base, hit, meant) {
  const words = new Set();
  for (const text of [hit.title, hit.text]) {
    for (const [from, to] of spans(text, meant)) {
      for (const t of tokens(text.normalize("NFC").slice(from, to))) {
        words.add(t.text);
      }
    }
  }
  const marked = words.size ? `?dau=${encodeURIComponent([...words].slice(0, 12).join(" "))}` : "";
  return `${base}${hit.address}${marked}${hit.anchor ? `#${hit.anchor}` : ""}`;
}

const place = (hit) =>
  hit.anchor && /^[a-z]{1,2}\d+$/.test(hit.anchor)
    ? `${{ r: "Kết quả", h: "Hạn chế", t: "Nhiệm vụ", f: "Số liệu" }[hit.anchor[0]]} ${hit.anchor.slice(1)}`
    : "";

// How many of some answers, one at least, fill so many pixels. Each costs a request: those out of sight can wait.
export function inSight(ranked, pixels, most) {
  const heights = innerWidth < NARROW ? NARROW_HEIGHTS : HEIGHTS;
  let count = 0;
  for (let filled = 0; count < most && (filled < pixels || !count) && count < ranked.length; count++) {
    filled += heights[ranked[count][0] < ENTITIES ? 0 : 1];
  }
  return count;
}

// What is shown of a result: its title, what stands under it, and its text around what was found.
export function lines(hit, meant) {
  const title = el("span", { class: "t" }, ...excerpt(hit.title, meant, 400));
  const detail = el("span", { class: "d" }, [hit.detail, place(hit)].filter(Boolean).join(" · "));
  const parts = [title, detail];
  if (hit.text && hit.text !== hit.title) {
    parts.push(el("span", { class: "x" }, ...excerpt(hit.text, meant)));
  }
  return parts;
}

// ---- the box in the header (ARIA 1.2 combobox with a list) ------------------------------------------------------------
export function box(input, base, asked) {
  const form = input.form;
  const list = el("ul", { id: "tim-goi-y", role: "listbox", "aria-label": "Kết quả tìm", class: "hits" });
  const status = el("p", { class: "sr", role: "status" });
  const panel = el("div", { class: "panel", hidden: "" }, list);
  form.append(panel, status);
  for (const [key, value] of Object.entries({
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": "tim-goi-y",
    "aria-autocomplete": "list",
  })) {
    input.setAttribute(key, value);
  }
  let turn = 0;
  let active = -1;
  let shown = null;
  let rest = null;

  const options = () => [...list.children];
  const open = (yes) => {
    panel.hidden = !yes;
    input.setAttribute("aria-expanded", String(yes));
    if (!yes) {
      choose(-1);
    }
  };
  const choose = (at) => {
    active = at;
    for (const [i, option] of options().entries()) {
      option.setAttribute("aria-selected", String(i === at));
    }
    if (at < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", options()[at].id);
      options()[at].scrollIntoView({ block: "nearest" });
    }
  };
  const option = (id, to, ...children) => {
    const node = el("li", { id, role: "option", "aria-selected": "false" }, ...children);
    node.dataset.to = to;
    return node;
  };

  // What is not in sight is fetched when a reader turns to the list, or where there is room for one more.
  function grow(isAsked = false) {
    if (rest && (isAsked || (!panel.hidden && boxHeight() - panel.scrollHeight > HEIGHTS[1]))) {
      // Where it is not there any more, the line that leads to all results still is.
      rest().catch(() => {});
      rest = null;
    }
  }

  async function ask() {
    const query = input.value;
    const mine = ++turn;
    if (!query.trim()) {
      open(false);
      shown = null;
      status.textContent = "";
      return;
    }
    if (query === shown) {
      open(true);
      return;
    }
    try {
      const { search, answer, first, found, next } = await searched(base, async (search) => {
        const answer = await search.answer(query);
        const first = inSight(answer.ranked, boxHeight() - LAST_LINE, BOX);
        return { search, answer, first, ...(mine === turn ? await search.hits(answer, first) : {}) };
      });
      if (mine !== turn) {
        return;
      }
      shown = query;
      const all = `${base}tim/?q=${encodeURIComponent(query)}`;
      const row = (hit, i) => option(`tim-${i}`, href(base, hit, answer.meant), ...lines(hit, answer.meant));
      const rows = found.map(row);
      const say = (count) => {
        status.textContent = count ? `${answer.ranked.length} kết quả, đang hiện ${count}` : "Không có kết quả";
      };
      const isMore = found.length === first && first < BOX && next < answer.ranked.length;
      rest =
        isMore &&
        (async () => {
          const more = await search.hits(answer, BOX - first, next);
          if (mine === turn) {
            const chosen = options()[active];
            list.lastChild.before(...more.found.map((hit, i) => row(hit, first + i)));
            active = options().indexOf(chosen);
            say(first + more.found.length);
          }
        });
      if (!found.length) {
        rows.push(
          option(
            "tim-0",
            all,
            el(
              "span",
              { class: "t" },
              answer.missing.length
                ? `Văn bản “${answer.missing[0]}” không có trong kho. Mở trang tìm để xem các danh sách.`
                : answer.better
                  ? `Không thấy. Có phải “${answer.better}”?`
                  : "Không thấy gì khớp. Mở trang tìm để xem các danh sách.",
            ),
          ),
        );
      } else {
        rows.push(option("tim-all", all, el("span", { class: "d" }, `Xem tất cả ${answer.ranked.length} kết quả`)));
      }
      list.replaceChildren(...rows);
      active = -1;
      input.removeAttribute("aria-activedescendant");
      open(document.activeElement === input);
      say(found.length);
      grow();
    } catch {
      if (mine !== turn) {
        return;
      }
      list.replaceChildren(
        option(
          "tim-0",
          `${base}tim/`,
          el("span", { class: "t" }, "Chưa tải được chỉ mục. Xem các danh sách thay cho tìm kiếm."),
        ),
      );
      open(true);
    }
  }

  input.addEventListener("input", ask);
  input.addEventListener("focus", () => {
    engine(base).catch(() => {});
    if (input.value.trim()) {
      ask();
    }
  });
  input.addEventListener("blur", () => open(false));
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "Escape") {
      if (!panel.hidden) {
        open(false);
        event.preventDefault();
      } else {
        input.value = "";
      }
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      if (panel.hidden) {
        open(true);
      }
      grow(true);
      choose(event.key === "ArrowDown" ? (active + 1) % count : active <= 0 ? count - 1 : active - 1);
    } else if (event.key === "Enter" && active >= 0 && !panel.hidden) {
      event.preventDefault();
      location.href = options()[active].dataset.to;
    }
  });
  panel.addEventListener("scroll", () => grow(true), { passive: true });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[data-to]");
    if (row) {
      location.href = row.dataset.to;
    }
  });
  engine(base, asked).catch(() => {});
  if (input.value.trim()) {
    ask();
  }
}
