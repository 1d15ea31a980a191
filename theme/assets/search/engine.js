// Answering: a query becomes terms with boosts, the terms get lunr's scores, and the scores an order. The same terms, scores and
// order as giaoban/search/engine.py, from the same files. Nothing is fetched before open().
import { BOUND, COMMON, KIND_WORDS, LEVEL_WORDS, LEVELS, MEETING_KINDS, MOST_READ, PAIR_BOOST } from "./constants.js";
import { Syllables } from "./expand.js";
import { binding } from "./lexicon.js";
import { bestPart, hasPhrase } from "./locate.js";
import { symbols } from "./naming.js";
import { documents, pagesNamed, pairs } from "./pairs.js";
import { day, namesAnEntity, parse, years } from "./query.js";
import { alone, Found, nothingNamed, ranked } from "./ranking.js";
import { IndexReader } from "./reading.js";
import { scores } from "./score.js";
import { digit, fold, slug, tokens, withoutZeros } from "./tokens.js";
import { withoutVni } from "./typos.js";
import { Understanding } from "./understanding.js";

const both = (allowed, found) => (allowed ? new Set([...allowed].filter((n) => found.has(n))) : found);

export class Engine {
  constructor(index) {
    this.index = index;
    this.words = new Syllables(new Map([...index.head.counts].filter(([text]) => !digit(text[0]))));
    this.understanding = new Understanding(index, this.words);
  }

  static async open(base, asked) {
    return new Engine(await IndexReader.open(base, asked));
  }

  // The engine on the index that is published now: this one where it is the same.
  async renewed() {
    const index = await IndexReader.open(this.index.base);
    return index.isAs(this.index) ? this : new Engine(index);
  }

  // The answer to a query: {ranked: [[number, score]], meant, phrases, better, unknown, missing, isEstimate}.
  // `conditions`: filters set otherwise than by typing, as parse() gives them.
  async answer(text, conditions = []) {
    // It is computed from the files at hand; what it lacked is fetched, all at once, before it is computed again.
    for (;;) {
      this.index.lacking.clear();
      const found = this.compute(text, conditions);
      const lacking = [...this.index.lacking];
      if (!lacking.length) {
        return found;
      }
      await this.index.fetch(lacking);
    }
  }

  compute(text, conditions) {
    const asked = parse(text);
    const isAlone = !(asked.phrases.length || asked.without.length || asked.conditions.length);
    let [allowed, rest, unknown] = this.filtered([...asked.conditions, ...conditions]);
    const plain = withoutVni(asked.text, this.words);
    const typed = plain === asked.text ? asked.words : tokens(plain);
    const unfinished = asked.open && !rest.length;
    const [words, isMended] = this.understanding.words([...typed, ...rest], unfinished);
    // Nothing can be asked of words that are not cut yet.
    if (this.index.lacking.size) {
      return null;
    }
    const every = [...words, ...asked.phrases.flat()];
    const marked = every.some((word) => word.text !== fold(word.text));
    const meant = this.understanding.toned(words, this.understanding.meanings(words, marked, unfinished));
    const isPlain = words.length && !asked.phrases.length;
    const named = isPlain ? this.understanding.named(words, meant, plain, marked, unfinished) : nothingNamed();
    const clauses = new Map();
    const found = new Found(this.index.head.documents);
    this.group(
      words,
      meant,
      clauses,
      found,
      named.bound ||
        binding(
          words.map((word) => word.text),
          marked,
        ),
    );
    const phrases = asked.phrases.map((phrase) => this.understanding.meanings(phrase, marked));
    phrases.forEach((meaning, i) => {
      this.group(asked.phrases[i], meaning, clauses, found, null);
      allowed = both(allowed, this.phrase(meaning));
    });
    for (const excepted of asked.without) {
      const excluded = this.phrase(this.understanding.meanings(excepted, true));
      allowed = new Set([...(allowed || this.index.head.numbers())].filter((n) => !excluded.has(n)));
    }
    if (named.only) {
      allowed = both(allowed, named.only);
    }
    const reached = every.length ? scores(this.index.head, clauses) : new Map([...(allowed || [])].map((n) => [n, 0]));
    // A shard may be of a later publication than the head: what that does not know is left out.
    const order = ranked(reached, found, allowed, named).filter(([number]) => this.index.head.known.has(number));
    const all = [...meant, ...phrases.flat()];
    // What is mended is the words alone: with conditions beside them the whole query would be another one.
    const better = isAlone ? this.better(every, all, isMended || plain !== asked.text) : null;
    const isEstimate = phrases.some((phrase) => phrase.length > 2);
    return {
      ranked: order,
      meant: all,
      phrases,
      better,
      unknown,
      missing: named.missing,
      isEstimate,
    };
  }

