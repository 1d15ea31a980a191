// Search in the browser: the same terms, scores and order as giaoban/search/engine.py, from the same files.
// Nothing is fetched before open(); answer() needs at most one round of fetches, hits() one more.
import { Syllables, round3 } from "./search/expand.js";
import { LEVELS, MEETING_KINDS } from "./search/files.js";
import { best, hasPhrase } from "./search/locate.js";
import { KIND_WORDS, LEVEL_WORDS, day, parse, years } from "./search/query.js";
import { scores } from "./search/score.js";
import { Shelf } from "./search/shelf.js";
import { digit, fold, slug } from "./search/tokens.js";

const PAIR_BOOST = 2, WHOLE_NAME = 1000, LEAST_TOLD = 0.6, BESIDE = 0.5, NUMBER = 2, BEGUN = 1.5, FEW = 2, MOST_NAMES = 8, MOST_PAIRS = 40, COMMON = 1000;

// How much of a query a document has: for each word or pair, where it stands, and how much it tells.
class Told {
  constructor(documents) { this.documents = documents; this.places = []; this.tells = []; this.total = 0; }
  add(place, count, number) {
    const tell = Math.log(1 + Math.abs((this.documents - count + 0.5) / (count + 0.5))) * (number ? NUMBER : 1);
    this.places.push(place);
    this.tells.push(tell);
    // A word that stands nowhere tells two documents apart no more than one that stands in all.
    if (place.size) this.total += tell;
  }
  share(number) {
    let held = 0;
    this.places.forEach((place, i) => { if (place.has(number)) held += this.tells[i]; });
    return this.total ? held / this.total : 1;
  }
}

export class Engine {
  constructor(shelf) { this.shelf = shelf; this.words = new Syllables(shelf.head.counts); }

  static async open(base) { return new Engine(await Shelf.open(base)); }

  // The answer to a query: {ranked: [[number, score]], meant, better, unknown, phrases}.
  // `wishes`: filters set otherwise than by typing, as parse() gives them.
  async answer(text, wishes = []) {
    const asked = parse(text);
    asked.wishes.push(...wishes);
    const named = asked.wishes.filter((w) => "plrt".includes(w.field));
    const tags = named.flatMap((w) => { const words = w.value.split(" "); return words.map((_, i) => `@${w.field} ${slug(words.slice(0, i + 1).join(" "))}`); });
    const plain = (extra) => {
      const words = [...asked.words, ...extra], groups = [words, ...asked.phrases];
      const unfinished = asked.open && !extra.length;
      const every = groups.flat(), marked = every.some((t) => t.text !== fold(t.text));
      const meant = groups.map((group, g) => group.map((t, i) => this.words.meaning(t.text, g === 0 && unfinished && i === group.length - 1, marked)));
      let names = ["="];
      words.forEach((t, i) => {
        const said = meant[0][i].slip ? meant[0][i].folds : [fold(t.text)];
        names = names.flatMap((name) => said.map((word) => (i ? `${name} ${word}` : name + word))).slice(0, MOST_NAMES);
      });
      return { words, groups, meant, marked, names, unfinished };
    };
    const without = asked.without.map((group) => group.map((t) => this.words.meaning(t.text, false, true)));
    const wanted = (plan) => {
      const terms = plan.meant.flatMap((meant, g) => meant.flatMap((m, i) => (this.common(plan.groups[g], meant, i, g > 0) ? [] : [...m.syllables.keys()])));
      terms.push(...[...plan.groups.map((g, i) => i && g.length === 1 ? plan.meant[i] : []), ...without].filter((m) => m.length === 1).flatMap(([m]) => [...m.syllables.keys()]));
      const keys = [];
      for (const group of [...plan.meant, ...without]) for (let i = 1; i < group.length; i++) for (const a of group[i - 1].folds)
        for (const b of group[i].beginning !== null ? [group[i].beginning] : group[i].folds) keys.push(`${a} ${b}`);
      if (plan.words.length && !asked.phrases.length) {
        terms.push(...plan.names);
        if (plan.unfinished && this.shelf.files(plan.names[0]).length <= FEW) keys.push(plan.names[0]);
      }
      return [terms, keys];
    };
    let plan = plain([]);
    const [terms, keys] = wanted(plan);
    await this.shelf.need([...terms, ...tags], keys);
    const unknown = [], rest = [], passed = new Map();
    for (const wish of asked.wishes) {
      const found = "plrt".includes(wish.field) ? this.named(wish, rest) : this.plain(wish);
      if (!found) unknown.push(wish);
      else passed.set(wish.field, new Set([...(passed.get(wish.field) || []), ...found]));
    }
    if (rest.length) { plan = plain(rest); await this.shelf.need(...wanted(plan)); }
    let allowed = null;
    for (const found of passed.values()) allowed = allowed ? new Set([...allowed].filter((n) => found.has(n))) : found;

    const clauses = new Map(), told = new Told(this.shelf.head.documents), beside = new Told(this.shelf.head.documents);
    plan.groups.forEach((group, g) => this.group(group, plan.meant[g], clauses, told, beside, g > 0));
    asked.phrases.forEach((phrase) => {
      const found = this.phrase(phrase.map((t) => this.words.meaning(t.text, false, plan.marked)));
      allowed = allowed ? new Set([...allowed].filter((n) => found.has(n))) : found;
    });
    without.forEach((meant) => {
      const excluded = this.phrase(meant), all = allowed || Array.from({ length: this.shelf.head.documents }, (_, n) => n);
      allowed = new Set([...all].filter((n) => !excluded.has(n)));
    });
    const every = plan.groups.flat();
    const reached = every.length ? scores(this.shelf.head, clauses) : new Map([...(allowed || [])].map((n) => [n, 0]));
    const meant = plan.meant.flat(), called = new Set(), begun = new Set();
    if (plan.words.length && !asked.phrases.length) {
      for (const name of plan.names) this.shelf.numbers(this.shelf.postings(name), called);
      if (plan.unfinished && this.shelf.files(plan.names[0]).length <= FEW)
        for (const [, postings] of this.shelf.beginning(plan.names[0])) for (const n of postings.numbers[1]) begun.add(this.shelf.head.meetings + n);
    }
    return {
      ranked: this.ranked(reached, told, beside, allowed, called, begun),
      meant, better: this.better(every, meant), unknown, phrases: asked.phrases, empty: !every.length && !asked.wishes.length,
    };
  }

