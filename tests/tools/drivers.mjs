// Two browsers that a script can drive, with one set of functions: Firefox by WebDriver BiDi, WebKitGTK by WebDriver.
//
// `open(address)`, `reload()`, `address()`, `press(key)`, `type(text)`, `click(selector)`, `resize(width, height)`, `close()`;
// `run(work, …)` gives what a function gives in the page, which is waited for; `wait(work, …)` waits until it gives something true.
// `errors` is what the page reported as an error, null where the browser does not say.

import { createRequire } from "node:module";
import process from "node:process";
import { pathToFileURL } from "node:url";

// The packages are installed elsewhere than where this file stands.
const require = createRequire(`${process.env.GIAOBAN_TOOLS}/package.json`);
const load = (name) => import(pathToFileURL(require.resolve(name)).href);

const PATIENCE_MILLISECONDS = 30_000;

// A request that is cut off because a step leaves the page (the icon, or the excerpt of a later result) is reported by Firefox with
// these words; no reader sees it. When the worker itself fails, Firefox says what its promise was rejected with, which is an error.
const CUT_OFF = /A ServiceWorker intercepted the request and encountered an unexpected error/;

/** Firefox; `program` is its path, `home` a folder for its profile. */
export async function firefox(program, home) {
  const { default: puppeteer } = await load("puppeteer-core"); // comes with Lighthouse
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: program,
    headless: true,
    env: { ...process.env, HOME: home, MOZ_CRASHREPORTER_DISABLE: "1" },
  });
  const page = await browser.newPage();
  const errors = [];
  const report = (error) => {
    if (!CUT_OFF.test(error)) {
      errors.push(error);
    }
  };
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) {
      report(message.text());
    }
  });
  page.on("pageerror", (error) => report(String(error)));
  return {
    errors,
    open: (address) => page.goto(address),
    reload: () => page.reload(),
    address: async () => page.url(),
    run: (work, ...given) => page.evaluate(work, ...given),
    wait: (work, ...given) => page.waitForFunction(work, { timeout: PATIENCE_MILLISECONDS }, ...given),
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    click: (selector) => page.click(selector),
    resize: (width, height) => page.setViewport({ width, height }),
    close: () => browser.close(),
  };
}

/** WebKitGTK; `program` is the path of its driver, which needs a display. */
export async function webkit(program) {
  const { Builder, By, Capabilities, Key } = (await load("selenium-webdriver")).default;
  const { DriverService } = (await load("selenium-webdriver/remote")).default;
  const { findFreePort } = (await load("selenium-webdriver/net/portprober")).default;
  const port = await findFreePort();
  const service = new DriverService.Builder(program)
    .setLoopback(true)
    .setPort(port)
    .addArguments(`--port=${port}`)
    .build();
  const driver = await new Builder()
    .usingServer(await service.start(PATIENCE_MILLISECONDS))
    .withCapabilities(new Capabilities({ browserName: "MiniBrowser" }))
    .build();
  const run = (work, ...given) => driver.executeScript(`return (${work})(...arguments)`, ...given);
  const type = (text) => driver.actions().sendKeys(text).perform();
  return {
    errors: null,
    open: (address) => driver.get(address),
    reload: () => driver.navigate().refresh(),
    address: () => driver.getCurrentUrl(),
    run,
    // While a page gives way to the next there is nothing to run in.
    wait: (work, ...given) => driver.wait(() => run(work, ...given).catch(() => false), PATIENCE_MILLISECONDS),
    press: (key) => type({ ArrowDown: Key.ARROW_DOWN, Enter: Key.ENTER }[key] ?? key),
    type,
    click: async (selector) => (await driver.findElement(By.css(selector))).click(),
    resize: async (width, height) => {
      await driver.manage().window().setRect({ width, height });
      // What a window has beside the page, and how narrow it may be, is the browser's own.
      const inner = await run(() => innerWidth);
      await driver
        .manage()
        .window()
        .setRect({ width: 2 * width - inner, height });
    },
    close: async () => {
      await driver.quit();
      await service.kill();
    },
  };
}
