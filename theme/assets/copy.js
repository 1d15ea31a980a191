// Copying, fetched when a reader first asks for it: the link, the text with its source and the citation of an item, the citation
// of a meeting in every form, and the markup that shows a timeline on another site.
// Without it items have their links, and a meeting its citation in every form, and says how an item is cited.
const ITEM_NAMES = { r: "kết quả", h: "hạn chế", t: "nhiệm vụ", f: "số liệu" };
const SAID_MILLISECONDS = 2500;

const canonical = /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=canonical]")).href;
const title = /** @type {HTMLMetaElement} */ (document.querySelector("meta[property='og:title']")).content;
const cite = document.querySelector(".cite");
const today = new Date();
const day = `${today.getDate()}-${today.getMonth() + 1}-${today.getFullYear()}`;

const said = document.createElement("p");
said.className = "said";
said.setAttribute("role", "status");
document.body.append(said);
let timer = 0;

function say(text) {
  said.textContent = text;
  clearTimeout(timer);
  timer = setTimeout(() => {
    said.textContent = "";
  }, SAID_MILLISECONDS);
}

// Copies a text, or the promise of one, and says so. Where there is no clipboard to write to, the text is shown behind an
// element, selected, for the reader to copy.
async function copy(text, what, after) {
  const promised = Promise.resolve(text);
  try {
    // A browser must see at once that something is copied by the reader's will, though the text comes later.
    const blob = promised.then((found) => new Blob([found], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    say(`Đã sao chép ${what}`);
  } catch {
    select(await promised, what, after);
  }
}

function select(text, what, after) {
  document.querySelector(".copied")?.remove();
  const box = document.createElement("textarea");
  box.className = "copied";
  box.readOnly = true;
  box.rows = 4;
  box.value = text;
  box.setAttribute("aria-label", `Để sao chép: ${what}`);
  after.after(box);
  box.focus();
  box.select();
  say("Đã chọn sẵn: nhấn Ctrl+C, hay giữ vào chữ, để sao chép");
}

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

// The markup that a reader puts into a page by hand is what oEmbed says to sites that ask.
export function embed(link) {
  const response = fetch(new URL("oembed.json", location.href)).then((answer) => answer.json());
  return copy(
    response.then((found) => found.html),
    "mã nhúng",
    link,
  );
}

// Items

// Opens, behind the anchor of an item, what can be copied of it; closes it where it is open.
export function offer(anchor) {
  const isOpen = anchor.getAttribute("aria-expanded") === "true";
  close(document.querySelector(".copies"));
  if (isOpen) {
    return;
  }
  const item = anchor.closest("[id]");
  const group = document.createElement("span");
  group.className = "copies";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", anchor.getAttribute("aria-label"));
  const ways = { "Liên kết": addressOf, "Văn bản kèm nguồn": withSource, "Trích dẫn": citationOf };
  for (const [label, text] of Object.entries(ways)) {
    group.append(button(label, () => copy(text(item), label.toLowerCase(), group)));
  }
  group.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close(group);
      anchor.focus();
    }
  });
  anchor.setAttribute("aria-expanded", "true");
  anchor.after(group);
  /** @type {HTMLElement} */ (group.firstElementChild).focus();
}

function close(group) {
  if (group) {
    group.previousElementSibling.setAttribute("aria-expanded", "false");
    group.parentElement.querySelector(".copied")?.remove();
    group.remove();
  }
}

function addressOf(item) {
  return `${canonical}#${item.id}`;
}

// "kết quả 2" of a meeting; of an event on a timeline its title.
function nameOf(item) {
  return item.matches(".entry") ? `“${plain(item.querySelector("h4"))}”` : nameOfNumber(item.id);
}

function nameOfNumber(id) {
  return `${ITEM_NAMES[id.replace(/\d/g, "")] || "mục"} ${id.replace(/\D/g, "")}`;
}

// What an element says, in one line, without what only helps on the page; addresses of links to other sites are spelled out.
function plain(element, without = "") {
  const read = element.cloneNode(true);
  for (const part of read.querySelectorAll(`.anchor, .copies, .copied, .aside${without && `, ${without}`}`)) {
    part.remove();
  }
  for (const link of read.querySelectorAll("a[rel~=external]")) {
    link.textContent = link.href;
  }
  return read.textContent.replace(/\s+/g, " ").trim();
}

