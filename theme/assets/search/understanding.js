// What a query means in this archive: words mended by what stands in it, and what they name.
// The same as giaoban/search/understanding.py.
import { ENTITIES, FEW, MOST_NAMES, OTHERWISE, TYPO } from "./constants.js";
import { isTypo } from "./expand.js";
import { binding } from "./lexicon.js";
import { days, givenName, honorific, person, symbols, term, wholeName } from "./naming.js";
import { commonest, documents, ofKind, pagesNamed, pairs } from "./pairs.js";
import { mayBeName } from "./positions.js";
import { combined, nothingNamed } from "./ranking.js";
import { digit, fold } from "./tokens.js";
import { mended, neighbours } from "./typos.js";

const until = (end, count) => Array.from({ length: count }, (_, at) => at < end);
const addAll = (set, values) => {
  for (const value of values) {
    set.add(value);
  }
};
const postingsOf = (some) => some.map(([, postings]) => postings);

export class Understanding {
  constructor(index, syllables) {
    this.index = index;
    this.syllables = syllables;
  }

  // The words as they were meant, and whether any had to be read as another.
  words(typed, unfinished) {
    return mended(typed, this.syllables, (cuts) => this.standing(cuts), unfinished);
  }

  meanings(words, marked, unfinished = false) {
    return words.map((word, i) => this.syllables.meaning(word.text, unfinished && i === words.length - 1, marked));
  }

  // The meanings, those mended that stand beside their neighbour only with other marks ("Đông Tháp") or one letter on.
  toned(words, meant) {
    const beside = meant
      .slice(1)
      .map((second, at) => (words[at + 1].joined ? pairs(this.index, meant[at], second) : []));
    // What is not fetched yet says nothing.
    if (this.index.lacking.size) {
      return meant;
    }
    // A word that is still being typed is taken as it is, if it is one.
    const asTyped = beside.map((some, at) =>
      some.filter((pair) => meant[at + 1].syllables.has(pair.term.slice(pair.term.indexOf(" ") + 1))),
    );
    const found = [...meant];
    const titled = honorific(words);
    for (let at = 0; at + 1 < meant.length; at++) {
      const two = [words[at], words[at + 1]];
      if (at < titled && !OTHERWISE.includes(fold(two[0].text))) {
        continue;
      }
      const isMended = meant[at].typo || meant[at + 1].typo;
      if (!two[1].joined || (isMended && beside[at].length) || two.some((word) => digit(word.text[0]))) {
        continue;
      }
      const folds = two.map((word) => fold(word.text));
      if (asTyped[at].length && two.every((word, i) => word.text === folds[i])) {
        continue;
      }
      // Both may stand in the archive; only the name of something with a page is worth the change: "Hà Tỉnh".
      if (pagesNamed(asTyped[at].map((pair) => pair.postings)).size) {
        continue;
      }
      let others = this.index.same(folds.join(" ")).filter(([, postings]) => pagesNamed([postings]).size);
      if (!others.length && !beside[at].length) {
        others = this.placesNear(two, folds);
      }
      const best = commonest(others);
      if (!best) {
        continue;
      }
      const changes = best
        .split(" ")
        .map((syllable, i) => ({ place: at + i, syllable }))
        .filter(({ place, syllable }) => !meant[place].syllables.has(syllable));
      // A word that stands beside its other neighbour as it was typed is right.
      const isRight = ({ place }) => [place - 1, place].some((pair) => pair !== at && asTyped[pair]?.length);
      if (changes.some(isRight)) {
        continue;
      }
      for (const { place, syllable } of changes) {
        found[place] = { syllables: new Map([[syllable, TYPO]]), folds: [fold(syllable)], typo: true, beginning: null };
      }
    }
    return found;
  }

  // What the words name as a whole or in part. `text`: what they stand in.
  named(words, meant, text, marked, unfinished) {
    const found = nothingNamed();
    const said = words.map((word, i) => (meant[i].typo ? meant[i].folds : [fold(word.text)]));
    this.pages(said, found, unfinished);
    const span = term(words) || days(words, text);
    if (span) {
      const { meetings, days: held } = this.index.head;
      addAll(
        found.sure,
        meetings.filter((_, place) => span[0] <= held[place] && held[place] <= span[1]),
      );
    }
    this.people(words, meant, said, found);
    this.documents(words, text, found, marked, unfinished);
    return found;
  }

