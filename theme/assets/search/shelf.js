// Where the index is read from: its files, fetched when they are needed. The same as giaoban/search/shelf.py.
import { GROUP, KINDS, LEVELS, MEETING_KINDS, Reader, Shard, inflated, less, order, readHead, utf8 } from "./files.js";

export class Shelf {
  constructor(base, head) { this.base = base; this.head = head; this.shards = new Map(); this.held = new Map(); this.shown = new Map(); }

  static async open(base) {
    const manifest = await (await fetch(`${base}tim/chi-muc.json`, { cache: "no-cache" })).json();
    return new Shelf(base, readHead(await inflated(await fetch(`${base}tim/${manifest.dau}`))));
  }

  at(key) {
    const borders = this.head.borders;
    let low = 0, high = borders.length;
    while (low < high) { const mid = (low + high) >> 1; if (less(key, borders[mid])) high = mid; else low = mid + 1; }
    return Math.max(0, low - 1);
  }

  // The shards where terms may lie whose form without marks begins so.
  files(key) {
    const first = this.at([key, ""]);
    return Array.from({ length: this.at([key + "\uffff", ""]) - first + 1 }, (_, i) => first + i);
  }

  // Fetches the shards of terms, and of all terms that begin so, all at once.
  async need(terms, beginnings) {
    if (!this.head.shards.length) return;
    const wanted = new Set(terms.map((term) => this.at(order(term))));
    for (const key of beginnings) for (const i of this.files(key)) wanted.add(i);
    await Promise.all([...wanted].map((i) => {
      if (!this.shards.has(i)) {
        const fetched = fetch(`${this.base}tim/m/${this.head.shards[i]}.bin`).then(inflated).then((data) => this.held.set(i, new Shard(data)));
        this.shards.set(i, fetched);
        fetched.catch(() => this.shards.delete(i));
      }
      return this.shards.get(i);
    }));
  }

  // A term's postings, of those fetched.
  postings(term) { const shard = this.held.get(this.at(order(term))); return shard && shard.get(term); }

  beginning(key) {
    const found = [];
    for (const i of this.files(key)) {
      const shard = this.held.get(i);
      if (shard) for (const term of shard.beginning(key)) found.push([term, shard.get(term)]);
    }
    return found;
  }

  numbers(postings, into = new Set()) {
    if (!postings) return into;
    for (const n of postings.numbers[0]) into.add(n);
    for (const n of postings.numbers[1]) into.add(this.head.meetings + n);
    return into;
  }

  // What is shown of some documents: [{kind, address, title, detail, parts: [[anchor, text]]}].
  pages(numbers) {
    const { meetings, groups } = this.head;
    return Promise.all(numbers.map((n) => {
      if (!this.shown.has(n)) {
        const k = n - meetings;
        const name = k < 0 ? `${n}-${groups[0][Math.floor(n / GROUP)]}` : `k${k}-${groups[1][Math.floor(k / GROUP)]}`;
        const page = fetch(`${this.base}tim/b/${name}.bin`).then(inflated).then((data) => {
          const [kind, address, title, detail, parts] = JSON.parse(utf8.decode(data));
          return { number: n, kind, address, title, detail, parts };
        });
        this.shown.set(n, page);
        page.catch(() => this.shown.delete(n));
      }
      return this.shown.get(n);
    }));
  }

  // How many of some documents there are of each year, kind and level.
  tally(ranked) {
    const { days, looks, meetings, kinds } = this.head, year = new Map(), kind = new Map(), level = new Map();
    const up = (map, key) => map.set(key, (map.get(key) || 0) + 1);
    for (const [n] of ranked) {
      if (n >= meetings) { up(kind, KINDS[kinds[n]]); continue; }
      up(year, Math.floor(days[n] / 10000));
      up(kind, MEETING_KINDS[looks[n] >> 4]);
      up(level, LEVELS[looks[n] & 15]);
    }
    return { year, kind, level };
  }

  // Provinces, leaders or documents (place 0, 1, 2 of head.facets) of the meetings among some documents, most first.
  async facet(place, ranked) {
    const read = new Reader(await inflated(await fetch(`${this.base}tim/${this.head.facets[place]}.bin`)));
    const labels = Array.from({ length: read.number() }, () => [read.text(), read.text()]), counts = new Map();
    const wanted = new Set(ranked.map(([n]) => n));
    for (let n = 0; n < this.head.meetings; n++) {
      for (let left = read.number(), last = -1; left > 0; left--) {
        last += read.number() + 1;
        if (wanted.has(n)) counts.set(last, (counts.get(last) || 0) + 1);
      }
    }
    return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([i, count]) => ({ id: labels[i][0], label: labels[i][1], count }));
  }
}
