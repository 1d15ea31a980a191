// Tokens: what of a text can be found. The same as giaoban/search/tokens.py; shared vectors hold both to it.
import {
  BEFORE_ROMAN,
  CONSONANTS,
  INVISIBLE,
  LETTERS,
  LIKE,
  NUMBER_SIGN,
  ROMAN,
  SAME_CODES,
  TYPES,
} from "./constants.js";

const ascii = /^[\x00-\x7f]*$/;
export const fold = (s) =>
  ascii.test(s)
    ? s.toLowerCase()
    : s
        .normalize("NFD")
        .replace(/\p{Mn}+/gu, "")
        .replace(/đ/g, "d")
        .replace(/Đ/g, "D")
        .normalize("NFC")
        .toLowerCase();

// The same as giaoban/vietnamese/clean.py: nothing invisible, one kind of blank, hyphen, slash and đ.
const UNSEEN = new RegExp(`[${INVISIBLE}]`, "gu");
const ALIKE = new RegExp(`[${Object.keys(LIKE).join("")}]`, "g");
export const clean = (s) =>
  ascii.test(s) && !/[\x00-\x1f\x7f]/.test(s)
    ? s
    : s
        .replace(UNSEEN, "")
        .normalize("NFC")
        .replace(ALIKE, (c) => LIKE[c]);

const WORD = new RegExp(`[0-9]{1,3}(?:\\.[0-9]{3})+(?![0-9.])|[0-9]+|[${LETTERS}]+`, "g");
const NO_VOWELS_TU = new RegExp(`^[${CONSONANTS}]+tư$`);

const TONES = {};
for (const [a, b] of ["oa", "oe", "uy"]) {
  for (const tone of "\u0300\u0309\u0303\u0301\u0323") {
    TONES[a + (b + tone).normalize("NFC")] = (a + tone).normalize("NFC") + b;
  }
}
export const digit = (c) => c >= "0" && c <= "9";

function normal(word, before, gap) {
  if (digit(word[0])) {
    return word.replaceAll(".", "").replace(/^0+/, "") || "0";
  }
  if (BEFORE_ROMAN.includes(before) && Object.hasOwn(ROMAN, word)) {
    return ROMAN[word];
  }
  if (word === "tư" && TYPES.includes(before) && gap.length <= 1) {
    return "tw";
  }
  if (Object.hasOwn(SAME_CODES, word)) {
    return SAME_CODES[word];
  }
  if (word.length > 2 && NO_VOWELS_TU.test(word)) {
    return `${word.slice(0, -2)}tw`;
  }
  const moved = word.length > 1 && word[word.length - 3] !== "q" && TONES[word.slice(-2)];
  return moved ? word.slice(0, -2) + moved : word;
}

export function tokens(text) {
  text = clean(text);
  let low = text.toLowerCase();
  if (low.length !== text.length) {
    low = Array.from(text, (c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join("");
  }
  const found = [];
  for (const match of low.matchAll(WORD)) {
    const word = match[0];
    const start = match.index;
    const end = start + word.length;
    const held = found[found.length - 1];
    const gap = held ? low.slice(held.end, start) : "";
    if (held && held.text === "t" && word === "ư" && gap.trim() === ".") {
      held.text = "tw";
      held.end = end;
      continue;
    }
    if (held && NUMBER_SIGN.includes(held.text) && (digit(word[0]) || Object.hasOwn(ROMAN, word)) && !gap.trim()) {
      found[found.length - 1] = { text: normal(word, held.text, gap), start, end, joined: held.joined };
      continue;
    }
    const joined = !!held && ((gap === "." && digit(word[0]) && digit(held.text[0])) || !/[.;:!?\n]/.test(gap));
    found.push({ text: normal(word, held ? held.text : "", gap), start, end, joined });
  }
  return found;
}

// The slug of a document with its number as tokens() has it: 05-da is 5-da.
export const withoutZeros = (s) => s.replace(/^0+(?=.)/, "");

export const slug = (s) =>
  fold(s)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
