// What a query names: documents by their numbers, people, a congress term, a date. The same as giaoban/search/naming.py.
import {
  BESIDE_A_DATE,
  CODES,
  COUNTED,
  FAMILY_NAMES,
  HONORIFICS,
  ISSUERS,
  MOST_OF_A_NAME,
  NUMBER_SIGN,
  OFFICES,
  TERMS,
  TYPE_WORDS,
} from "./constants.js";
import { leading } from "./lexicon.js";
import { fold } from "./tokens.js";

const isNumber = (word) => /^[0-9]+$/.test(word);
const isYear = (value) => value >= 1945 && value < 2100;

// The documents whose number and type were typed, each {start, end, tags, pair, whole}.
export function symbols(words) {
  const said = words.map((word) => fold(word.text));
  const found = [];
  said.forEach((number, at) => {
    if (!isNumber(number) || number.length > 4) {
      return;
    }
    const typed = typeBefore(said, at);
    const after = said[at + 1];
    let start = at;
    let end = at + 1;
    let codes = [];
    if (after !== undefined && words[at + 1].joined && Object.hasOwn(CODES, after)) {
      codes = CODES[after];
      end = at + 2;
      start = typed.start;
    } else if (typed.code) {
      start = typed.start;
      codes = CODES[typed.code];
    } else if (typed.codes.length && !isYear(Number(number)) && !counts(said, at)) {
      const pair = `${number} ${typed.codes[0]}`;
      found.push({ start: typed.start, end, tags: tagsOf(number, typed.codes, ""), pair, whole: false, number: null });
      return;
    }
    if (!codes.length) {
      return;
    }
    const issuer = end < said.length && ISSUERS.includes(said[end]) ? said[end] : "";
    if (issuer) {
      end += 1;
    }
    const follows = end > at + 1 && Object.hasOwn(CODES, after);
    const pair = `${number} ${follows ? after : codes[0]}`;
    const tags = tagsOf(number, codes, issuer);
    // The place of the number where its code follows right after it, as it does in texts.
    found.push({ start, end, tags, pair, whole: end > at + 1, number: follows ? at : null });
  });
  return found;
}

// Where the type of a document right before a number begins, its code if it is one, and its codes if it is words.
function typeBefore(said, number) {
  const at = number && NUMBER_SIGN.includes(said[number - 1]) ? number - 1 : number;
  if (at && Object.hasOwn(CODES, said[at - 1])) {
    return { start: at - 1, code: said[at - 1], codes: [] };
  }
  for (const length of [3, 2]) {
    const words = said.slice(Math.max(at - length, 0), at).join(" ");
    if (at >= length && Object.hasOwn(TYPE_WORDS, words)) {
      return { start: at - length, code: "", codes: TYPE_WORDS[words] };
    }
  }
  return { start: at, code: "", codes: [] };
}

// Whether the number at a place counts or is part of a date: "kế hoạch 6 tháng".
const counts = (said, at) =>
  at + 1 < said.length && (isNumber(said[at + 1]) || leading(COUNTED, said.slice(at + 1)) > 0);

function tagsOf(number, codes, issuer) {
  return codes.map((code) => `@r ${number}-${code}${issuer ? `-${issuer}` : ""}`);
}

// How many words the honorific takes with which a query begins; 0 where there is none.
export function honorific(words) {
  const said = words.map((word) => fold(word.text));
  if (words.every((word, i) => word.text === said[i])) {
    return leading(HONORIFICS.map(fold), said);
  }
  return leading(
    HONORIFICS,
    words.map((word) => word.text),
  );
}

// Who may be meant: {honorific, office, start, wholes: [[start, end]], given, isName}, or null.
export function person(words) {
  const said = words.map((word) => fold(word.text));
  const n = said.length;
  const titled = honorific(words);
  const office = leading(OFFICES, said);
  const family = (at) => FAMILY_NAMES.includes(said[at]);
  // The names that begin at a place, the longest first.
  const namesFrom = (start) => {
    const found = [];
    for (let end = Math.min(n, start + MOST_OF_A_NAME); end > start + 1; end--) {
      found.push([start, end]);
    }
    return found;
  };
  if (titled && titled < n && !office) {
    const given = n === titled + 2 ? [titled, titled + 1] : [titled];
    const isName = family(titled) && n > titled + 1;
    return { honorific: titled, office: false, start: titled, wholes: namesFrom(titled), given, isName };
  }
  if (office) {
    const wholes = [];
    for (let start = Math.max(office, n - MOST_OF_A_NAME); start < n - 1; start++) {
      wholes.push([start, n]);
    }
    const first = wholes.find(([start]) => family(start));
    return { honorific: 0, office: true, start: first ? first[0] : n, wholes, given: [], isName: !!first };
  }
  if (n > 1 && family(0)) {
    return { honorific: 0, office: false, start: 0, wholes: namesFrom(0), given: [], isName: n <= MOST_OF_A_NAME };
  }
  return null;
}

// The term of a whole name, from its words without marks; and that of a given name.
export const wholeName = (folds) => `=${folds.join("")}`;
export const givenName = (syllable) => `@g ${syllable}`;

// First day and end (20160128) of the congress term that is all a query names: "khóa XII".
export function term(words) {
  const said = words.map((word) => fold(word.text));
  const number = said.pop();
  return ["khoa", "nhiem ky khoa"].includes(said.join(" ")) && Object.hasOwn(TERMS, number) ? TERMS[number] : null;
}

// First and last day (20181029) of the date that is all a query names: "30/9/2021", "tháng 6 năm 2022".
export function days(words, text) {
  const said = words.map((word) => fold(word.text));
  const places = said.flatMap((word, at) => (isNumber(word) ? [at] : []));
  if (places.length < 2 || places.length > 3 || said.some((word) => !isNumber(word) && !BESIDE_A_DATE.includes(word))) {
    return null;
  }
  const between = places.length === 2 ? ["nam"] : ["thang", "nam"];
  for (let i = 1; i < places.length; i++) {
    const [a, b] = [places[i - 1], places[i]];
    const isWord = said.slice(a + 1, b).join(" ") === between[i - 1];
    if (!isWord && (b > a + 1 || !/^\s?[-/.]\s?$/.test(text.slice(words[a].end, words[b].start)))) {
      return null;
    }
  }
  const values = places.map((at) => Number(said[at]));
  if (isYear(values[0])) {
    values.reverse();
  }
  const year = values.pop();
  const month = values.pop();
  const day = values.pop();
  if (!isYear(year) || month < 1 || month > 12 || day < 1 || day > 31) {
    return null;
  }
  const first = year * 10000 + month * 100;
  return day === undefined ? [first, first + 31] : [first + day, first + day];
}
