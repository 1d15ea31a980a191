// The search page, at the address tim/.
import {
  ADDRESS_FIELDS,
  ADDRESS_TITLES,
  BOX,
  ENTITIES,
  el,
  engine,
  FACETS,
  href,
  inSight,
  KIND_NAMES,
  KIND_WORDS,
  LEVEL_NAMES,
  LEVEL_WORDS,
  lines,
  parse,
  searched,
} from "./find.js";

const PAGE = 10;
// What may stand in the address beside the query: its field, and how it is called.
const FIELDS = { nam: "year", loai: "kind", cap: "level", ...ADDRESS_FIELDS, tu: "from", den: "to" };
const TITLES = { nam: "Năm", loai: "Loại", cap: "Cấp", ...ADDRESS_TITLES, tu: "Từ ngày", den: "Đến ngày" };
const swapped = (words) => Object.fromEntries(Object.entries(words).map(([word, code]) => [code, word]));
const WORDS = { kind: swapped(KIND_WORDS), level: swapped(LEVEL_WORDS) };

export function page(root, base, asked) {
  const form = root.querySelector("form");
  const input = form.elements.q;
  const results = root.querySelector(".hits");
  const status = root.querySelector("[role=status]");
  const chips = root.querySelector(".chips");
  const facets = root.querySelector(".facets");
  const more = root.querySelector("button.more");
  const help = root.querySelector(".help");
  const labels = new Map();
  let state = new URLSearchParams(location.search);
  let turn = 0;
  let now = null;
  let typing = false;
  root.classList.add("live");

  const conditions = () =>
    Object.entries(FIELDS).flatMap(([name, field]) =>
      state.get(name) ? [{ field, value: WORDS[field]?.[state.get(name)] || state.get(name), quoted: true }] : [],
    );
  const address = (next) => `${base}tim/${next.size ? `?${next}` : ""}`;
  const changed = (name, value) => {
    const next = new URLSearchParams(state);
    if (value) {
      next.set(name, value);
    } else {
      next.delete(name);
    }
    return next;
  };
  const go = (next, replace) => {
    state = next;
    history[replace ? "replaceState" : "pushState"](null, "", address(next));
    draw();
  };

  function read() {
    input.value = state.get("q") || "";
    for (const name of ["tu", "den", "xep"]) {
      form.elements[name].value = state.get(name) || "";
    }
  }

  async function draw() {
    const mine = ++turn;
    const query = state.get("q") || "";
    const most = typing ? BOX : PAGE;
    document.title = query ? `${query} – Tìm kiếm – Giao ban` : "Tìm kiếm – Giao ban";
    chips.replaceChildren(
      ...Object.keys(FIELDS)
        .filter((name) => state.get(name))
        .map((name) => {
          const value = state.get(name);
          const label = labels.get(`${name} ${value}`) || { ...KIND_NAMES, ...LEVEL_NAMES }[value] || value;
          return el(
            "li",
            {},
            el(
              "a",
              {
                href: address(changed(name, null)),
                "data-filter": name,
                "aria-label": `Bỏ điều kiện ${TITLES[name]}: ${label}`,
              },
              `${TITLES[name]}: ${label} ×`,
            ),
          );
        }),
    );
    if (!query.trim() && !conditions().length) {
      now = null;
      results.replaceChildren();
      results.removeAttribute("aria-busy");
      facets.hidden = more.hidden = true;
      help.hidden = false;
      status.textContent = "";
      return;
    }
    results.setAttribute("aria-busy", "true");
    try {
      await searched(base, async (search) => {
        const answer = await search.answer(query, conditions());
        const way = state.get("xep");
        if (way) {
          const isEntity = (number) => (number < ENTITIES ? 0 : 1);
          answer.ranked.sort((a, b) => isEntity(a[0]) - isEntity(b[0]) || (way === "cu" ? a[0] - b[0] : b[0] - a[0]));
        }
        // What is in sight is drawn before the rest is asked for.
        const first = inSight(answer.ranked, innerHeight - results.getBoundingClientRect().top, most);
        const { found, next } = mine === turn ? await search.hits(answer, first) : {};
        if (mine !== turn) {
          return;
        }
        now = { turn: mine, search, answer, next };
        results.replaceChildren(...found.map((hit) => row(hit, answer)));
        more.hidden = true;
        help.hidden = found.length > 0;
        say(answer, found.length);
        tally(search, answer);
        await extend(found.length === first ? most - first : 0);
      });
    } catch {
      if (mine !== turn) {
        return;
      }
      if (now?.turn === mine) {
        more.hidden = false;
      } else {
        status.textContent =
          "Chưa tải được chỉ mục tìm kiếm. Hãy kiểm tra mạng rồi thử lại, hoặc xem các danh sách bên dưới.";
        help.hidden = false;
      }
    }
    if (mine === turn) {
      results.removeAttribute("aria-busy");
    }
  }

  // So many more results of the answer that is shown.
  async function extend(count) {
    const { search, answer, next } = now;
    const again =
      count > 0 && next < answer.ranked.length ? await search.hits(answer, count, next) : { found: [], next };
    if (now && now.answer === answer) {
      now.next = again.next;
      results.append(...again.found.map((hit) => row(hit, answer)));
      more.hidden = again.next >= answer.ranked.length;
    }
  }

  const row = (hit, answer) =>
    el("li", {}, el("a", { href: href(base, hit, answer.meant) }, ...lines(hit, answer.meant)));

  function say(answer, count) {
    const about = answer.isEstimate ? "Khoảng " : "";
    const pieces = [count ? `${about}${answer.ranked.length} kết quả.` : "Không có kết quả."];
    if (answer.better) {
      pieces.push(
        " Có phải bạn muốn tìm ",
        el("a", { href: address(changed("q", answer.better)), "data-q": answer.better }, answer.better),
        "?",
      );
    }
    for (const name of answer.missing) {
      pieces.push(
        ` Văn bản “${name}” không có trong kho; xem `,
        el("a", { href: `${base}van-ban/` }, "các văn bản có ở đây"),
        ".",
      );
    }
    for (const condition of answer.unknown) {
      pieces.push(` Không nhận ra “${condition.value}”, nên tìm như từ thường.`);
    }
    if (!count && !answer.missing.length) {
      pieces.push(
        conditions().length
          ? " Thử bỏ bớt điều kiện lọc."
          : parse(input.value).phrases.length
            ? " Thử bỏ dấu ngoặc kép."
            : " Kho không có gì về điều này. Thử ít chữ hơn, hoặc đi theo các danh sách dưới đây.",
      );
    }
    status.replaceChildren(...pieces);
  }

  function group(name, title, rows, open) {
    const links = rows.map(([value, label, count]) => {
      labels.set(`${name} ${value}`, label);
      return el(
        "li",
        {},
        el(
          "a",
          {
            href: address(changed(name, value)),
            "data-name": name,
            "data-value": value,
            "aria-current": state.get(name) === value ? "true" : null,
          },
          label,
        ),
        " ",
        el("span", {}, String(count)),
      );
    });
    return el(
      "details",
      { open: open ? "" : null, "data-group": name },
      el("summary", {}, title),
      el("ul", {}, ...links),
    );
  }

  function tally(search, answer) {
    const counts = search.index.tally(answer.ranked);
    const kept = new Set([...facets.querySelectorAll("details[open]")].map((d) => d.dataset.group));
    const sorted = (map, order) => [...map].sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]));
    const wide = matchMedia("(min-width: 62rem)").matches;
    const made = [
      group(
        "loai",
        "Loại",
        sorted(counts.kind, Object.keys(KIND_NAMES))
          .filter(([k]) => WORDS.kind[k])
          .map(([k, n]) => [k, KIND_NAMES[k], n]),
        wide || kept.has("loai"),
      ),
      group(
        "cap",
        "Cấp",
        sorted(counts.level, Object.keys(LEVEL_NAMES)).map(([k, n]) => [k, LEVEL_NAMES[k], n]),
        wide || kept.has("cap"),
      ),
      group(
        "nam",
        "Năm",
        [...counts.year].sort((a, b) => b[0] - a[0]).map(([y, n]) => [String(y), String(y), n]),
        wide || kept.has("nam"),
      ),
    ];
    FACETS.forEach((name, at) => {
      const details = group(name, TITLES[name], [], kept.has(name));
      // Where the list is not there any more, another index may be published by now.
      const anew = async () => {
        const present = await engine(base, null, true).catch(() => search);
        if (present !== search && now && now.answer === answer) {
          draw();
        }
      };
      const fill = async () => {
        const rows = (await search.index.facet(at, answer.ranked)).slice(0, 40).map((f) => [f.id, f.label, f.count]);
        if (now && now.answer === answer) {
          details.replaceChildren(...group(name, TITLES[name], rows, true).children);
        }
      };
      // These lists are larger than the answer itself: they are fetched when a reader opens them.
      details.addEventListener("toggle", () => {
        if (details.open && !details.querySelector("li")) {
          fill().catch(anew);
        }
      });
      if (details.open) {
        fill().catch(anew);
      }
      made.push(details);
    });
    facets.replaceChildren(...made);
    facets.hidden = false;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    typing = false;
    let next = state;
    for (const name of ["q", "tu", "den", "xep"]) {
      state = changed(name, form.elements[name].value.trim());
    }
    next = state;
    go(next);
  });
  input.addEventListener("input", () => {
    typing = true;
    go(changed("q", input.value), true);
  });
  form.elements.xep.addEventListener("change", () => go(changed("xep", form.elements.xep.value)));
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-filter], a[data-name], a[data-q]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) {
      return;
    }
    event.preventDefault();
    typing = false;
    if (link.dataset.filter) {
      go(changed(link.dataset.filter, null));
    } else if (link.dataset.q) {
      go(changed("q", link.dataset.q));
    } else {
      go(changed(link.dataset.name, state.get(link.dataset.name) === link.dataset.value ? null : link.dataset.value));
    }
    read();
  });
  more.addEventListener("click", async () => {
    const before = results.children.length;
    try {
      await extend(PAGE);
    } catch {
      draw(); // Another index is published by now: what it answers is shown from the beginning.
      return;
    }
    if (results.children[before]) {
      results.children[before].querySelector("a").focus();
    }
  });
  addEventListener("popstate", () => {
    state = new URLSearchParams(location.search);
    read();
    draw();
  });
  read();
  engine(base, asked).catch(() => {});
  draw();
}
