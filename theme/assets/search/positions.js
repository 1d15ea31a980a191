// Whether words may be a name of a page: the positions of words in names. The same as giaoban/search/positions.py.
import { POSITIONS } from "./constants.js";

const isLetter = (word) => word.length === 1 && /[^0-9]/.test(word);

// `masks`: of every word that occurs, without marks, the bits of its positions.
export function mayBeName(masks, words, unfinished = false) {
  if (words.some(isLetter)) {
    return true;
  }
  return words.every((word, at) => {
    const isOpen = unfinished && at === words.length - 1;
    const some = isOpen
      ? [...masks].filter(([other]) => other.startsWith(word)).map(([, bits]) => bits)
      : masks.has(word)
        ? [masks.get(word)]
        : [];
    return !some.length || /[0-9]/.test(word[0]) || some.some((bits) => (bits >> Math.min(at, POSITIONS - 1)) & 1);
  });
}
