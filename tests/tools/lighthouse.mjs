// Lighthouse on some pages, one after the other, in one browser: `node lighthouse.mjs PORT ADDRESS…`, where PORT is the
// debugging port of a running Chromium. Prints a list: address, scores by category (0 to 1), and what cost a point.

import { createRequire } from "node:module";
import process from "node:process";
import { pathToFileURL } from "node:url";

// The packages are installed elsewhere than where this file stands.
const require = createRequire(`${process.env.GIAOBAN_TOOLS}/package.json`);
const { default: lighthouse } = await import(pathToFileURL(require.resolve("lighthouse")).href);

const [port, ...addresses] = process.argv.slice(2);
const onlyCategories = ["performance", "accessibility", "best-practices", "seo"];
const results = [];
for (const address of addresses) {
  const { lhr } = await lighthouse(address, { port: Number(port), logLevel: "error", onlyCategories });
  const scores = {};
  const lost = [];
  for (const category of Object.values(lhr.categories)) {
    scores[category.id] = category.score;
    for (const { id, weight } of category.auditRefs) {
      const audit = lhr.audits[id];
      if (weight > 0 && audit.score !== null && audit.score < 1) {
        lost.push(
          `${category.id}: ${id}: ${audit.displayValue ?? audit.title} ${JSON.stringify(audit.details?.items?.slice(0, 3) ?? "")}`,
        );
      }
    }
  }
  results.push({ address, scores, lost, error: lhr.runtimeError?.message ?? "" });
}
process.stdout.write(JSON.stringify(results));
