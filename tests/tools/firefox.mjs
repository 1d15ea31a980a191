// What a reader does, in Firefox by WebDriver BiDi: `node firefox.mjs PROGRAM ADDRESS HOME`. Prints a JSON object of what came of each step.
// When all but the last steps are done it says "offline" and waits for a line: by then nothing answers at ADDRESS any more.

import { createRequire } from "node:module";
import process from "node:process";
import { createInterface } from "node:readline/promises";
import { pathToFileURL } from "node:url";

// The packages are installed elsewhere than where this file stands; this one comes with Lighthouse.
const require = createRequire(`${process.env.GIAOBAN_TOOLS}/package.json`);
const { default: puppeteer } = await import(pathToFileURL(require.resolve("puppeteer-core")).href);

const [executablePath, address, home] = process.argv.slice(2);
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath,
  headless: true,
  env: { ...process.env, HOME: home, MOZ_CRASHREPORTER_DISABLE: "1" },
});
const page = await browser.newPage();
const said = { errors: [] };
// A request that is cut off because a step leaves the page (the icon, or the excerpt of a later result) is reported by Firefox with
// these words; no reader sees it. When the worker itself fails, Firefox says what its promise was rejected with, which is an error here.
const CUT_OFF = /A ServiceWorker intercepted the request and encountered an unexpected error/;
const report = (error) => {
  if (!CUT_OFF.test(error)) {
    said.errors.push(error);
  }
};
page.on("console", (message) => {
  if (["error", "warn"].includes(message.type())) {
    report(message.text());
  }
});
page.on("pageerror", (error) => report(String(error)));

const text = (selector) => page.$eval(selector, (element) => element.textContent.trim().replace(/\s+/g, " "));
const texts = (selector) =>
  page.$$eval(selector, (some) => some.map((one) => one.textContent.trim().replace(/\s+/g, " ")));
const path = () => decodeURIComponent(page.url().slice(address.length));
const step = async (name, work) => {
  try {
    said[name] = await work();
  } catch (error) {
    said[name] = `failed: ${error}`;
  }
};

await step("box", async () => {
  await page.goto(address);
  await page.keyboard.press("/");
  await page.keyboard.type("nghi quyet 18");
  await page.waitForSelector("[role=option]");
  const first = await text("[role=option]");
  await page.keyboard.press("ArrowDown");
  await page.waitForSelector("[role=option][aria-selected=true]");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  return [first, path()];
});
await step("search", async () => {
  await page.goto(`${address}tim/?q=762.800`);
  await page.waitForSelector(".hits > li a");
  const hit = await text(".hits > li a mark");
  await Promise.all([page.waitForNavigation(), page.click(".hits > li a")]);
  await page.waitForSelector(":target mark");
  return [hit, path(), await text(":target mark")];
});
await step("facets", async () => {
  await page.goto(`${address}tim/?q=can+bo`);
  await page.waitForSelector('.facets a[data-name="nam"]');
  const year = await text('.facets a[data-name="nam"]');
  await page.$eval('.facets a[data-name="nam"]', (link) => link.click()); // it may be folded away
  await page.waitForSelector(".chips li");
  return [await text(".chips li"), `Năm: ${year} ×`, path()];
});
await step("filter", async () => {
  await page.goto(`${address}tinh/ha-noi/`);
  await page.waitForSelector("form.filter select[name=nam]");
  const before = (await texts("ol.timeline .entry")).length;
  const year = await page.$eval("form.filter select[name=nam]", (select) => select.options[1].value);
  await page.select("form.filter select[name=nam]", year);
  await page.waitForFunction(
    (all) => [...document.querySelectorAll("ol.timeline .entry")].filter((e) => e.checkVisibility()).length < all,
    {},
    before,
  );
  return [path(), `tinh/ha-noi/?nam=${year}`];
});
await step("map", async () => {
  await page.setViewport({ width: 375, height: 800 });
  await page.goto(`${address}tinh/`);
  const shown = () => page.$$eval(".tiles", (maps) => maps.map((map) => map.checkVisibility()));
  const before = await shown();
  const radios = await page.$$(".maps input[type=radio]");
  await radios[1].evaluate((radio) => radio.click());
  return [before, await shown()];
});
await step("scheme", async () => {
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(address);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const found = new Set([await ground()]);
  for (let turn = 0; turn < 2; turn += 1) {
    await page.click("button.scheme");
    found.add(await ground());
  }
  return found.size;
});
await step("offline", async () => {
  await page.goto(address);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.reload();
  await page.goto(`${address}van-ban/nq-18-tw-k12/`);
  await page.goto(`${address}tim/?q=bi%C3%AAn+ch%E1%BA%BF`);
  await page.waitForSelector(".hits:not([aria-busy]) > li");
  const shown = await texts(".hits > li");
  said.errors.push("offline"); // first, for the host may go while the page still asks for its icon
  process.stdout.write("offline\n");
  await createInterface({ input: process.stdin }).question("");
  await page.goto(`${address}van-ban/nq-18-tw-k12/`);
  const title = await text("h1");
  await page.goto(`${address}tim/?q=bi%C3%AAn+ch%E1%BA%BF`);
  await page.waitForSelector(".hits:not([aria-busy]) > li");
  const same = JSON.stringify(shown) === JSON.stringify(await texts(".hits > li"));
  await page.goto(`${address}tinh/ca-mau/`);
  return [title, same, await text("h1")];
});
await browser.close();
process.stdout.write(`${JSON.stringify(said)}\n`);
process.exit(0);
