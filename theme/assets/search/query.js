// What a reader typed, taken apart. The same as giaoban/search/query.py.
import { fold, tokens } from "./tokens.js";

const FILTERS = { "tinh": "p", "lanh dao": "l", "van ban": "r", "chu de": "t", "nam": "year", "loai": "kind", "cap": "level", "tu": "from", "den": "to" };
export const KIND_WORDS = { "giao ban": "briefing", "so ket": "interim-review", "tong ket": "review" };
export const LEVEL_WORDS = { "trung uong": "central", "cum": "cluster", "tinh": "province", "huyen": "district" };
const FILTER = /(?<!\S)(tinh|lanh\sdao|van\sban|chu\sde|nam|loai|cap|tu|den)\s?:\s?/g;

export function parse(text) {
  text = text.normalize("NFC");
  const [rest, wishes] = filters(text);
  const phrases = [], without = [];
  const plain = rest
    .replace(/(?<!\S)(-?)["“”]([^"“”]*)["“”]?/g, (_, minus, words) => { const t = tokens(words); if (t.length) (minus ? without : phrases).push(t); return " "; })
    .replace(/(?<!\S)-([^\s"“”-]\S*)/g, (_, words) => { const t = tokens(words); if (t.length) without.push(t); return " "; });
  const words = tokens(plain);
  return { words, phrases, without, wishes, open: words.length > 0 && plain !== "" && !/\s$/.test(plain) };
}

function filters(text) {
  const folded = Array.from(text, (c) => (fold(c).length === c.length ? fold(c) : c)).join("");
  const found = [...folded.matchAll(FILTER)];
  if (!found.length) return [text, []];
  const rest = [text.slice(0, found[0].index)], wishes = [];
  found.forEach((match, at) => {
    const end = at + 1 < found.length ? found[at + 1].index : text.length;
    const field = FILTERS[match[1].replace(/\s/g, " ")], value = text.slice(match.index + match[0].length, end);
    const quoted = /^["“”]([^"“”]*)["“”]?/.exec(value), words = value.split(/\s+/).filter(Boolean);
    if (quoted) {
      wishes.push({ field, value: quoted[1].trim(), quoted: true });
      rest.push(value.slice(quoted[0].length));
    } else if ("plrt".includes(field)) {
      wishes.push({ field, value: words.slice(0, 8).join(" "), quoted: false });
      rest.push(words.slice(8).join(" "));
    } else {
      const known = field === "kind" ? KIND_WORDS : field === "level" ? LEVEL_WORDS : {};
      const count = Object.hasOwn(known, words.slice(0, 2).map(fold).join(" ")) ? 2 : 1;
      wishes.push({ field, value: words.slice(0, count).join(" "), quoted: false });
      rest.push(" " + words.slice(count).join(" "));
    }
  });
  return [rest.join(" "), wishes];
}

export function years(value) {
  const m = /^(\d{4})(?:\s?[-–]\s?(\d{4}))?$/.exec(value.trim());
  return m && [Number(m[1]), Number(m[2] || m[1])];
}

export function day(value, last) {
  const m = /^(?:(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?|(?:(?:(\d{1,2})[-/.])?(\d{1,2})[-/.])?(\d{4}))$/.exec(value.trim());
  return m && Number(m[1] || m[6]) * 10000 + Number(m[2] || m[5] || (last ? 12 : 1)) * 100 + Number(m[3] || m[4] || (last ? 31 : 1));
}