  // The clauses of a run of words: of each its syllables, and of each two neighbours their pairs. `bound`: which of the words need
  // not be there; null for a phrase.
  group(words, meant, clauses, found, bound) {
    const needed = bound === null;
    const isBound = (at) => !!bound && bound[at];
    const add = (term, postings, boost) => {
      const clause = clauses.get(term);
      if (clause) {
        clause.boost += boost;
      } else {
        clauses.set(term, { postings, boost });
      }
    };
    const isNumber = words.map((word) => digit(word.text[0]));
    const ofSymbols = symbols(words).map((symbol) => symbol.number);
    const counts = [];
    const own = meant.map((meaning, at) => {
      // A number alone is asked for unless it is that of a document, before its code: "18-NQ/TW".
      const common = isNumber[at] && !ofSymbols.includes(at) ? 0 : this.common(words, meant, at, needed);
      const held = common ? [] : this.index.found([...meaning.syllables.keys()]);
      for (const [syllable, postings] of held) {
        add(syllable, postings, meaning.syllables.get(syllable));
      }
      for (const number of pagesNamed(held.map(([, postings]) => postings))) {
        found.names.add(number);
      }
      const here = documents(held.map(([, postings]) => postings));
      counts.push(common || Math.max(here.size, 1));
      return here;
    });
    const paired = words.map(() => new Set());
    for (let at = 0; at + 1 < meant.length; at++) {
      if (!words[at + 1].joined && !needed) {
        continue;
      }
      const beside = pairs(this.index, meant[at], meant[at + 1]);
      for (const pair of beside) {
        add(pair.term, pair.postings, PAIR_BOOST * pair.weight);
      }
      for (const number of pagesNamed(beside.map((pair) => pair.postings))) {
        found.names.add(number);
      }
      const together = documents(beside.map((pair) => pair.postings));
      for (const number of together) {
        own[at].add(number);
        own[at + 1].add(number);
        // A neighbour that is only guessed says nothing for a word.
        if (!meant[at + 1].typo) {
          paired[at].add(number);
        }
        if (!meant[at].typo) {
          paired[at + 1].add(number);
        }
      }
      found.beside.add(together, found.beside.tell(together.size, isNumber[at] || isNumber[at + 1]));
    }
    own.forEach((place, at) => {
      const tell = found.covered.tell(counts[at], isNumber[at]);
      found.covered.add(place, isBound(at) ? tell * BOUND : tell);
      if (isBound(at)) {
        return;
      }
      const isBeside = [at - 1, at + 1].some((i) => i >= 0 && i < words.length && !isBound(i));
      found.demands.push({ place, paired: isBeside ? paired[at] : place, tell, alone: alone(words[at], meant[at]) });
    });
  }

  // In how many documents a word stands, where that is so many that only its pairs are asked for; else 0.
  common(words, meant, at, needed) {
    const joined = (i) => i > 0 && i < words.length && (words[i].joined || needed);
    const most = Math.max(0, ...[...meant[at].syllables.keys()].map((s) => this.index.head.counts.get(s) || 0));
    return most > COMMON && (joined(at) || joined(at + 1)) ? most : 0;
  }

  // The documents that have all neighbours of a phrase; of three words or more some may not have the phrase.
  phrase(meant) {
    if (meant.length === 1) {
      return documents(this.index.found([...meant[0].syllables.keys()]).map(([, postings]) => postings));
    }
    let found = null;
    for (let at = 1; at < meant.length; at++) {
      found = both(found, documents(pairs(this.index, meant[at - 1], meant[at]).map((pair) => pair.postings)));
    }
    return found || new Set();
  }