  // Of several ways to cut a word that whose pieces stand side by side most often; null where none do.
  standing(cuts) {
    let best = null;
    let reached = 0;
    for (const pieces of cuts) {
      const here = Math.min(
        ...neighbours(pieces).map((pair) => Math.max(0, ...this.index.same(pair).map(([, p]) => p.count))),
      );
      if (here > reached) {
        [best, reached] = [pieces, here];
      }
    }
    return best;
  }

  // What of the name of a province two words may be that stand nowhere side by side: "Đắt Lắk". A word that the archive has stays,
  // unless a letter of it is missing, one too many, or two are in the wrong order.
  placesNear(words, folds) {
    const { provinces, counts } = this.index.head;
    const sorted = (word) => [...word].sort().join("");
    const isNear = (name, i) => {
      if (name[1 - i] !== folds[1 - i] || !isTypo(folds[i], name[i])) {
        return false;
      }
      const isOther = folds[i].length === name[i].length && sorted(folds[i]) !== sorted(name[i]);
      return !(counts.has(words[i].text) && isOther);
    };
    const near = provinces.filter((place) => [0, 1].some((i) => isNear(place.split(" "), i)));
    return near.flatMap((place) => this.index.same(place));
  }

  // The documents one of whose names is what was typed, and the pages whose name begins so.
  pages(said, found, unfinished) {
    addAll(found.sure, documents(postingsOf(this.index.found(this.wholes(said)))));
    const first = said.map((folds) => folds[0]);
    if (!unfinished || !mayBeName(this.index.head.named, first, true)) {
      return;
    }
    const goingOn = documents(postingsOf(this.index.beginning(wholeName(first), FEW)));
    addAll(
      found.begun,
      [...goingOn].filter((n) => n >= ENTITIES),
    );
  }

  // The terms of the names that words may be.
  wholes(said) {
    return combined(said, MOST_NAMES)
      .filter((name) => mayBeName(this.index.head.named, name))
      .map(wholeName);
  }

  people(words, meant, said, found) {
    const one = person(words);
    if (!one) {
      return;
    }
    found.office = one.office;
    // "Bà Rịa", "bắc ninh", "anh hùng": what stands in the archive so is no honorific with a name.
    if (one.honorific === 1 && OTHERWISE.includes(said[0][0]) && pairs(this.index, meant[0], meant[1]).length) {
      return;
    }
    for (const [start, end] of one.wholes) {
      const people = ofKind(this.index, "leader", this.wholes(said.slice(start, end)));
      if (!people.size) {
        continue;
      }
      const rest = said.slice(end);
      if (one.start || (rest.length && ofKind(this.index, "province", this.wholes(rest)).size)) {
        addAll(found.sure, people);
      } else if (rest.length) {
        addAll(found.first, people);
      }
      found.bound = until(start, words.length);
      return;
    }
    for (const at of one.given) {
      addAll(found.given, ofKind(this.index, "leader", [...meant[at].syllables.keys()].map(givenName)));
    }
    const name = meant.slice(one.start);
    if (found.given.size) {
      found.bound = until(one.honorific, words.length);
    } else if (one.isName && !name.slice(1).every((second, i) => pairs(this.index, name[i], second).length)) {
      found.bound = until(one.start, words.length);
      found.strict = true;
    }
  }

  documents(words, text, found, marked, unfinished) {
    for (const symbol of symbols(words)) {
      const here = ofKind(this.index, "resolution", symbol.tags);
      addAll(found.documents, here);
      const others = words.filter((_, at) => at < symbol.start || at >= symbol.end).map((word) => word.text);
      const isAll = binding([...others, "?"], marked)
        .slice(0, -1)
        .every(Boolean);
      if (here.size || !(symbol.whole || isAll) || (unfinished && this.numberGoesOn(words, symbol))) {
        continue;
      }
      found.missing.push(text.slice(words[symbol.start].start, words[symbol.end - 1].end).trim());
      const named = documents(postingsOf(this.index.same(symbol.pair)));
      found.only = found.only ? new Set([...found.only].filter((n) => named.has(n))) : named;
    }
  }

  // Whether the number of a document that is being typed may become that of one that is here.
  numberGoesOn(words, symbol) {
    if (symbol.whole || symbol.end < words.length || symbol.end < symbol.start + 2) {
      return false;
    }
    const beginning = words
      .slice(symbol.end - 2)
      .map((word) => fold(word.text))
      .join(" ");
    return pagesNamed(postingsOf(this.index.beginning(beginning))).size > 0;
  }
}
