// From a word as typed to the syllables it may mean. The same as giaoban/search/expand.py.
import { ENDING, I_AND_Y, LEAST_WEIGHT, MOST, MOST_ENDINGS, MOST_TYPOS, TWINS, TYPO } from "./constants.js";
import { digit, fold } from "./tokens.js";

const marks = (c) => c.normalize("NFD").slice(1) + (c === "đ" ? "đ" : "");
const hasMarks = (syllable, typed) =>
  syllable.length === typed.length &&
  Array.from(syllable).every((a, i) => {
    const b = typed[i];
    return (
      a === b ||
      (b >= "a" && b <= "z" && fold(a) === b) ||
      (fold(a) === fold(b) && Array.from(marks(b)).every((m) => marks(a).includes(m)))
    );
  });

// The other spelling of a word that has two: "kỉ luật", "kỷ luật"; "qui định", "quy định"; "hàng tháng", "hằng tháng".
function twin(word, folded) {
  if (!Object.hasOwn(I_AND_Y, folded)) {
    return Object.hasOwn(TWINS, word) ? TWINS[word] : null;
  }
  const apart = word.normalize("NFD");
  const at = folded.length - 1;
  return (apart.slice(0, at) + I_AND_Y[folded][at] + apart.slice(at + 1)).normalize("NFC");
}

// What a word may be after a typo; of `least` letters only two in the wrong order or one too few: too much is near.
function* edits(word, least = 2) {
  if (word.length < least) {
    return;
  }
  for (let at = 0; at <= word.length; at++) {
    const before = word.slice(0, at);
    const after = word.slice(at);
    const isLong = after && word.length > least;
    if (after.length > 1) {
      yield before + after[1] + after[0] + after.slice(2);
    }
    if (isLong) {
      yield before + after.slice(1);
    }
    for (const letter of "abcdefghijklmnopqrstuvwxyz") {
      if (isLong) {
        yield before + letter + after.slice(1);
      }
      yield before + letter + after;
    }
  }
}

// Whether one word without marks is another one after a typo.
export const isTypo = (typed, meant) =>
  typed !== meant && Math.abs(typed.length - meant.length) < 2 && [...edits(typed)].includes(meant);

export class Syllables {
  constructor(counts) {
    this.counts = counts;
    this.byFold = new Map();
    for (const s of counts.keys()) {
      const f = fold(s);
      if (this.byFold.has(f)) {
        this.byFold.get(f).push(s);
      } else {
        this.byFold.set(f, [s]);
      }
    }
  }
  // Whether a word occurs, with these marks or others; and whether a syllable begins with it.
  has(word) {
    return this.byFold.has(fold(word));
  }
  goesOn(word) {
    return this.endings(fold(word), fold(word)).length > 0;
  }
  meaning(word, unfinished, marked) {
    if (digit(word[0])) {
      return { syllables: new Map([[word, 1]]), folds: [word], typo: false, beginning: unfinished ? word : null };
    }
    const folded = fold(word);
    let found = this.same(word, folded);
    let typo = false;
    const other = twin(word, folded);
    if (other) {
      found = [...new Set([...found, ...this.same(other, fold(other))])];
    }
    const endings = unfinished ? this.endings(word, folded) : [];
    if (!found.length && !endings.length) {
      found = this.typos(folded);
      typo = true;
    }
    let weights = this.weights(found, typo ? TYPO : 1);
    if (weights.has(word) && marked && !typo) {
      for (const [s, w] of weights) {
        weights.set(s, s === word ? 1 : w / 2);
      }
    }
    if (!found.length) {
      weights = this.weights(endings, ENDING);
    }
    const folds = [...new Set([...weights.keys()].map(fold))];
    return {
      syllables: weights,
      folds: folds.length ? folds : [folded],
      typo,
      beginning: unfinished && !(typo && weights.size) ? folded : null,
    };
  }
  same(word, folded) {
    if (word !== folded && this.counts.has(word)) {
      return [word];
    }
    const same = this.byFold.get(folded) || [];
    if (word === folded) {
      return same;
    }
    const fit = same.filter((s) => hasMarks(s, word));
    return fit.length ? fit : same;
  }
  endings(word, folded) {
    const longer = [];
    for (const [f, list] of this.byFold) {
      if (f !== folded && f.startsWith(folded)) {
        for (const s of list) {
          if (word === folded || hasMarks(s.slice(0, word.length), word)) {
            longer.push(s);
          }
        }
      }
    }
    return this.frequent(longer).slice(0, MOST_ENDINGS);
  }
  typos(folded) {
    const near = [...new Set(edits(folded))].filter((f) => f !== folded && this.byFold.has(f));
    const most = new Map(near.map((f) => [f, Math.max(...this.byFold.get(f).map((s) => this.counts.get(s)))]));
    near.sort((a, b) => most.get(b) - most.get(a) || (a < b ? -1 : 1));
    return near.slice(0, MOST_TYPOS).flatMap((f) => this.byFold.get(f));
  }
  frequent(list) {
    return [...list].sort((a, b) => this.counts.get(b) - this.counts.get(a) || (a < b ? -1 : 1));
  }
  weights(found, share) {
    const kept = this.frequent(found).slice(0, MOST);
    const most = Math.max(1, ...kept.map((s) => this.counts.get(s)));
    return new Map(kept.map((s) => [s, share * Math.max(LEAST_WEIGHT, Math.sqrt(this.counts.get(s) / most))]));
  }
}
