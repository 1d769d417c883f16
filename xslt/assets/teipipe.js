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

  /* ---- notes in place: a mark opens its note beside it, by pointer or keyboard, and closes it again ---- */

  var open = null; // { mark, box, held }: held by a click or a key, not by the pointer above the mark

  function close(back) {
    if (!open) { return; }
    var mark = open.mark;
    open.box.remove();
    open = null;
    mark.setAttribute("aria-expanded", "false");
    if (back) { mark.focus(); }
  }

  function bodyOf(mark) {
    var note = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
    return note && note.querySelector(".note-body");
  }

  function show(mark, held) {
    var body = bodyOf(mark);
    if (!body) { return; }
    close();
    var box = document.createElement("span");
    box.className = "note-here";
    box.setAttribute("role", "note");
    box.lang = (body.closest("[lang]") || document.documentElement).lang;
    var copy = body.cloneNode(true);
    Array.prototype.forEach.call(copy.querySelectorAll(".backlink"), function (link) { link.remove(); });
    Array.prototype.forEach.call(copy.querySelectorAll("[id]"), function (node) { node.removeAttribute("id"); });
    box.appendChild(copy);
    // behind the mark, so that it is read next and its links are the next stops
    var sup = mark.closest(".note-mark");
    sup.parentNode.insertBefore(box, sup.nextSibling);
    var at = mark.getBoundingClientRect(), home = (box.offsetParent || document.body).getBoundingClientRect();
    var left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - 12));
    box.style.left = left - home.left + "px";
    box.style.top = at.bottom - home.top + 6 + "px";
    mark.setAttribute("aria-expanded", "true");
    open = { mark: mark, box: box, held: held };
    box.addEventListener("pointerleave", function () { if (open && !open.held) { close(); } });
  }

  each(".text .note-mark a", function (mark) {
    if (!bodyOf(mark)) { return; }
    mark.setAttribute("aria-expanded", "false");
    mark.addEventListener("click", function (event) {
      event.preventDefault();
      if (open && open.mark === mark && open.held) { close(); } else { show(mark, true); }
    });
    mark.addEventListener("pointerenter", function (event) {
      if (event.pointerType === "mouse" && !(open && open.held)) { show(mark, false); }
    });
    mark.addEventListener("pointerleave", function (event) {
      if (open && !open.held && !(event.relatedTarget && open.box.contains(event.relatedTarget))) { close(); }
    });
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { close(true); } });
  document.addEventListener("pointerdown", function (event) {
    if (open && open.held && !open.box.contains(event.target) && !open.mark.contains(event.target)) { close(); }
  });

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
