// Tokens: what of a text can be found. The same as giaoban/search/tokens.py; shared vectors hold both to it.
import * as C from "./constants.js";

const ascii = /^[\x00-\x7f]*$/;
export const fold = (s) => ascii.test(s) ? s.toLowerCase() : s.normalize("NFD").replace(/\p{Mn}+/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").normalize("NFC").toLowerCase();

// The same as giaoban/vietnamese/clean.py: nothing invisible, one kind of blank, hyphen, slash and đ.
const INVISIBLE = new RegExp(`[${C.INVISIBLE}]`, "gu"), LIKE = new RegExp(`[${Object.keys(C.LIKE).join("")}]`, "g");
export const clean = (s) => ascii.test(s) && !/[\x00-\x1f\x7f]/.test(s) ? s : s.replace(INVISIBLE, "").normalize("NFC").replace(LIKE, (c) => C.LIKE[c]);

const WORD = new RegExp(`[0-9]{1,3}(?:\\.[0-9]{3})+(?![0-9.])|[0-9]+|[${C.LETTERS}]+`, "g");
const NO_VOWELS_TU = new RegExp(`^[${C.CONSONANTS}]+tư$`);
const TYPES = new Set(C.TYPES), BEFORE_ROMAN = new Set(C.BEFORE_ROMAN), NUMBER_SIGN = new Set(C.NUMBER_SIGN), ROMAN = new Map(Object.entries(C.ROMAN));
const TONES = {};
for (const [a, b] of ["oa", "oe", "uy"]) for (const tone of "\u0300\u0309\u0303\u0301\u0323")
  TONES[a + (b + tone).normalize("NFC")] = (a + tone).normalize("NFC") + b;
export const digit = (c) => c >= "0" && c <= "9";

function normal(word, before, gap) {
  if (digit(word[0])) return word.replaceAll(".", "").replace(/^0+/, "") || "0";
  if (BEFORE_ROMAN.has(before) && ROMAN.has(word)) return ROMAN.get(word);
  if (word === "tư" && TYPES.has(before) && gap.length <= 1) return "tw";
  if (Object.hasOwn(C.SAME_CODES, word)) return C.SAME_CODES[word];
  if (word.length > 2 && NO_VOWELS_TU.test(word)) return word.slice(0, -2) + "tw";
  const moved = word.length > 1 && word[word.length - 3] !== "q" && TONES[word.slice(-2)];
  return moved ? word.slice(0, -2) + moved : word;
}

export function tokens(text) {
  text = clean(text);
  let low = text.toLowerCase();
  if (low.length !== text.length) low = Array.from(text, (c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join("");
  const found = [];
  for (const match of low.matchAll(WORD)) {
    const word = match[0], start = match.index, end = start + word.length, held = found[found.length - 1];
    const gap = held ? low.slice(held.end, start) : "";
    if (held && held.text === "t" && word === "ư" && gap.trim() === ".") { held.text = "tw"; held.end = end; continue; }
    if (held && NUMBER_SIGN.has(held.text) && (digit(word[0]) || ROMAN.has(word)) && !gap.trim()) {
      found[found.length - 1] = { text: normal(word, held.text, gap), start, end, joined: held.joined };
      continue;
    }
    const joined = !!held && ((gap === "." && digit(word[0]) && digit(held.text[0])) || !/[.;:!?\n]/.test(gap));
    found.push({ text: normal(word, held ? held.text : "", gap), start, end, joined });
  }
  return found;
}

export const slug = (s) => fold(s).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
