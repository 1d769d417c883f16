/* What a page gains from a script: counterparts light up, notes open in place, citations and links copy. Every page is whole without it. */
(function () {
  "use strict";

  var said = document.body.dataset.copied || "Copied";

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  /* ---- counterparts: blocks whose data-align lists share an id, directly or through a third ---- */

  var aligned = Array.prototype.slice.call(document.querySelectorAll("[data-align]"));
  var lit = [];

  function ids(block) { return block.dataset.align.split(" "); }

  function group(block) {
    var known = ids(block), before;
    do {
      before = known.length;
      aligned.forEach(function (other) {
        var list = ids(other);
        if (list.some(function (id) { return known.indexOf(id) >= 0; })) {
          list.forEach(function (id) { if (known.indexOf(id) < 0) { known.push(id); } });
        }
      });
    } while (known.length > before);
    return aligned.filter(function (other) { return known.indexOf(ids(other)[0]) >= 0; });
  }

  function light(target) {
    var block = target && target.closest ? target.closest("[data-align]") : null;
    if (block && lit.indexOf(block) >= 0) { return; }
    lit.forEach(function (old) { delete old.dataset.lit; });
    lit = block ? group(block) : [];
    lit.forEach(function (now) { now.dataset.lit = ""; });
  }

  if (aligned.length) {
    ["pointerover", "focusin", "pointerdown"].forEach(function (kind) {
      document.addEventListener(kind, function (event) { light(event.target); });
    });
  }

  /* ---- notes in place ---- */

  var open = null;

  function close() {
    if (open) { open.remove(); open = null; }
  }

  function show(mark) {
    var note = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
    var body = note && note.querySelector(".note-body");
    if (!body) { return; }
    close();
    open = document.createElement("div");
    open.className = "note-here";
    open.setAttribute("aria-hidden", "true");
    if (note.lang) { open.lang = note.lang; }
    else { open.lang = (note.closest("[lang]") || document.documentElement).lang; }
    var copy = body.cloneNode(true);
    Array.prototype.forEach.call(copy.querySelectorAll(".backlink"), function (link) { link.remove(); });
    Array.prototype.forEach.call(copy.querySelectorAll("[id]"), function (node) { node.removeAttribute("id"); });
    Array.prototype.forEach.call(copy.querySelectorAll("a"), function (node) { node.tabIndex = -1; });
    open.appendChild(copy);
    document.body.appendChild(open);
    var at = mark.getBoundingClientRect(), box = open.getBoundingClientRect();
    var left = Math.min(at.left, document.documentElement.clientWidth - box.width - 12);
    open.style.left = Math.max(8, left) + window.scrollX + "px";
    open.style.top = at.bottom + window.scrollY + 6 + "px";
  }

  each(".note-mark a", function (mark) {
    mark.addEventListener("pointerenter", function () { show(mark); });
    mark.addEventListener("focus", function () { show(mark); });
    mark.addEventListener("pointerleave", close);
    mark.addEventListener("blur", close);
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { close(); } });

  /* ---- copying ---- */

  function copy(text, done) {
    function old() {
      var area = document.createElement("textarea");
      area.value = text;
      area.style.position = "fixed";
      area.style.opacity = "0";
      document.body.appendChild(area);
      area.select();
      try { if (document.execCommand("copy")) { done(); } } finally { area.remove(); }
    }
    if (navigator.clipboard && window.isSecureContext) { navigator.clipboard.writeText(text).then(done, old); }
    else { old(); }
  }

  each(".pilcrow", function (link) {
    link.addEventListener("click", function () {
      copy(link.href, function () {
        link.dataset.said = said;
        link.classList.add("copied");
        setTimeout(function () { link.classList.remove("copied"); }, 1400);
      });
    });
  });

  each("button.copy", function (button) {
    var label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", function () {
      var text = button.parentNode.querySelector(".citation-text").textContent;
      copy(text.replace(/\s+/g, " ").trim(), function () {
        button.textContent = said;
        setTimeout(function () { button.textContent = label; }, 1400);
      });
    });
  });
}());
