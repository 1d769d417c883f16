/* The search of an edition, without a server. pipeline/publish/search.h describes the files that it reads,
   wordlist.h how words are folded: what is done here to what a reader types was done there to the texts.
   Files are loaded as scripts, which works from file:// too, and only when they are needed. */
(function () {
  "use strict";

  var form = document.querySelector("form.search");
  if (!form) { return; }

  var PAGE = 10;               // results shown at once
  var SHARDS_A_WORD = 3;       // a beginning of a word may go over several
  var ENDINGS = 60;            // words that a beginning may stand for
  var WEIGHTS = [0.7, 1.1, 1.5, 2.0];
  var DENSE = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}" +
    "\\p{Script=Khmer}\\p{Script=Myanmar}";
  var WORD = /[\p{L}\p{M}\p{N}]+(?:['’](?=[\p{L}\p{M}])[\p{L}\p{M}\p{N}]+)*/gu;
  var PARTS = new RegExp("[" + DENSE + "]+|[^" + DENSE + "]+", "gu");
  var IS_DENSE = new RegExp("^[" + DENSE + "]", "u");
  var HAN = /\p{Script=Han}/u;

  /* ---- files ---- */

  var waiting = {}, known = {};

  function file(name) {
    if (!known[name]) {
      known[name] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        waiting[name] = resolve;
        script.src = form.dataset.index + name;
        script.onerror = function () { delete known[name]; reject(new Error(name)); };
        document.head.appendChild(script);
      });
    }
    return known[name];
  }
  function arrived(name, value) {
    if (waiting[name]) { waiting[name](value); }
  }

  window.teipipeSearch = {
    core: function (core) {
      core.kindOf = column(core.kind);
      core.setOf = column(core.set);
      core.sets = core.sets.map(function (set) { return set.split(" "); });
      arrived("core.js", core);
    },
    shard: function (number, text) {
      var terms = [], postings = [];
      text.split("\n").forEach(function (line) {
        var at = line.indexOf(" ");
        terms.push(line.slice(0, at));
        postings.push(line.slice(at + 1));
      });
      arrived("t" + number + ".js", { terms: terms, postings: postings });
    },
    docs: function (number, list) { arrived("d" + number + ".js", list); },
    han: function (pairs) {
      var chars = Array.from(pairs);
      for (var i = 0; i + 1 < chars.length; i += 2) { simple.set(chars[i], chars[i + 1]); }
      arrived("han.js", simple);
    },
    names: function (kind, list) { arrived(kind === "p" ? "persons.js" : "places.js", list); },
    text: function (stem, text) { arrived("x/" + encodeURIComponent(stem) + ".js", text); }
  };

  /* ---- numbers: base-64 digits of five bits ---- */

  var VALUE = {};
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".split("").forEach(function (c, i) { VALUE[c] = i; });

  function numbers(text, take) {
    var n = 0, factor = 1, digit;
    for (var i = 0; i < text.length; i++) {
      digit = VALUE[text[i]];
      n += (digit & 31) * factor;
      if (digit & 32) { factor *= 32; } else { take(n); n = 0; factor = 1; }
    }
  }
  function column(text) {
    var list = [];
    numbers(text, function (n) { list.push(n); });
    return list;
  }
  function posting(text) {
    var docs = [], weights = [], last = -1;
    numbers(text, function (n) {
      last += 1 + Math.floor(n / 4);
      docs.push(last);
      weights.push(n % 4);
    });
    return { docs: docs, weights: weights };
  }

  /* ---- words ---- */

  var simple = new Map();      // what stands in terms for traditional characters: han.js

  /* Before Han characters are folded. */
  function learn(core, text) {
    return core.han && HAN.test(text) ? file("han.js").catch(function () { /* then only as they are written */ }) : Promise.resolve();
  }

  function fold(word) {
    return Array.from(word.normalize("NFKD").toLowerCase().replace(/[ '’]/g, "").replace(/ß/g, "ss").replace(/ς/g, "σ")
      .replace(/и\u0306/g, "й").replace(/\p{Mn}/gu, "").normalize("NFKC")).slice(0, 24)
      .map(function (c) { return simple.get(c) || c; }).join("");
  }

  /* Text without blanks, folded where that leaves its length. */
  function level(text) {
    return Array.from(text).map(function (c) {
      var folded = c >= "\u4e00" && c <= "\u9fff" ? simple.get(c) || c : fold(c);
      return folded.length === c.length ? folded : c;
    }).join("");
  }

  /* Endings of Russian words, by the Snowball algorithm (M. F. Porter, "Russian stemming algorithm"). */
  var RV = /^(.*?[аеиоуыэюя])(.*)$/, AFTER_A = "([ая])";
  function ends(list, group) { return new RegExp((group ? "(?:" + AFTER_A + "(" + group + ")|(?:" + list + "))" : "(?:" + list + ")") + "$"); }
  var GERUND = ends("ив|ивши|ившись|ыв|ывши|ывшись", "в|вши|вшись");
  var REFLEXIVE = /с[яь]$/;
  var ADJECTIVE = /(?:ее|ие|ые|ое|ими|ыми|ей|ий|ый|ой|ем|им|ым|ом|его|ого|ему|ому|их|ых|ую|юю|ая|яя|ою|ею)$/;
  var PARTICIPLE = ends("ивш|ывш|ующ", "ем|нн|вш|ющ|щ");
  var VERB = ends("ила|ыла|ена|ейте|уйте|ите|или|ыли|ей|уй|ил|ыл|им|ым|ен|ило|ыло|ено|ят|ует|уют|ит|ыт|ены|ить|ыть|ишь|ую|ю",
    "ла|на|ете|йте|ли|й|л|ем|н|ло|но|ет|ют|ны|ть|ешь|нно");
  var NOUN = /(?:а|ев|ов|ие|ье|е|иями|ями|ами|еи|ии|и|ией|ей|ой|ий|й|иям|ям|ием|ем|ам|ом|о|у|ах|иях|ях|ы|ь|ию|ью|ю|ия|ья|я)$/;

  /* Without the longest ending that fits; null when none does. */
  function without(text, ending) {
    for (var i = 0; i < text.length; i++) {
      var tail = text.slice(i), found = ending.exec(tail);
      if (found && found.index === 0 && found[0].length === tail.length) {
        return text.slice(0, i) + (found[1] || "");
      }
    }
    return null;
  }
  function russian(word) {
    var split = RV.exec(word);
    if (!split) { return word; }
    var head = split[1], rv = split[2], next;
    next = without(rv, GERUND);
    if (next === null) {
      next = without(rv, REFLEXIVE);
      if (next !== null) { rv = next; }
      next = without(rv, ADJECTIVE);
      if (next !== null) {
        rv = next;
        next = without(rv, PARTICIPLE);
        if (next !== null) { rv = next; }
      } else {
        next = without(rv, VERB);
        if (next === null) { next = without(rv, NOUN); }
        if (next !== null) { rv = next; }
      }
    } else { rv = next; }
    rv = rv.replace(/и$/, "");
    var all = head + rv;
    var r1 = /[аеиоуыэюя][^аеиоуыэюя]/.exec(word), r2 = r1 && /[аеиоуыэюя][^аеиоуыэюя]/.exec(word.slice(r1.index + 2));
    var from = r2 ? r1.index + 2 + r2.index + 2 : word.length;
    var derived = /ость?$/.exec(rv);
    if (derived && head.length + derived.index >= from) { all = all.slice(0, head.length + derived.index); }
    var best = /(?:ейше?)$/.exec(all);
    if (best && best.index >= head.length) { all = all.slice(0, best.index); }
    return /нн$/.test(all) && all.length - 2 >= head.length ? all.slice(0, -1)
      : best && best.index >= head.length ? all
        : /ь$/.test(all) && all.length - 1 >= head.length ? all.slice(0, -1) : all;
  }

  function singular(word) {
    if (word.length <= 3 || !/^[a-z]+s$/.test(word)) { return word; }
    if (/ies$/.test(word) && !/[ea]ies$/.test(word)) { return word.slice(0, -3) + "y"; }
    return /(?:aes|ees|oes|us|ss)$/.test(word) ? word : word.slice(0, -1);
  }

  function term(word) {
    var folded = fold(word);
    if (/^[а-я]+$/.test(folded)) { folded = russian(folded); }
    return singular(folded.replace(/й/g, "и"));
  }

  /* What is asked for: each a list of terms that a document must all have; beginnings count for words. */
  function asked(question) {
    var list = [];
    (question.match(WORD) || []).forEach(function (run) {
      (run.match(PARTS) || []).forEach(function (part) {
        if (!IS_DENSE.test(part)) {
          list.push({ terms: [term(part)], whole: null, begin: fold(part), seen: fold(part) });
          return;
        }
        var chars = Array.from(part).map(fold).filter(Boolean), pairs = [];
        for (var i = 0; i + 1 < chars.length; i++) { pairs.push(chars[i] + chars[i + 1]); }
        list.push({ terms: pairs.length ? pairs : chars, whole: chars.length > 2 ? part : null, seen: chars.join("") });
      });
    });
    return list;
  }
  window.teipipeSearch.term = term;

  /* ---- finding ---- */

  /* By code points, as the program orders bytes of UTF-8. */
  function compare(a, b) {
    for (var i = 0; i < a.length && i < b.length; i++) {
      var x = a.charCodeAt(i), y = b.charCodeAt(i);
      if (x !== y) {
        var sx = x >= 0xD800 && x <= 0xDFFF, sy = y >= 0xD800 && y <= 0xDFFF;
        return sx !== sy ? (sx ? 1 : -1) : x - y;
      }
    }
    return a.length - b.length;
  }
  /* How many of the sorted list come before the text, or before what doesn't begin with it. */
  function below(list, text) {
    var low = 0, high = list.length;
    while (low < high) {
      var mid = (low + high) >> 1;
      if (compare(list[mid], text) < 0) { low = mid + 1; } else { high = mid; }
    }
    return low;
  }
  function shardOf(core, text) {
    var at = below(core.shards, text);
    return core.shards[at] === text ? at : Math.max(0, at - 1);
  }
  function shard(core, number) { return file("t" + number + ".js"); }

  function exact(core, text) {
    if (!core.shards.length) { return Promise.resolve(null); }
    return shard(core, shardOf(core, text)).then(function (s) {
      var at = below(s.terms, text);
      return s.terms[at] === text ? posting(s.postings[at]) : null;
    });
  }
  /* The words that begin so, from few shards. */
  function beginning(core, text) {
    var first = shardOf(core, text), wanted = [];
    for (var i = first; i < core.shards.length && i < first + SHARDS_A_WORD; i++) {
      if (i > first && core.shards[i].slice(0, text.length) !== text) { break; }
      wanted.push(shard(core, i));
    }
    return Promise.all(wanted).then(function (shards) {
      var found = [];
      shards.forEach(function (s) {
        for (var at = below(s.terms, text); at < s.terms.length && found.length < ENDINGS; at++) {
          if (s.terms[at].slice(0, text.length) !== text) { break; }
          found.push(posting(s.postings[at]));
        }
      });
      return found;
    });
  }

  function rate(core, scores, list, factor) {
    if (!list) { return scores; }
    var n = list.docs.length, idf = Math.log(1 + (core.n - n + 0.5) / (n + 0.5));
    list.docs.forEach(function (doc, i) {
      var score = factor * idf * WEIGHTS[list.weights[i]];
      scores.set(doc, Math.max(scores.get(doc) || 0, score));
    });
    return scores;
  }

  /* Documents with their scores for one word of the question. */
  function wordScores(core, word) {
    return Promise.all(word.terms.map(function (t) { return exact(core, t); })).then(function (lists) {
      var scores = rate(core, new Map(), lists[0], 1);
      lists.slice(1).forEach(function (list) {
        var next = rate(core, new Map(), list, 1);
        scores.forEach(function (score, doc) {
          if (next.has(doc)) { scores.set(doc, score + next.get(doc)); } else { scores.delete(doc); }
        });
      });
      if (word.whole) {
        return exact(core, fold(word.whole)).then(function (list) {
          var more = rate(core, new Map(), list, 2);
          scores.forEach(function (score, doc) { scores.set(doc, score + (more.get(doc) || 0)); });
          return scores;
        });
      }
      if (!word.begin || word.begin.length < 3) { return scores; }
      return beginning(core, word.terms[0].length < word.begin.length ? word.begin.replace(/й/g, "и") : word.terms[0]).then(function (found) {
        found.forEach(function (list) { rate(core, scores, list, 0.5); });
        return scores;
      });
    });
  }

  function yearOf(core, doc) {
    var year = "";
    for (var i = 0; i < core.years.length && core.years[i][1] <= doc; i++) { year = core.years[i][0]; }
    return year;
  }

  /* Does the document pass this facet? */
  var FACETS = {
    kind: function (core, doc) { var k = core.kindOf[doc]; return k ? [core.kinds[k - 1]] : []; },
    language: function (core, doc) { var s = core.setOf[doc]; return s ? core.sets[s - 1] : []; },
    year: function (core, doc) { return [yearOf(core, doc) || "-"]; }
  };

  function named(core, state) {
    var wanted = [];
    if (state.person) { wanted.push(exact(core, "@p:" + state.person)); }
    if (state.place) { wanted.push(exact(core, "@l:" + state.place)); }
    return Promise.all(wanted).then(function (lists) {
      return lists.map(function (list) { return new Set(list ? list.docs : []); });
    });
  }

  function find(core, state) {
    return learn(core, state.q).then(function () { return look(core, state); });
  }
  function look(core, state) {
    var words = asked(state.q);
    return Promise.all([named(core, state), Promise.all(words.map(function (w) { return wordScores(core, w); }))])
      .then(function (both) {
        var all = [], scores;
        if (words.length) {
          scores = both[1].reduce(function (sum, next) {
            sum.forEach(function (score, doc) {
              if (next.has(doc)) { sum.set(doc, score + next.get(doc)); } else { sum.delete(doc); }
            });
            return sum;
          });
          scores.forEach(function (score, doc) { all.push(doc); });
        } else {
          for (var i = 0; i < core.n; i++) { all.push(i); }
        }
        all = all.filter(function (doc) { return both[0].every(function (set) { return set.has(doc); }); });
        return { words: words, scores: scores, found: select(core, all, state, scores) };
      });
  }

  /* Those that pass all facets, in order; and for each facet how many would pass with each of its values. */
  function select(core, all, state, scores) {
    var names = Object.keys(FACETS), counts = {}, passed = [];
    names.forEach(function (name) { counts[name] = new Map(); });
    all.forEach(function (doc) {
      var values = names.map(function (name) { return FACETS[name](core, doc); });
      var fails = names.filter(function (name, i) { return state[name] && values[i].indexOf(state[name]) < 0; });
      names.forEach(function (name, i) {
        if (!fails.length || (fails.length === 1 && fails[0] === name)) {
          values[i].forEach(function (value) { counts[name].set(value, (counts[name].get(value) || 0) + 1); });
        }
      });
      if (!fails.length) { passed.push(doc); }
    });
    if (scores) {
      passed.sort(function (a, b) { return scores.get(b) - scores.get(a) || a - b; });
    } else {
      passed.sort(function (a, b) { return a - b; });
    }
    return { docs: passed, counts: counts };
  }

  /* ---- showing ---- */

  var lang = document.documentElement.lang || "en";
  var results = document.getElementById("results"), list = results.querySelector("ol");
  var status = form.querySelector(".found"), more = results.querySelector(".more");
  var run = 0;

  function words(iso) {
    var m = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(iso);
    if (!m) { return iso; }
    var date = new Date(Date.UTC(2000, (m[2] || 1) - 1, m[3] || 1));
    date.setUTCFullYear(+m[1]);
    return new Intl.DateTimeFormat(lang, { timeZone: "UTC", calendar: "gregory", year: "numeric",
      month: m[2] ? "long" : undefined, day: m[3] ? "numeric" : undefined }).format(date);
  }
  function fill(pattern, a, b) { return pattern.replace("$1", a).replace("$2", b); }
  function element(name, className, text) {
    var node = document.createElement(name);
    if (className) { node.className = className; }
    if (text) { node.textContent = text; }
    return node;
  }

  /* Where the words of the question stand in a text: [from, to] of what is shown as found. */
  function hits(text, asked) {
    var spots = [], match;
    WORD.lastIndex = 0;
    while ((match = WORD.exec(text)) && spots.length < 200) {
      var parts = match[0].match(PARTS), at = match.index;
      parts.forEach(function (part) {
        var from = at, dense = IS_DENSE.test(part), plain = dense ? level(part) : part;
        at += part.length;
        asked.forEach(function (word, number) {
          if (dense) {
            for (var i = plain.indexOf(word.seen); word.seen && i >= 0; i = plain.indexOf(word.seen, i + 1)) {
              spots.push([from + i, from + i + word.seen.length, number]);
            }
          } else if (word.begin && (term(part) === word.terms[0] || (word.begin.length > 2 && fold(part).indexOf(word.begin) === 0))) {
            spots.push([from, from + part.length, number]);
          }
        });
      });
    }
    return spots;
  }

  /* Some lines around the first places of the words, the words marked. */
  function snippet(text, asked) {
    var spots = hits(text, asked).sort(function (a, b) { return a[0] - b[0]; });
    if (!spots.length) { return null; }
    var seen = {}, windows = [];
    spots.forEach(function (spot) {
      if (seen[spot[2]] || windows.length > 2) { return; }
      seen[spot[2]] = true;
      var wide = IS_DENSE.test(text.slice(spot[0])) ? 28 : 70, last = windows[windows.length - 1];
      if (last && spot[0] - wide < last[1]) { last[1] = Math.max(last[1], spot[1] + wide); }
      else { windows.push([Math.max(0, spot[0] - wide), spot[1] + wide]); }
    });
    var out = element("p", "snippet");
    windows.forEach(function (part, i) {
      var from = part[0], to = Math.min(text.length, part[1]), gap;
      if (from > 0) { gap = text.slice(from, from + 20).search(/\s/); if (gap >= 0) { from += gap + 1; } }
      if (to < text.length) { gap = text.slice(to - 20, to).lastIndexOf(" "); if (gap >= 0) { to -= 20 - gap; } }
      var at = from;
      if (i || from > 0) { out.appendChild(document.createTextNode(i ? " … " : "… ")); }
      spots.forEach(function (spot) {
        if (spot[0] < at || spot[1] > to) { return; }
        out.appendChild(document.createTextNode(text.slice(at, spot[0])));
        out.appendChild(element("mark", "", text.slice(spot[0], spot[1])));
        at = spot[1];
      });
      out.appendChild(document.createTextNode(text.slice(at, to)));
      if (i + 1 === windows.length && to < text.length) { out.appendChild(document.createTextNode(" …")); }
    });
    return out;
  }

  function guess(text) {
    return /\p{Script=Han}/u.test(text) ? "zh" : /\p{Script=Cyrillic}/u.test(text) ? "ru" : "";
  }

  /* What stands in a description: see describe() in pipeline/publish/search.c. */
  function show(doc, question) {
    var stem = encodeURIComponent(doc[0]), item = element("li"), title = element("a", "", doc[1]);
    var facts = [], who = doc[10] && doc[11] ? fill(form.dataset.letter, doc[10], doc[11]) : doc[10] || doc[11];
    title.href = stem + ".html";
    if (doc[2]) { title.lang = doc[2]; }
    facts.push(doc[3] ? (doc[4] ? fill(form.dataset.range, words(doc[3]), words(doc[4])) : words(doc[3])) : doc[5] || form.dataset.undated);
    [doc[6], doc[7], who].forEach(function (fact) { if (fact) { facts.push(fact); } });
    var head = element("h2");
    head.appendChild(title);
    item.appendChild(head);
    item.appendChild(element("p", "facts-line", facts.join(" · ")));
    var shown = element("p", "snippet", doc[8]);
    if (doc[8]) {
      if (doc[9]) { shown.lang = doc[9]; }
      item.appendChild(shown);
    }
    if (question.length) {
      file("x/" + stem + ".js").then(function (text) {
        var found = snippet(text, question);
        if (!found) { return; }
        if (guess(found.textContent)) { found.lang = guess(found.textContent); }
        if (shown.parentNode) { shown.replaceWith(found); } else { item.appendChild(found); }
      }, function () { /* then the summary has to do */ });
    }
    return item;
  }

  function page(core, found, question, from, mine) {
    var docs = found.slice(from, from + PAGE);
    return Promise.all(docs.map(function (doc) { return file("d" + Math.floor(doc / core.block) + ".js"); })).then(function (blocks) {
      if (mine !== run) { return; }
      docs.forEach(function (doc, i) { list.appendChild(show(blocks[i][doc % core.block], question)); });
      more.hidden = from + PAGE >= found.length;
      more.onclick = function () {
        var first = list.children.length;
        page(core, found, question, from + PAGE, mine).then(function () {
          var next = list.children[first] && list.children[first].querySelector("a");
          if (next) { next.focus(); }
        });
      };
    });
  }

  /* ---- the form ---- */

  var labels = { language: null };
  function labelOf(name, value) {
    if (name === "year" && value === "-") { return form.dataset.undated; }
    if (name !== "language") { return value; }
    try {
      labels.language = labels.language || new Intl.DisplayNames([lang], { type: "language" });
      return labels.language.of(value);
    } catch (e) { return value; }
  }

  /* The values of a facet with what they would give now; the chosen one stays. */
  function options(name, counts, core) {
    var select = form.elements[name], chosen = select.value, values = Array.from(counts.keys());
    if (chosen && values.indexOf(chosen) < 0) { values.push(chosen); }
    if (name === "year") {
      var order = core.years.map(function (y) { return y[0] || "-"; });
      values.sort(function (a, b) { return order.indexOf(a) - order.indexOf(b); });
    } else {
      values.sort(function (a, b) { return labelOf(name, a).localeCompare(labelOf(name, b), lang); });
    }
    while (select.options.length > 1) { select.remove(1); }
    values.forEach(function (value) {
      select.add(new Option(labelOf(name, value) + " (" + (counts.get(value) || 0) + ")", value, false, value === chosen));
    });
  }

  function names(name) {
    var select = form.elements[name];
    if (!select || select.dataset.filled) { return Promise.resolve(); }
    select.dataset.filled = "yes";
    return file(name + "s.js").then(function (list) {
      var chosen = select.value || select.dataset.wanted || "";
      list.forEach(function (entry) {
        select.add(new Option(entry[1] + " (" + entry[2] + ")", entry[0], false, entry[0] === chosen));
      });
    }, function () { delete select.dataset.filled; });
  }

  var fields = ["q", "kind", "person", "place", "language", "year"];
  function state() {
    var now = {};
    fields.forEach(function (name) {
      var field = form.elements[name];
      now[name] = field ? (field.value || field.dataset.wanted || "").trim() : "";
    });
    return now;
  }
  function remember(now) {
    var parts = fields.filter(function (name) { return now[name]; })
      .map(function (name) { return name + "=" + encodeURIComponent(now[name]); });
    var hash = parts.length ? "#" + parts.join("&") : "";
    if (hash !== location.hash) { history.replaceState(null, "", hash || location.pathname + location.search); }
  }

  function search() {
    var now = state(), mine = ++run, any = fields.some(function (name) { return now[name]; });
    remember(now);
    file("core.js").then(function (core) {
      return find(core, now).then(function (got) {
        if (mine !== run) { return null; }
        ["kind", "language", "year"].forEach(function (name) {
          delete form.elements[name].dataset.wanted;
          if (now[name] && !form.elements[name].value) {
            form.elements[name].add(new Option(labelOf(name, now[name]), now[name], false, true));
          }
          options(name, got.found.counts[name], core);
        });
        document.body.classList.toggle("searching", any);
        results.hidden = !any;
        list.textContent = "";
        more.hidden = true;
        var n = got.found.docs.length;
        status.textContent = !any ? "" : n === 0 ? form.dataset.none
          : n === 1 ? form.dataset.one : fill(form.dataset.found, n.toLocaleString(lang));
        return any ? page(core, got.found.docs, got.words, 0, mine) : null;
      });
    }).then(function () { if (mine === run) { form.dataset.done = String(mine); } },
      function () { if (mine === run) { status.textContent = form.dataset.failed; } });
  }

  function restore() {
    var told = new URLSearchParams(location.hash.slice(1)), any = false;
    fields.forEach(function (name) {
      var value = told.get(name), field = form.elements[name];
      if (!value || !field) { return; }
      any = true;
      field.value = value;
      if (field.value !== value) { field.dataset.wanted = value; }
    });
    if (any) { names("person").then(function () { return names("place"); }).then(search); }
  }

  var timer;
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); clearTimeout(timer); search(); });
  form.addEventListener("reset", function () {
    fields.forEach(function (name) { if (form.elements[name]) { delete form.elements[name].dataset.wanted; } });
    setTimeout(search, 0);
  });
  form.elements.q.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(search, 250); });
  ["kind", "person", "place", "language", "year"].forEach(function (name) {
    var select = form.elements[name];
    if (!select) { return; }
    select.addEventListener("change", search);
    select.addEventListener("focus", function () {
      if (name === "person" || name === "place") { names(name); }
      else if (!form.dataset.done) { search(); }
    });
    select.addEventListener("pointerdown", function () { if (name === "person" || name === "place") { names(name); } });
  });
  window.addEventListener("hashchange", restore);
  restore();
}());
