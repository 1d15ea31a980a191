// The timeline of one entity within a page of another site: the latest lines of it, ten at a time, read from the JSON twins of the
// entity's page, of the pages of its parts and of the meetings. The address says which (?dong=tinh/dong-thap), and that is all
// that is taken from it; everything is put into the page as text.
(() => {
  const STEP = 10;
  const MOST_ITEMS = 3;
  const DOUBTS = { "?": " (chưa chắc chắn)", "~": " (khoảng)", "%": " (khoảng, chưa chắc chắn)" };

  const base = /** @type {HTMLScriptElement} */ (document.currentScript).src.replace(
    /assets\/v\/\w+\/embed\.js.*$/,
    "",
  );
  const place = document.getElementById("dong");
  const labels = new Map(
    [...place.querySelectorAll("dt")].map((e) => [e.textContent, e.nextElementSibling.textContent]),
  );
  const asked = new URLSearchParams(location.search).get("dong") || "";
  const known = new RegExp(`^(?:${place.dataset.sections.replaceAll(" ", "|")})/[a-z0-9]+(?:-[a-z0-9]+)*$`);
  if (known.test(asked)) {
    show(`${asked}/`);
  }

  async function show(address) {
    try {
      const twin = await read(address);
      const rest = backwards(twin, address);
      const list = make("ol", { className: "lines" });
      const more = make("button", { type: "button", textContent: "Cũ hơn" });
      // One line beyond those that are shown, so that it is known whether there are more.
      let ahead = [];
      const add = async () => {
        more.disabled = true;
        for (let next = {}; ahead.length <= STEP && !next.done; ) {
          next = await rest.next();
          if (!next.done) {
            ahead.push(next.value);
          }
        }
        const made = await Promise.all(ahead.slice(0, STEP).map((one) => item(one)));
        ahead = ahead.slice(STEP);
        list.append(...made);
        more.disabled = false;
        more.hidden = !ahead.length;
        return made[0];
      };
      await add();
      more.addEventListener("click", async () => {
        const first = await add();
        first.tabIndex = -1;
        first.focus();
      });
      place.querySelector("h1").replaceChildren(link(address, twin.title));
      place
        .querySelector(".say")
        .replaceChildren(
          `${twin.record.timeline.meetings.toLocaleString("vi")} cuộc họp trong kho lưu trữ, mới nhất trước.`,
        );
      const foot = make("p", { className: "foot" });
      const licence = make("a", {
        href: twin.licence,
        target: "_blank",
        rel: "license noopener",
        textContent: "CC BY 4.0",
      });
      foot.append(link(address, "Cả dòng thời gian, ở kho lưu trữ Giao ban"), licence);
      place.append(list, more, foot);
      document.title = `${twin.title} – Giao ban`;
    } catch {
      place
        .querySelector(".say")
        .replaceChildren("Chưa đọc được dòng thời gian này. Xin đọc ở ", link(address, "trang của nó"), ".");
    }
  }

  async function read(address) {
    const answer = await fetch(`${base}${address}index.json`);
    if (!answer.ok) {
      throw new Error(`${answer.status}`);
    }
    return answer.json();
  }

  // The lines of a timeline from its end; those of its parts stand in twins of their own.
  async function* backwards(twin, page) {
    for (const group of [...twin.record.timeline.groups].reverse()) {
      for (const line of [...(group.lines || [])].reverse()) {
        if (line.moved) {
          yield* backwards(await read(line.moved.address), line.moved.address);
        } else {
          yield { ...line, page };
        }
      }
    }
  }

  async function item(line) {
    return line.event ? event(line.event, line.page) : meeting(line.meeting);
  }

  function event(shown, page) {
    const made = make("li", { className: "event" });
    const when = make("p", { className: "when" });
    when.append(shown.date ? time(shown.date) : "Chưa rõ ngày");
    const title = make("h2");
    title.append(...rich(shown.title, page));
    made.append(when, title);
    if (shown.text) {
      made.append(paragraph("", rich(shown.text, page)));
    }
    if (shown.source) {
      made.append(paragraph("src", rich(shown.source, page)));
    }
    return made;
  }

  async function meeting(entry) {
    const address = `${place.dataset.meetings}${entry.id}/`;
    const twin = await read(address);
    const record = twin.record;
    const made = make("li", { className: record.kind });
    const where = [labels.get(record.level), record.place].filter(Boolean).join(" · ");
    const title = make("h2");
    title.append(link(address, twin.title));
    const named = make("b", { textContent: labels.get(record.kind) });
    made.append(paragraph("when", [time(entry.date), " · ", named, ` · ${where}`]), title);
    made.append(...(entry.under || []).map((unit) => paragraph("under", [unit])));
    made.append(...said(entry, record).map((text) => paragraph("", [text])));
    const items = (entry.items || []).slice(0, MOST_ITEMS);
    if (items.length) {
      made.append(points(items, entry.items_in_all - items.length, address, record));
    }
    const read_at = (entry.sources || [])
      .map((id) => record.sources.find((source) => source.id === id))
      .filter(Boolean);
    if (read_at.length) {
      const links = read_at.flatMap((source, i) => [i ? ", " : "Nguồn: ", origin(source, address)]);
      made.append(paragraph("src", links));
    }
    return made;
  }

  // What a meeting has to do with the entity; of a series, topic or year, what the meeting holds.
  function said(entry, record) {
    if (!entry.parts) {
      const counts = record.sections.map((section) => section.count);
      const others = [
        [record.figures.length, "số liệu"],
        [record.documents.length + record.other_documents.length, "văn bản"],
      ];
      counts.push(...others.filter(([count]) => count).map(([count, noun]) => `${count} ${noun}`));
      return counts.length ? [counts.join(" · ")] : [];
    }
    const lines = [...(entry.notes || [])];
    // What has no label stays unsaid.
    const text = entry.parts
      .map((part) => labels.get(part))
      .filter(Boolean)
      .join("; ");
    if (entry.titles) {
      lines.unshift(`Chức danh được ghi: ${entry.titles.join("; ")}.`);
    }
    if (text) {
      lines.unshift(`${capitalized(text)}.`);
    }
    if (entry.forms) {
      lines.push(`Nguồn gọi là ${entry.forms.map((form) => `“${form}”`).join(", ")}.`);
    }
    return lines;
  }

  function points(ids, left, address, record) {
    const texts = new Map(record.sections.flatMap((section) => section.items.map((one) => [one.id, one.text])));
    for (const figure of record.figures) {
      texts.set(
        figure.id,
        `${figure.what}: ${[figure.bound, number(figure.value), figure.unit].filter(Boolean).join(" ")}`,
      );
    }
    const list = make("ul", { className: "points" });
    for (const id of ids) {
      const line = make("li");
      const name = capitalized(`${labels.get(id.replace(/\d/g, "")) || "mục"} ${id.replace(/\D/g, "")}`);
      line.append(link(`${address}#${id}`, name), ` ${texts.get(id) || ""}`);
      list.append(line);
    }
    if (left > 0) {
      const line = make("li");
      line.append(link(address, `và ${left} mục khác`));
      list.append(line);
    }
    return list;
  }

  function capitalized(text) {
    return text[0].toUpperCase() + text.slice(1);
  }

  // A number as Vietnamese writes it: 57.813 and 95,7.
  function number(value) {
    const [whole, rest] = value.split(".");
    return whole.replace(/(?<=\d)(?=(?:\d{3})+$)/g, ".") + (rest ? `,${rest}` : "");
  }

  function origin(source, address) {
    const name = source.publisher || source.host || "nguồn trong bản ghi";
    return /^https?:\/\//.test(source.url || "")
      ? make("a", { href: source.url, target: "_blank", rel: "noopener external", textContent: name })
      : link(`${address}#${source.id}`, name);
  }

  // Runs of text; those with an address are links, those that are dates are written as readers see them.
  function rich(runs, page) {
    return runs.map((run) => {
      if (run.role === "date" || run.role === "said") {
        return time(run.text);
      }
      return run.address ? link(run.address.startsWith("#") ? page + run.address : run.address, run.text) : run.text;
    });
  }

  function link(address, text) {
    return make("a", { href: base + address, target: "_blank", rel: "noopener", textContent: text });
  }

  function paragraph(name, parts) {
    const made = make("p", { className: name });
    made.append(...parts);
    return made;
  }

  function make(tag, properties = {}) {
    return Object.assign(document.createElement(tag), properties);
  }

  // An EDTF date as the pages write it (giaoban/dates.py).
  function time(text) {
    const made = make("time", { textContent: inWords(text) });
    if (/^\d{4}(-(0\d|1[0-2])(-\d\d)?)?$/.test(text)) {
      made.dateTime = text;
    }
    return made;
  }

  function inWords(text) {
    const [first, last] = text.replace(/^\[|\]$/g, "").split(/\.\.|\//);
    if (last) {
      return `${text.startsWith("[") ? "trong khoảng" : "từ"} ${point(first.trim())} đến ${point(last.trim())}`;
    }
    return point(text);
  }

  function point(text) {
    const [, year, month, day, doubt] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?([?~%]?)$/.exec(text);
    const number = Number(month);
    let words = `năm ${Number(year)}`;
    if (day) {
      words = `${Number(day)}-${number}-${Number(year)}`;
    } else if (number > 36) {
      words = `6 tháng ${number === 40 ? "đầu" : "cuối"} năm ${Number(year)}`;
    } else if (number > 12) {
      words = `quý ${["I", "II", "III", "IV"][number - 33]}-${Number(year)}`;
    } else if (month) {
      words = `tháng ${number}-${Number(year)}`;
    }
    return words + (DOUBTS[doubt] || "");
  }
})();
