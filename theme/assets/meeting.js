// Comfort on the page of a meeting: a citation of one item instead of the whole, today as the day of reading, and copying.
// All of it waits until the reader opens the forms, so nothing moves while the page loads.
// Without it the page has the citation of the meeting in every form, and says how an item is cited.
(() => {
  const ITEM_NAMES = { r: "kết quả", h: "hạn chế", t: "nhiệm vụ", f: "số liệu" };
  const SAID_MILLISECONDS = 2500;

  const cite = document.querySelector(".cite");
  if (!cite) {
    return;
  }
  cite.querySelector("details").addEventListener("toggle", prepare, { once: true });

  function prepare() {
    const today = new Date();
    cite.querySelector(".read").textContent = `${today.getDate()}-${today.getMonth() + 1}-${today.getFullYear()}`;
    offerItems();
    if (navigator.clipboard) {
      offerCopying();
    }
  }

  function nameOf(id) {
    return `${ITEM_NAMES[id.replace(/\d/g, "")] || "mục"} ${id.replace(/\D/g, "")}`;
  }

  // Puts an item into every form of the citation; "" for the whole meeting.
  function write(id) {
    for (const slot of cite.querySelectorAll("[data-at]")) {
      const before = /** @type {HTMLElement} */ (slot).dataset.at;
      slot.textContent = id && before + (before === ", " ? nameOf(id) : id);
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
    label.appendChild(choice);
    choice.add(new Option("cả cuộc họp", ""));
    for (const item of items) {
      choice.add(new Option(nameOf(item.id), item.id));
    }
    choice.addEventListener("change", () => write(choice.value));
    const follow = () => {
      const id = location.hash.slice(1);
      if (choice.querySelector(`option[value='${CSS.escape(id)}']`)) {
        choice.value = id;
        write(id);
      }
    };
    addEventListener("hashchange", follow);
    follow();
    cite.querySelector(".pick").append(label, " ");
  }

  function offerCopying() {
    for (const text of /** @type {NodeListOf<HTMLElement>} */ (cite.querySelectorAll(".whole, pre"))) {
      const button = document.createElement("button");
      const label = `Chép ${text.dataset.form}`;
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(text.textContent);
        } catch {
          return; // the text can be selected all the same
        }
        button.textContent = "Đã chép";
        setTimeout(() => {
          button.textContent = label;
        }, SAID_MILLISECONDS);
      });
      if (text.matches("pre")) {
        text.after(button);
      } else {
        cite.querySelector(".pick").append(button);
      }
    }
  }
})();
