// Copying, fetched when a reader first asks for it: the markup that shows a timeline on another site.
const SAID_MILLISECONDS = 2500;
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
    say(`Đã chép ${what}`);
  } catch {
    select(await promised, what, after);
  }
}

function select(text, what, after) {
  after.parentElement.querySelector(".copied")?.remove();
  const box = document.createElement("textarea");
  box.className = "copied";
  box.readOnly = true;
  box.rows = 4;
  box.value = text;
  box.setAttribute("aria-label", what);
  after.after(box);
  box.focus();
  box.select();
  say("Đã chọn sẵn: nhấn Ctrl+C hay giữ vào chữ để chép");
}

// What oEmbed tells other sites is what a reader puts into a page by hand.
export function embed(link) {
  const told = fetch(new URL("oembed.json", location.href)).then((answer) => answer.json());
  return copy(
    told.then((found) => found.html),
    "mã nhúng",
    link,
  );
}
