// Comfort on the page of a meeting: a citation of one item instead of the whole, today as the day of reading, and copying.
// All of it waits until the reader opens the forms, so nothing moves while the page loads.
// Without it the page has the citation of the meeting in every form, and says how an item is cited.
(function () {
  "use strict";
  var cite = document.querySelector(".cite");
  if (!cite) return;

  cite.querySelector("details").addEventListener("toggle", function () {
    var now = new Date();
    cite.querySelector(".read").textContent = [now.getDate(), now.getMonth() + 1, now.getFullYear()].join("-");

    var names = { r: "kết quả", h: "hạn chế", t: "nhiệm vụ", f: "số liệu" };
    var name = function (id) { return (names[id.replace(/\d/g, "")] || "mục") + " " + id.replace(/\D/g, ""); };
    var items = document.querySelectorAll(".items > li[id], .figures > div[id]");
    var picked = "";
    var write = function () {
      cite.querySelectorAll("[data-at]").forEach(function (slot) {
        slot.textContent = picked && slot.dataset.at + (slot.dataset.at === ", " ? name(picked) : picked);
      });
    };

    if (items.length) {
      var label = document.createElement("label");
      var choice = document.createElement("select");
      label.textContent = "Dẫn ";
      label.appendChild(choice);
      choice.add(new Option("cả cuộc họp", ""));
      items.forEach(function (item) { choice.add(new Option(name(item.id), item.id)); });
      choice.addEventListener("change", function () { picked = choice.value; write(); });
      var follow = function () {
        var id = location.hash.slice(1);
        if (choice.querySelector("option[value='" + CSS.escape(id) + "']")) { choice.value = picked = id; write(); }
      };
      window.addEventListener("hashchange", follow);
      follow();
      cite.querySelector(".pick").append(label, " ");
    }

    if (!navigator.clipboard) return;
    cite.querySelectorAll(".whole, pre").forEach(function (text) {
      var button = document.createElement("button");
      button.type = "button";
      var form = text.dataset.form;
      button.textContent = "Chép " + form;
      button.addEventListener("click", function () {
        navigator.clipboard.writeText(text.textContent).then(function () {
          button.textContent = "Đã chép";
          setTimeout(function () { button.textContent = "Chép " + form; }, 2500);
        }, function () { /* the text can be selected all the same */ });
      });
      if (text.matches("pre")) text.after(button);
      else cite.querySelector(".pick").append(button);
    });
  }, { once: true });
})();
