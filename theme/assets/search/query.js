// What a reader typed, taken apart. The same as giaoban/search/query.py.
import { CODES, ENTITY_FIELDS, FILTERS, KIND_WORDS, LEVEL_WORDS, VALUE_WORDS } from "./constants.js";
import { clean, fold, tokens } from "./tokens.js";

const FILTER = new RegExp(`(?<!\\S)(${Object.keys(FILTERS).join("|").replaceAll(" ", "\\s")})\\s?:\\s?`, "g");
// Where the value of a filter ends: at a phrase, or at a word to leave out.
const VALUE_END = /(?<!\S)-?["“”]|(?<!\S)-\S/;
// A hyphen after a number and before the code of a document is the one of "18-NQ/TW", with a blank that slipped in.
const CODE = new RegExp(
  `^(?:${Object.keys(CODES)
    .sort((a, b) => b.length - a.length)
    .join("|")})(?![a-z])`,
);
export const namesAnEntity = (condition) => ENTITY_FIELDS.includes(condition.field);

export function parse(text) {
  text = clean(text);
  const [rest, conditions] = filters(text);
  const phrases = [];
  const without = [];
  const plain = rest
    .replace(/(?<!\S)(-?)["“”]([^"“”]*)["“”]?/g, (_, minus, words) => {
      const t = tokens(words);
      if (t.length) {
        (minus ? without : phrases).push(t);
      }
      return " ";
    })
    .replace(/(?<!\S)-([^\s"“”-]\S*)/g, (all, words, at, whole) => {
      if (/[0-9]\s*$/.test(whole.slice(0, at)) && CODE.test(fold(words))) {
        return all;
      }
      const t = tokens(words);
      if (t.length) {
        without.push(t);
      }
      return " ";
    });
  const words = tokens(plain);
  return {
    words,
    phrases,
    without,
    conditions,
    open: words.length > 0 && plain !== "" && !/\s$/.test(plain),
    text: plain,
  };
}

function filters(text) {
  const folded = Array.from(text, (c) => (fold(c).length === c.length ? fold(c) : c)).join("");
  const found = [...folded.matchAll(FILTER)];
  if (!found.length) {
    return [text, []];
  }
  const rest = [text.slice(0, found[0].index)];
  const conditions = [];
  found.forEach((match, at) => {
    const end = at + 1 < found.length ? found[at + 1].index : text.length;
    const field = FILTERS[match[1].replace(/\s/g, " ")];
    const value = text.slice(match.index + match[0].length, end);
    const quoted = /^["“”]([^"“”]*)["“”]?/.exec(value);
    if (quoted) {
      conditions.push({ field, value: quoted[1].trim(), quoted: true });
      rest.push(value.slice(quoted[0].length));
      return;
    }
    const stop = VALUE_END.exec(value);
    const words = value
      .slice(0, stop ? stop.index : value.length)
      .split(/\s+/)
      .filter(Boolean);
    const count = ENTITY_FIELDS.includes(field) ? VALUE_WORDS : plain(field, words);
    conditions.push({ field, value: words.slice(0, count).join(" "), quoted: false });
    rest.push(`${words.slice(count).join(" ")} ${stop ? value.slice(stop.index) : ""}`);
  });
  return [rest.join(" "), conditions.filter((condition) => condition.value)];
}

// How many words belong to a filter whose values are known: "giao ban" has two, "2018" is one.
function plain(field, words) {
  const known = field === "kind" ? KIND_WORDS : field === "level" ? LEVEL_WORDS : {};
  return Object.hasOwn(known, words.slice(0, 2).map(fold).join(" ")) ? 2 : 1;
}

export function years(value) {
  const m = /^(\d{4})(?:\s?[-–]\s?(\d{4}))?$/.exec(value.trim());
  return m && [Number(m[1]), Number(m[2] || m[1])];
}

export function day(value, last) {
  const m = /^(?:(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?|(?:(?:(\d{1,2})[-/.])?(\d{1,2})[-/.])?(\d{4}))$/.exec(
    value.trim(),
  );
  return (
    m &&
    Number(m[1] || m[6]) * 10000 +
      Number(m[2] || m[5] || (last ? 12 : 1)) * 100 +
      Number(m[3] || m[4] || (last ? 31 : 1))
  );
}
