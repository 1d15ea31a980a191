// Words as they were meant: typed without a typing aid (Telex, VNI), joined to one, or in a short form.
// The same as giaoban/search/typos.py.
import { CODES, ISSUERS, LEAST_JOINED, MOST_CUTS, MOST_PIECES, SHORT } from "./constants.js";
import { digit, fold } from "./tokens.js";

const VOWEL = /[aeiouy]/;
const VNI = /^(?:[a-z]*[aeiouyd][1-9]+)+[a-z]*$/;
const VNI_INSIDE = /[aeiouyd][1-9]+[a-z]/;
const TELEX_TONES = ["s", "f", "r", "x", "j"];

// The words as they were meant, and whether any had to be read as another. `choose`: gives of several ways to cut a word the one
// whose pieces stand side by side in the archive.
/** @returns {[any[], boolean]} */
export function mended(words, known, choose, unfinished) {
  const found = [];
  let changed = false;
  for (const token of spelledOut(words)) {
    const goesOn = unfinished && token.end === words[words.length - 1].end && known.goesOn(token.text);
    const made = goesOn ? null : pieces(token, known, choose);
    if (made) {
      changed = changed || made.length > 1 || fold(made[0]) !== fold(token.text);
      found.push(...tokensOf(token, made));
    } else {
      found.push(token);
    }
  }
  return [found, changed];
}

function pieces(token, known, choose) {
  const word = token.text;
  if (digit(word[0]) || known.has(word)) {
    return null;
  }
  const code = Object.keys(CODES).find((one) => word.startsWith(one) && ISSUERS.includes(word.slice(one.length)));
  if (code) {
    return [code, word.slice(code.length)];
  }
  const plain = withoutTelex(fold(word)).find((one) => known.has(one));
  if (plain) {
    return [plain];
  }
  const cuts = word.length >= LEAST_JOINED ? cutsOf(word, known) : [];
  return cuts.length ? choose(cuts.slice(0, MOST_CUTS)) : null;
}

const tokensOf = (token, texts) =>
  texts.map((text, i) => ({ text, start: token.start, end: token.end, joined: i > 0 || token.joined }));

// A text without the digits that stand for marks: "nghi5 quye61t".
export function withoutVni(text, known) {
  const isVni = (piece) => VNI.test(piece.toLowerCase()) && known.has(piece.toLowerCase().replace(/[0-9]/g, ""));
  const parts = text.split(/(\s+)/);
  if (!parts.some((piece) => VNI_INSIDE.test(piece.toLowerCase()) && isVni(piece))) {
    return text;
  }
  return parts.map((piece) => (isVni(piece) ? piece.replace(/[0-9]/g, "") : piece)).join("");
}

// What a word typed in Telex without the aid may be, without marks: "quyeets", "lamf", "ruwa".
function withoutTelex(word) {
  const plain = word.replace(/aa/g, "a").replace(/ee/g, "e").replace(/oo/g, "o").replace(/dd/g, "d").replace(/w/g, "");
  const found = plain === word ? [] : [plain];
  if (TELEX_TONES.includes(plain.slice(-1)) && VOWEL.test(plain.slice(0, -1))) {
    found.push(plain.slice(0, -1));
  }
  return found;
}

// The ways to cut a word into syllables that occur, those with the fewest first.
function cutsOf(word, known) {
  const found = [];
  for (let count = 2; count <= MOST_PIECES; count++) {
    found.push(...cutInto(word, count, known));
  }
  return found;
}

function cutInto(word, count, known) {
  const stands = (piece) => VOWEL.test(fold(piece)) && known.has(piece);
  if (count === 1) {
    return word.length > 1 && stands(word) ? [[word]] : [];
  }
  const found = [];
  for (let at = 2; at < word.length - 1; at++) {
    const first = word.slice(0, at);
    if (stands(first)) {
      found.push(...cutInto(word.slice(at), count - 1, known).map((rest) => [first, ...rest]));
    }
  }
  return found;
}

// Short forms as the pages write them: "hn tw 6 k12" is "hội nghị trung ương 6 khóa 12".
function spelledOut(words) {
  const spread = words.flatMap((token) => {
    const short = fold(token.text);
    return tokensOf(token, Object.hasOwn(SHORT, short) ? SHORT[short] : [token.text]);
  });
  const found = spread.flatMap((token, at) => {
    const after = spread[at + 1];
    const counts = number(after) && after.text.length < 3;
    if (token.text === "k" && counts && after.start === token.end) {
      return tokensOf(token, ["khóa"]);
    }
    if (counts && isCentre(spread, at)) {
      return tokensOf(token, ["trung", "ương"]);
    }
    return [token];
  });
  return sessionFirst(found);
}

const number = (token) => !!token && /^[0-9]+$/.test(token.text);

// Whether a word before a number is short for "trung ương": "tw 4", "TƯ 7", but not "18-NQ/TW 2017" nor "thứ tư 12".
function isCentre(words, at) {
  if (words[at].text === "tư") {
    return at === 0 || words[at - 1].text !== "thứ";
  }
  return words[at].text === "tw" && !(at > 1 && number(words[at - 2]));
}

// "Khóa 13 trung ương 6" as sessions are called: "trung ương 6 khóa 13".
function sessionFirst(words) {
  const said = words.map((word) => fold(word.text));
  for (let at = 0; at + 4 < said.length; at++) {
    if (said[at] === "khoa" && said[at + 2] === "trung" && said[at + 3] === "uong" && /^[0-9]+$/.test(said[at + 4])) {
      return [
        ...words.slice(0, at),
        ...words.slice(at + 2, at + 5),
        ...words.slice(at, at + 2),
        ...words.slice(at + 5),
      ];
    }
  }
  return words;
}

// The pairs of the pieces of a word, without marks.
export const neighbours = (some) => some.slice(1).map((piece, i) => `${fold(some[i])} ${fold(piece)}`);
