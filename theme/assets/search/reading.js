// Reading the index: its files, fetched when they are needed. The same as giaoban/search/reading.py.
import { ENTITIES, GROUP_BITS, KINDS, LEVELS, MEETING_KINDS } from "./constants.js";
import { ByteReader, firstBeside, Head, inflated, placeOf, Shard, utf8 } from "./files.js";
import { fold } from "./tokens.js";

export class IndexReader {
  // `lacking`: the shards that were asked for what is in them and are not at hand.
  constructor(base, data) {
    this.base = base;
    this.data = data;
    this.head = new Head(data);
    this.shards = new Map();
    this.held = new Map();
    this.shown = new Map();
    this.lacking = new Set();
  }

  // `asked`: the head, where somebody has asked for it already.
  static async open(base, asked) {
    return new IndexReader(base, await inflated(await (asked || fetch(`${base}tim/dau.bin`, { cache: "no-cache" }))));
  }

  // Whether this is of the same publication as another: the head says the versions of all.
  isAs({ data }) {
    return data.length === this.data.length && data.every((byte, i) => byte === this.data[i]);
  }

  // The place of the shard in which terms of this form without marks stand, if in any.
  at(key) {
    const borders = this.head.borders;
    let low = 0;
    let high = borders.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (key < borders[mid]) {
        high = mid;
      } else {
        low = mid + 1;
      }
    }
    return Math.max(0, low - 1);
  }

  // The shards that may hold terms whose form without marks begins so.
  files(key) {
    const first = this.at(key);
    return Array.from({ length: this.at(`${key}\uffff`) - first + 1 }, (_, i) => first + i);
  }

  // Fetches the shards of terms, and of all terms that begin so, all at once.
  need(terms, beginnings) {
    if (!this.head.shards.length) {
      return Promise.resolve();
    }
    const wanted = new Set(terms.map((term) => this.at(fold(term))));
    for (const key of beginnings) {
      for (const i of this.files(key)) {
        wanted.add(i);
      }
    }
    return this.fetch([...wanted]);
  }

  // Fetches some shards, by their places.
  fetch(wanted) {
    return Promise.all(
      wanted.map((i) => {
        if (!this.shards.has(i)) {
          const fetched = fetch(`${this.base}tim/m/${this.head.files[i]}.bin?${this.head.shards[i]}`)
            .then(inflated)
            .then((data) => this.held.set(i, new Shard(data)));
          this.shards.set(i, fetched);
          fetched.catch(() => this.shards.delete(i));
        }
        return this.shards.get(i);
      }),
    );
  }

  shard(i) {
    const shard = this.held.get(i);
    if (!shard && i < this.head.shards.length) {
      this.lacking.add(i);
    }
    return shard;
  }

  // A term's postings; those of some terms, of each that occurs; and of every term whose form without marks begins so, unless they
  // may be stored in more than `most` files.
  postings(term) {
    const shard = this.shard(this.at(fold(term)));
    return shard?.get(term);
  }
  found(terms) {
    return [...new Set(terms)].map((term) => [term, this.postings(term)]).filter(([, postings]) => postings);
  }
  beginning(key, most = Infinity) {
    const files = this.files(key);
    if (files.length > most) {
      return [];
    }
    return this.within(files, key);
  }
  // The terms whose form without marks is this. They stand in one file.
  same(key) {
    return this.within([this.at(key)], key).filter(([term]) => fold(term) === key);
  }
  within(files, key) {
    return files
      .map((i) => this.shard(i))
      .filter(Boolean)
      .flatMap((shard) => shard.beginning(key).map((term) => [term, shard.get(term)]));
  }

  // What is shown of some documents: [{kind, address, title, detail, parts: [[anchor, text]]}].
  pages(numbers) {
    return Promise.all(
      numbers.map(async (number) => {
        const first = firstBeside(number);
        const rows = await this.rows(first);
        const [, kind, address, title, detail, parts] = rows.find(([offset]) => offset === number - first);
        return { number, kind, address, title, detail, parts };
      }),
    );
  }

  // The file whose first number this is: what it holds of each of its documents.
  rows(first) {
    if (!this.shown.has(first)) {
      const rows = fetch(`${this.base}tim/b/${first}.bin?${this.head.groups.get(first >> GROUP_BITS)}`)
        .then(inflated)
        .then((data) => JSON.parse(utf8.decode(data)));
      this.shown.set(first, rows);
      rows.catch(() => this.shown.delete(first));
    }
    return this.shown.get(first);
  }

  // How many of some documents there are of each year, kind and level.
  tally(ranked) {
    const { days, looks, places } = this.head;
    const year = new Map();
    const kind = new Map();
    const level = new Map();
    const up = (map, key) => map.set(key, (map.get(key) || 0) + 1);
    for (const [number] of ranked) {
      if (number >= ENTITIES) {
        up(kind, KINDS[placeOf(number)]);
        continue;
      }
      const place = places[number];
      up(year, Math.floor(days[place] / 10000));
      up(kind, MEETING_KINDS[looks[place] >> 4]);
      up(level, LEVELS[looks[place] & 15]);
    }
    return { year, kind, level };
  }

  // Provinces, leaders or documents (by their place among FACETS) of the meetings among some documents, most first.
  async facet(place, ranked) {
    const read = new ByteReader(await inflated(await fetch(`${this.base}tim/${this.head.facets[place]}.bin`)));
    const lines = read.lines();
    const wanted = new Set(ranked.map(([number]) => number));
    const found = [];
    const sizes = read.numbers(lines.length / 2);
    const gaps = read.numbers(sizes.reduce((a, b) => a + b, 0));
    sizes.reduce((at, size, i) => {
      let count = 0;
      let number = 0;
      for (const gap of gaps.slice(at, at + size)) {
        number += gap;
        if (wanted.has(number)) {
          count++;
        }
      }
      if (count) {
        found.push({ id: lines[2 * i], label: lines[2 * i + 1], count });
      }
      return at + size;
    }, 0);
    return found.sort((a, b) => b.count - a.count);
  }
}