function textOf(item) {
  if (item.matches(".entry")) {
    const parts = [".when", "h4", "h4 + p:not(.src)"].map((part) => item.querySelector(part)).filter(Boolean);
    return `${parts
      .map((part) => plain(part))
      .join(". ")
      .replace(/\.\.? ?$/, "")}.`;
  }
  const value = item.querySelector("dd");
  return value ? `${plain(item.querySelector("dt"))}: ${plain(value)}` : plain(item.querySelector("p"));
}

// The sources that an item names; the first of the page where it names none, as everywhere on the site.
function sourcesOf(item) {
  const links = [...item.querySelectorAll("a[href^='#s']")].map((link) => document.getElementById(link.hash.slice(1)));
  const first = document.querySelector(".sources li");
  const found = links.length || !first ? links : [first];
  const lines = found.filter(Boolean).map((line) => sourceOf(line));
  if (!lines.length && item.querySelector(".src")) {
    lines.push(...[...item.querySelectorAll(".src a")].map((link) => `${plain(link)}, ${published(link.href)}`));
  }
  return [...new Set(lines)].join("; ");
}

// A source in one line, without the day on which it was read; its address stands last, with nothing behind it.
function sourceOf(line) {
  return plain(line, "span:not([class])")
    .replace(/\. (?=https?:)/g, ", ")
    .replace(/[\s.]+$/, "");
}

// The address at which a page of the site is published, which is not where a preview or a copy shows it.
function published(href) {
  const base = import.meta.url.replace(/assets\/v\/\w+\/copy\.js.*$/, "");
  const here = location.href.replace(/[?#].*$/, "").slice(base.length);
  return canonical.endsWith(here) && href.startsWith(base)
    ? canonical.slice(0, canonical.length - here.length) + href.slice(base.length)
    : href;
}

function withSource(item) {
  const sources = sourcesOf(item);
  const lines = [textOf(item), `Giao ban: ${title}, ${nameOf(item)}, ${addressOf(item)}`];
  if (sources) {
    lines.splice(1, 0, `Nguồn: ${sources}`);
  }
  return lines.join("\n");
}

// The citation at the foot of a meeting, with the item named in it; a timeline, which has none, is cited alike.
function citationOf(item) {
  const whole = /** @type {HTMLElement} */ (cite?.querySelector(".whole").cloneNode(true));
  if (!whole) {
    return `Giao ban, “${title}”, ${nameOf(item)}, ${addressOf(item)}, xem ngày ${day}.`;
  }
  write(whole, item.id);
  return plain(whole);
}

// Citations of a meeting

// Puts an item into every form of the citation below an element, "" for the whole meeting; and the day of reading.
function write(below, id) {
  for (const slot of below.querySelectorAll("[data-at]")) {
    const before = slot.dataset.at;
    slot.textContent = id && before + (before === ", " ? nameOfNumber(id) : id);
  }
  below.querySelector(".read")?.replaceChildren(day);
}

// Once the forms are opened: the day of reading, a choice of items, and a button for each form.
export function prepareCitations() {
  write(cite, "");
  offerItems();
  for (const text of /** @type {NodeListOf<HTMLElement>} */ (cite.querySelectorAll(".whole, pre"))) {
    const form = text.dataset.form;
    const made = button(`Sao chép ${form}`, () => copy(text.textContent, form, made));
    if (text.matches("pre")) {
      text.after(made);
    } else {
      cite.querySelector(".pick").append(made);
    }
  }
}

function offerItems() {
  const items = document.querySelectorAll(".items > li[id], .figures > div[id]");
  if (!items.length) {
    return;
  }
  const label = document.createElement("label");
  const choice = document.createElement("select");
  label.textContent = "Dẫn ";
  label.append(choice);
  choice.add(new Option("cả cuộc họp", ""));
  for (const item of items) {
    choice.add(new Option(nameOfNumber(item.id), item.id));
  }
  choice.addEventListener("change", () => write(cite, choice.value));
  const follow = () => {
    const id = location.hash.slice(1);
    if (choice.querySelector(`option[value='${CSS.escape(id)}']`)) {
      choice.value = id;
      write(cite, id);
    }
  };
  addEventListener("hashchange", follow);
  follow();
  cite.querySelector(".pick").append(label, " ");
}
