// Search in the browser: the same terms, scores and order as giaoban/search/engine.py, from the same files.
// Nothing is fetched before open(); answer() needs at most one round of fetches, hits() one more.
import { BEGUN, BESIDE, COMMON, ENTITIES, FEW, KIND_WORDS, LEAST_COVERED, LEAST_PAIR, LEVELS, LEVEL_WORDS, MEETING_KINDS, MOST_NAMES, MOST_PAIRS, MOST_READ, NUMBER, PAIR_BOOST, WHOLE_NAME } from "./search/constants.js";
import { Syllables } from "./search/expand.js";
import { best, hasPhrase } from "./search/locate.js";
import { day, namesAnEntity, parse, years } from "./search/query.js";
import { IndexReader } from "./search/reading.js";
import { scores } from "./search/score.js";
import { digit, fold, slug } from "./search/tokens.js";

// How much of a query a document has: for each word or pair, where it stands, and how much it tells.
class Coverage {
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

const into = (set, postings) => { if (postings) for (const number of postings.numbers) set.add(number); return set; };
const both = (allowed, found) => (allowed ? new Set([...allowed].filter((n) => found.has(n))) : found);

export class Engine {
  constructor(index) { this.index = index; this.words = new Syllables(index.head.counts); }

  static async open(base) { return new Engine(await IndexReader.open(base)); }

  // The answer to a query: {ranked: [[number, score]], meant, phrases, better, unknown, isEstimate}.
  // `conditions`: filters set otherwise than by typing, as parse() gives them.
  async answer(text, conditions = []) {
    const asked = parse(text);
    // What is mended is the words alone: with conditions beside them what was typed would be another query.
    const alone = !(asked.phrases.length || asked.without.length || asked.conditions.length);
    asked.conditions.push(...conditions);
    const named = asked.conditions.filter(namesAnEntity);
    const tags = named.flatMap((c) => { const words = c.value.split(/\s+/); return words.map((_, i) => `@${c.field} ${slug(words.slice(0, i + 1).join(" "))}`); });
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
        if (plan.unfinished && this.index.files(plan.names[0]).length <= FEW) keys.push(plan.names[0]);
      }
      return [terms, keys];
    };
    let plan = plain([]);
    const [terms, keys] = wanted(plan);
    await this.index.need([...terms, ...tags], keys);
    const unknown = [], rest = [], passed = new Map();
    for (const condition of asked.conditions) {
      const found = namesAnEntity(condition) ? this.named(condition, rest) : this.plain(condition);
      // Two years or two provinces are either of them; a year and a province are both.
      if (found) { passed.set(condition.field, new Set([...(passed.get(condition.field) || []), ...found])); continue; }
      unknown.push(condition);
      if (!namesAnEntity(condition)) rest.push(...parse(condition.value).words);
    }
    if (rest.length) { plan = plain(rest); await this.index.need(...wanted(plan)); }
    let allowed = null;
    for (const found of passed.values()) allowed = both(allowed, found);

