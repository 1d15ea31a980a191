// What a reader does, in another browser than Chromium: `node reader.mjs firefox|webkit PROGRAM ADDRESS HOME`. Prints a JSON object of
// what came of each step. When all but the last steps are done it says "offline" and waits for a line: by then nothing answers at
// ADDRESS any more.

import process from "node:process";
import { createInterface } from "node:readline/promises";
import { firefox, webkit } from "./drivers.mjs";

const [name, program, address, home] = process.argv.slice(2);
const browser = await { firefox, webkit }[name](program, home);
const said = {};

const text = (selector) =>
  browser.run((of) => document.querySelector(of).textContent.trim().replace(/\s+/g, " "), selector);
const texts = (selector) =>
  browser.run(
    (of) => [...document.querySelectorAll(of)].map((one) => one.textContent.trim().replace(/\s+/g, " ")),
    selector,
  );
const visible = (selector) =>
  browser.run((of) => [...document.querySelectorAll(of)].map((one) => one.checkVisibility()), selector);
const appears = (selector) => browser.wait((of) => document.querySelector(of) !== null, selector);
const path = async () => decodeURIComponent((await browser.address()).slice(address.length));
// Does something that leads to another page, and waits for that.
const leave = async (act) => {
  await browser.run(() => {
    document.documentElement.dataset.left = "";
  });
  await act();
  await browser.wait(() => document.readyState === "complete" && !("left" in document.documentElement.dataset));
};
const step = async (of, work) => {
  try {
    said[of] = await work();
  } catch (error) {
    said[of] = `failed: ${error}`;
  }
};

await step("box", async () => {
  await browser.open(address);
  await browser.press("/");
  await browser.type("nghi quyet 18");
  // What was typed before the last letter may be answered first.
  await browser.wait(() => document.querySelector("[role=option]")?.textContent.includes("18-NQ/TW"));
  const first = await text("[role=option]");
  await browser.press("ArrowDown");
  await appears("[role=option][aria-selected=true]");
  await leave(() => browser.press("Enter"));
  return [first, await path()];
});
await step("search", async () => {
  await browser.open(`${address}tim/?q=762.800`);
  await appears(".hits > li a mark");
  const hit = await text(".hits > li a mark");
  await leave(() => browser.click(".hits > li a"));
  await appears(":target mark");
  return [hit, await path(), await text(":target mark")];
});
await step("facets", async () => {
  await browser.open(`${address}tim/?q=can+bo`);
  await appears('.facets a[data-name="nam"]');
  const year = await text('.facets a[data-name="nam"]');
  await browser.run(() => document.querySelector('.facets a[data-name="nam"]').click()); // it may be folded away
  await appears(".chips li");
  return [await text(".chips li"), `Năm: ${year} ×`, await path()];
});
await step("filter", async () => {
  await browser.open(`${address}tinh/ha-noi/`);
  await appears("form.filter select[name=nam]");
  const before = (await texts("ol.timeline .entry")).length;
  const year = await browser.run(() => {
    const select = document.querySelector("form.filter select[name=nam]");
    select.value = select.options[1].value;
    select.dispatchEvent(new Event("input", { bubbles: true }));
    select.dispatchEvent(new Event("change", { bubbles: true }));
    return select.value;
  });
  await browser.wait(
    (all) => [...document.querySelectorAll("ol.timeline .entry")].filter((e) => e.checkVisibility()).length < all,
    before,
  );
  return [await path(), `tinh/ha-noi/?nam=${year}`];
});
await step("drawing", async () => {
  await browser.open(`${address}van-ban/nq-18-tw-k12/`);
  return browser.run(() =>
    [...document.querySelectorAll('.lines ol use[href^="#l-"]')].map((use) => {
      const [row, drawn] = [use.closest("svg"), use].map((one) => one.getBoundingClientRect());
      const across = (x) => Math.round((100 * (x - row.left)) / row.width);
      return [across(drawn.left), across(drawn.right), drawn.height >= row.height];
    }),
  );
});
await step("map", async () => {
  await browser.resize(375, 800);
  await browser.open(`${address}tinh/`);
  const before = await visible(".tiles");
  await browser.run(() => document.querySelectorAll(".maps input[type=radio]")[1].click());
  return [before, await visible(".tiles")];
});
await step("scheme", async () => {
  await browser.resize(1280, 800);
  await browser.open(address);
  const ground = () => browser.run(() => getComputedStyle(document.body).backgroundColor);
  const found = new Set([await ground()]);
  for (let turn = 0; turn < 2; turn += 1) {
    await browser.click("button.scheme");
    found.add(await ground());
  }
  return found.size;
});
await step("offline", async () => {
  await browser.open(address);
  await browser.run(() => navigator.serviceWorker.ready.then(() => true));
  await browser.reload();
  await browser.open(`${address}van-ban/nq-18-tw-k12/`);
  await browser.open(`${address}tim/?q=bi%C3%AAn+ch%E1%BA%BF`);
  await appears(".hits:not([aria-busy]) > li");
  const shown = await texts(".hits > li");
  said.errors = browser.errors?.slice(); // the host may go while the page still asks for its icon
  process.stdout.write("offline\n");
  await createInterface({ input: process.stdin }).question("");
  await browser.open(`${address}van-ban/nq-18-tw-k12/`);
  const title = await text("h1");
  await browser.open(`${address}tim/?q=bi%C3%AAn+ch%E1%BA%BF`);
  await appears(".hits:not([aria-busy]) > li");
  const same = JSON.stringify(shown) === JSON.stringify(await texts(".hits > li"));
  await browser.open(`${address}tinh/ca-mau/`);
  return [title, same, await text("h1")];
});
await browser.close();
process.stdout.write(`${JSON.stringify(said)}\n`);
process.exit(0);