  group(words, meant, clauses, told, beside, needed) {
    const add = (term, postings, boost) => { const c = clauses.get(term); c ? (c.boost += boost) : clauses.set(term, { postings, boost }); };
    const number = words.map((word) => digit(word.text[0]));
    const own = meant.map((meaning, i) => {
      const here = new Set();
      if (!this.common(words, meant, i, needed)) for (const [s, weight] of meaning.syllables) { const p = this.shelf.postings(s); if (p) { add(s, p, weight); this.shelf.numbers(p, here); } }
      return here;
    });
    const counts = own.map((set, i) => this.common(words, meant, i, needed) || Math.max(set.size, 1));
    for (let i = 1; i < meant.length; i++) {
      if (!words[i].joined && !needed) continue;
      const together = new Set();
      for (const [pair, postings, weight] of this.pairs(meant[i - 1], meant[i])) {
        add(pair, postings, PAIR_BOOST * weight);
        this.shelf.numbers(postings, together);
      }
      for (const n of together) { own[i - 1].add(n); own[i].add(n); }
      beside.add(together, together.size, number[i - 1] || number[i]);
    }
    own.forEach((place, i) => told.add(place, counts[i], number[i]));
  }

  // In how many documents a word stands, where that is so many that only its pairs are asked for; else 0.
  common(words, meant, at, needed) {
    const joined = (i) => i > 0 && i < words.length && (words[i].joined || needed);
    const most = Math.max(0, ...[...meant[at].syllables.keys()].map((s) => this.shelf.head.counts.get(s) || 0));
    return most > COMMON && (joined(at) || joined(at + 1)) ? most : 0;
  }

  pairs(first, second) {
    const fits = [], seen = new Set();
    for (const a of first.folds) for (const b of second.beginning !== null ? [second.beginning] : second.folds)
      for (const [pair, postings] of this.shelf.beginning(`${a} ${b}`)) {
        const cut = pair.indexOf(" "), left = pair.slice(0, cut), right = pair.slice(cut + 1);
        const goesOn = second.beginning !== null && fold(right).startsWith(second.beginning);
        if (cut > 0 && !seen.has(pair) && first.syllables.has(left) && (second.syllables.has(right) || goesOn)) { seen.add(pair); fits.push([pair, postings]); }
      }
    fits.sort((a, b) => b[1].count - a[1].count || (a[0] < b[0] ? -1 : 1));
    const most = fits.length ? fits[0][1].count : 1;
    return fits.slice(0, MOST_PAIRS).map(([pair, p]) => [pair, p, Math.max(0.1, round3(Math.sqrt(p.count / most)))]);
  }