  // The documents that all filters let through (null: all), words that belong to no filter, and unknown filters.
  filtered(conditions) {
    const rest = [];
    const unknown = [];
    const same = new Map();
    for (const condition of conditions) {
      const passed = namesAnEntity(condition) ? this.named(condition, rest) : this.plain(condition);
      if (passed) {
        // Two years or two provinces are either of them; a year and a province are both.
        same.set(condition.field, new Set([...(same.get(condition.field) || []), ...passed]));
        continue;
      }
      unknown.push(condition);
      if (!namesAnEntity(condition)) {
        rest.push(...parse(condition.value).words);
      }
    }
    let allowed = null;
    for (const passed of same.values()) {
      allowed = both(allowed, passed);
    }
    return [allowed, rest, unknown];
  }

  named(condition, rest) {
    const words = condition.value.split(/\s+/).filter(Boolean);
    const shortest = condition.quoted ? words.length : 1;
    for (let length = words.length; length >= shortest && length; length--) {
      const postings = this.index.postings(
        `@${condition.field} ${withoutZeros(slug(words.slice(0, length).join(" ")))}`,
      );
      if (postings) {
        rest.push(...parse(words.slice(length).join(" ")).words);
        return new Set(postings.numbers);
      }
    }
    rest.push(...parse(condition.value).words);
    return null;
  }

  plain({ field, value }) {
    const { days, looks, meetings } = this.index.head;
    const folded = fold(value);
    const where = (test) => new Set(meetings.filter((_, place) => test(place)));
    if (field === "year") {
      const span = years(value);
      return span && where((p) => Math.floor(days[p] / 10000) >= span[0] && Math.floor(days[p] / 10000) <= span[1]);
    }
    if (field === "kind") {
      const kind = MEETING_KINDS.indexOf(KIND_WORDS[folded]);
      return kind >= 0 ? where((p) => looks[p] >> 4 === kind) : null;
    }
    if (field === "level") {
      const level = LEVELS.indexOf(LEVEL_WORDS[folded]);
      return level >= 0 ? where((p) => (looks[p] & 15) === level) : null;
    }
    const bound = day(value, field === "to");
    return bound && where((p) => (field === "from" ? days[p] >= bound : days[p] <= bound));
  }

  // The query as it was probably meant, where a word had to be mended.
  better(words, meant, isMended) {
    if (!isMended && !meant.some((meaning) => meaning.typo && meaning.syllables.size)) {
      return null;
    }
    const said = [];
    meant.forEach((meaning, at) => {
      let most = words[at].text;
      let weight = -1;
      for (const [s, w] of meaning.syllables) {
        if (w > weight || (w === weight && s > most)) {
          [most, weight] = [s, w];
        }
      }
      const before = at
        ? pairs(this.index, meant[at - 1], meaning).filter((pair) => pair.term.startsWith(`${said[at - 1]} `))
        : [];
      const after = !before.length && at + 1 < meant.length ? pairs(this.index, meaning, meant[at + 1]) : [];
      if (before.length) {
        most = before[0].term.slice(before[0].term.indexOf(" ") + 1);
      } else if (after.length) {
        most = after[0].term.slice(0, after[0].term.indexOf(" "));
      }
      said.push(most);
    });
    return said.join(" ");
  }

  // The first `limit` answers from place `from` on that have every phrase; each page with the part that fits best.
  async hits(answer, limit, from = 0) {
    const found = [];
    const end = Math.min(answer.ranked.length, from + Math.max(limit, MOST_READ));
    let at = from;
    while (found.length < limit && at < end) {
      const some = answer.ranked.slice(at, Math.min(at + limit - found.length, end));
      at += some.length;
      (await this.index.pages(some.map(([n]) => n))).forEach((page, i) => {
        const texts = [page.title, ...page.parts.map((part) => part[1])];
        if (answer.phrases.every((phrase) => hasPhrase(texts, phrase))) {
          found.push({ ...page, score: some[i][1], ...bestPart(page.parts, answer.meant) });
        }
      });
    }
    return { found, next: at };
  }
}