    const head = this.index.head, clauses = new Map(), covered = new Coverage(head.documents), beside = new Coverage(head.documents);
    plan.groups.forEach((group, g) => this.group(group, plan.meant[g], clauses, covered, beside, g > 0));
    const phrases = asked.phrases.map((phrase) => phrase.map((t) => this.words.meaning(t.text, false, plan.marked)));
    for (const phrase of phrases) allowed = both(allowed, this.phrase(phrase));
    for (const meant of without) {
      const excluded = this.phrase(meant);
      allowed = new Set([...(allowed || head.numbers())].filter((n) => !excluded.has(n)));
    }
    const every = plan.groups.flat();
    const reached = every.length ? scores(head, clauses) : new Map([...(allowed || [])].map((n) => [n, 0]));
    const meant = plan.meant.flat(), called = new Set(), begun = new Set();
    if (plan.words.length && !phrases.length) {
      for (const name of plan.names) into(called, this.index.postings(name));
      if (plan.unfinished && this.index.files(plan.names[0]).length <= FEW)
        for (const [, postings] of this.index.beginning(plan.names[0])) for (const n of postings.numbers) if (n >= ENTITIES) begun.add(n);
    }
    return {
      ranked: this.ranked(reached, covered, beside, allowed, called, begun), meant, phrases, better: alone ? this.better(every, meant) : null, unknown,
      isEstimate: phrases.some((phrase) => phrase.length > 2),
    };
  }

  group(words, meant, clauses, covered, beside, needed) {
    const add = (term, postings, boost) => { const c = clauses.get(term); c ? (c.boost += boost) : clauses.set(term, { postings, boost }); };
    const number = words.map((word) => digit(word.text[0]));
    const own = meant.map((meaning, i) => {
      const here = new Set();
      if (!this.common(words, meant, i, needed)) for (const [s, weight] of meaning.syllables) { const p = this.index.postings(s); if (p) { add(s, p, weight); into(here, p); } }
      return here;
    });
    const counts = own.map((set, i) => this.common(words, meant, i, needed) || Math.max(set.size, 1));
    for (let i = 1; i < meant.length; i++) {
      if (!words[i].joined && !needed) continue;
      const together = new Set();
      for (const [pair, postings, weight] of this.pairs(meant[i - 1], meant[i])) {
        add(pair, postings, PAIR_BOOST * weight);
        into(together, postings);
      }
      for (const n of together) { own[i - 1].add(n); own[i].add(n); }
      beside.add(together, together.size, number[i - 1] || number[i]);
    }
    own.forEach((place, i) => covered.add(place, counts[i], number[i]));
  }

  // In how many documents a word stands, where that is so many that only its pairs are asked for; else 0.
  common(words, meant, at, needed) {
    const joined = (i) => i > 0 && i < words.length && (words[i].joined || needed);
    const most = Math.max(0, ...[...meant[at].syllables.keys()].map((s) => this.index.head.counts.get(s) || 0));
    return most > COMMON && (joined(at) || joined(at + 1)) ? most : 0;
  }

  pairs(first, second) {
    const fits = [], seen = new Set();
    for (const a of first.folds) for (const b of second.beginning !== null ? [second.beginning] : second.folds)
      for (const [pair, postings] of this.index.beginning(`${a} ${b}`)) {
        const cut = pair.indexOf(" "), left = pair.slice(0, cut), right = pair.slice(cut + 1);
        const goesOn = second.beginning !== null && fold(right).startsWith(second.beginning);
        if (cut > 0 && !seen.has(pair) && first.syllables.has(left) && (second.syllables.has(right) || goesOn)) { seen.add(pair); fits.push([pair, postings]); }
      }
    fits.sort((a, b) => b[1].count - a[1].count || (a[0] < b[0] ? -1 : 1));
    const most = fits.length ? fits[0][1].count : 1;
    return fits.slice(0, MOST_PAIRS).map(([pair, p]) => [pair, p, Math.max(LEAST_PAIR, Math.sqrt(p.count / most))]);
  }

  // The documents that have all neighbours of a phrase; of three words or more some may not have the phrase.
  phrase(meant) {
    if (meant.length === 1) { const here = new Set(); for (const s of meant[0].syllables.keys()) into(here, this.index.postings(s)); return here; }
    let found = null;
    for (let i = 1; i < meant.length; i++) {
      const here = new Set();
      for (const [, postings] of this.pairs(meant[i - 1], meant[i])) into(here, postings);
      found = both(found, here);
    }
    return found || new Set();
  }

  named(condition, rest) {
    const words = condition.value.split(/\s+/).filter(Boolean);
    for (let length = words.length; length >= (condition.quoted ? words.length : 1) && length; length--) {
      const postings = this.index.postings(`@${condition.field} ${slug(words.slice(0, length).join(" "))}`);
      if (postings) { rest.push(...parse(words.slice(length).join(" ")).words); return into(new Set(), postings); }
    }
    rest.push(...parse(condition.value).words);
    return null;
  }

  plain({ field, value }) {
    const { days, looks, meetings } = this.index.head, folded = fold(value);
    const where = (test) => new Set(meetings.filter((_, place) => test(place)));
    if (field === "year") { const span = years(value); return span && where((p) => Math.floor(days[p] / 10000) >= span[0] && Math.floor(days[p] / 10000) <= span[1]); }
    if (field === "kind") { const kind = MEETING_KINDS.indexOf(KIND_WORDS[folded]); return kind >= 0 ? where((p) => looks[p] >> 4 === kind) : null; }
    if (field === "level") { const level = LEVELS.indexOf(LEVEL_WORDS[folded]); return level >= 0 ? where((p) => (looks[p] & 15) === level) : null; }
    const bound = day(value, field === "to");
    return bound && where((p) => (field === "from" ? days[p] >= bound : days[p] <= bound));
  }

  ranked(scores, covered, beside, allowed, called, begun) {
    const found = [];
    for (const [number, reached] of scores) {
      const share = covered.share(number);
      if ((allowed && !allowed.has(number)) || share < LEAST_COVERED) continue;
      const value = reached * share * share * (1 - BESIDE + BESIDE * beside.share(number)) * (begun.has(number) ? BEGUN : 1);
      found.push([number, Math.round((value + (called.has(number) ? WHOLE_NAME : 0)) * 1e6) / 1e6]);
    }
    // Of equals the later meeting first, then other pages.
    const rank = (n) => (n < ENTITIES ? -n : n);
    return found.sort((a, b) => b[1] - a[1] || rank(a[0]) - rank(b[0]));
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
    const found = [], until = Math.min(answer.ranked.length, from + Math.max(limit, MOST_READ));
    let at = from;
    while (found.length < limit && at < until) {
      const some = answer.ranked.slice(at, Math.min(at + limit - found.length, until));
      at += some.length;
      (await this.index.pages(some.map(([n]) => n))).forEach((page, i) => {
        if (answer.phrases.every((phrase) => hasPhrase([page.title, ...page.parts.map((p) => p[1])], phrase)))
          found.push({ ...page, score: some[i][1], ...best(page.parts, answer.meant) });
      });
    }
    return { found, next: at };
  }
}