  phrase(meant) {
    if (meant.length === 1) { const here = new Set(); for (const s of meant[0].syllables.keys()) this.shelf.numbers(this.shelf.postings(s), here); return here; }
    let both = null;
    for (let i = 1; i < meant.length; i++) {
      const here = new Set();
      for (const [, postings] of this.pairs(meant[i - 1], meant[i])) this.shelf.numbers(postings, here);
      both = both ? new Set([...both].filter((n) => here.has(n))) : here;
    }
    return both || new Set();
  }

  named(wish, rest) {
    const words = wish.value.split(/\s+/).filter(Boolean);
    for (let length = words.length; length >= (wish.quoted ? words.length : 1) && length; length--) {
      const postings = this.shelf.postings(`@${wish.field} ${slug(words.slice(0, length).join(" "))}`);
      if (postings) { rest.push(...parse(words.slice(length).join(" ")).words); return this.shelf.numbers(postings); }
    }
    rest.push(...parse(wish.value).words);
    return null;
  }

  plain(wish) {
    const { days, looks, meetings } = this.shelf.head, folded = fold(wish.value);
    const where = (test) => { const found = new Set(); for (let n = 0; n < meetings; n++) if (test(n)) found.add(n); return found; };
    if (wish.field === "year") { const span = years(wish.value); return span && where((n) => Math.floor(days[n] / 10000) >= span[0] && Math.floor(days[n] / 10000) <= span[1]); }
    if (wish.field === "kind") { const kind = MEETING_KINDS.indexOf(KIND_WORDS[folded]); return kind >= 0 ? where((n) => looks[n] >> 4 === kind) : null; }
    if (wish.field === "level") { const level = LEVELS.indexOf(LEVEL_WORDS[folded]); return level >= 0 ? where((n) => (looks[n] & 15) === level) : null; }
    const bound = day(wish.value, wish.field === "to");
    return bound && where((n) => (wish.field === "from" ? days[n] >= bound : days[n] <= bound));
  }

  ranked(scores, told, beside, allowed, called, begun) {
    const found = [], meetings = this.shelf.head.meetings;
    for (const [number, reached] of scores) {
      const share = told.share(number);
      if ((allowed && !allowed.has(number)) || share < LEAST_TOLD) continue;
      const value = reached * share * share * (1 - BESIDE + BESIDE * beside.share(number)) * (begun.has(number) ? BEGUN : 1);
      found.push([number, Math.round((value + (called.has(number) ? WHOLE_NAME : 0)) * 1e6) / 1e6]);
    }
    const rank = (n) => (n < meetings ? -n : n);
    return found.sort((a, b) => b[1] - a[1] || (a[0] < meetings ? 0 : 1) - (b[0] < meetings ? 0 : 1) || rank(a[0]) - rank(b[0]));
  }

  better(words, meant) {
    if (!meant.some((m) => m.slip && m.syllables.size)) return null;
    const said = [];
    meant.forEach((meaning, at) => {
      let best = words[at].text, weight = -1;
      for (const [s, w] of meaning.syllables) if (w > weight || (w === weight && s > best)) { best = s; weight = w; }
      const before = at ? this.pairs(meant[at - 1], meaning).filter(([p]) => p.startsWith(said[at - 1] + " ")) : [];
      if (before.length) best = before[0][0].slice(before[0][0].indexOf(" ") + 1);
      else if (at + 1 < meant.length) { const after = this.pairs(meaning, meant[at + 1]); if (after.length) best = after[0][0].slice(0, after[0][0].indexOf(" ")); }
      said.push(best);
    });
    return said.join(" ");
  }

  // The first `limit` answers from place `from` on that have every phrase; each page with the part that fits best.
  async hits(answer, limit, from = 0) {
    const found = [];
    let at = from;
    while (found.length < limit && at < answer.ranked.length) {
      const some = answer.ranked.slice(at, at + limit - found.length);
      at += some.length;
      (await this.shelf.pages(some.map(([n]) => n))).forEach((page, i) => {
        if (answer.phrases.every((phrase) => hasPhrase([page.title, ...page.parts.map((p) => p[1])], phrase)))
          found.push({ ...page, score: some[i][1], ...best(page.parts, answer.meant) });
      });
    }
    return { found, next: at };
  }

}
