// Filters, search and the language switch. Everything is readable without this file.
(function () {
  "use strict";
  var root = document.body.dataset.root || "";
  var html = document.documentElement;
  var KEY = "lawkit-ui";
  function $(id) { return document.getElementById(id); }
  function show(selector) { document.querySelectorAll(selector).forEach(function (e) { e.hidden = false; }); }
  show(".search"); show(".languages"); show(".filters");

  function language(value) {
    html.dataset.ui = value;
    html.lang = { rus: "ru", kaz: "kk", eng: "en" }[value];
    try { localStorage.setItem(KEY, value); } catch (e) { /* a file share may forbid it */ }
  }
  var asked = new URLSearchParams(location.search).get("ui"), kept = null;
  try { kept = localStorage.getItem(KEY); } catch (e) { /* as above */ }
  var wanted = asked || kept;
  if (wanted === "rus" || wanted === "kaz" || wanted === "eng") { language(wanted); }
  document.querySelectorAll(".languages button").forEach(function (b) {
    b.addEventListener("click", function () { language(b.dataset.ui); });
  });

  function script(name, then) {
    var s = document.createElement("script");
    s.src = root + "data/" + name + ".js";
    s.onload = then;
    document.head.appendChild(s);
  }
  function later(f) { var timer; return function () { clearTimeout(timer); timer = setTimeout(f, 60); }; }
  function link(href, text) { var a = document.createElement("a"); a.href = root + href; a.textContent = text; return a; }

  // search: words are cut to their stems' length so that case endings do not matter
  var q = $("q"), results = $("results");
  function stems(text) {
    return text.toLowerCase().split(/[^0-9a-zа-яёәғқңөұүһі-]+/i).filter(Boolean).map(function (w) { return w.length > 6 ? w.slice(0, w.length - 2) : w.length > 4 ? w.slice(0, w.length - 1) : w; });
  }
  function search() {
    var words = stems(q.value);
    results.textContent = "";
    results.hidden = !words.length;
    if (!words.length) { return; }
    var found = [], rows = window.LAWKIT_TEXTS;
    for (var i = 0; i < rows.length && found.length < 60; i++) {
      var low = rows[i][2].toLowerCase(), all = true;
      for (var j = 0; j < words.length && all; j++) { all = low.indexOf(words[j]) >= 0; }
      if (all) { found.push(rows[i]); }
    }
    var list = document.createElement("ol");
    found.forEach(function (r) {
      var li = document.createElement("li"), at = Math.max(0, r[2].toLowerCase().indexOf(words[0]) - 60), p = document.createElement("div");
      li.appendChild(link(r[0], r[1])); p.textContent = (at ? "… " : "") + r[2].slice(at, at + 220); li.appendChild(p); list.appendChild(li);
    });
    results.appendChild(document.createTextNode(String(found.length) + (found.length === 60 ? "+" : "")));
    results.appendChild(list);
  }
  if (q) {
    var run = later(function () { if (window.LAWKIT_TEXTS) { search(); } else { script("texts", search); } });
    q.addEventListener("input", run);
    q.form.addEventListener("submit", function (e) { e.preventDefault(); run(); });
  }

  // findings
  var table = $("findings");
  if (table && $("f-code")) {
    var limit = 200, code = $("f-code"), tier = $("f-tier"), act = $("f-act"), text = $("f-text"), more = $("f-more");
    var fill = function () {
      var rows = window.LAWKIT_FINDINGS, words = stems(text.value), body = document.createElement("tbody"), n = 0;
      var names = window.LAWKIT_NAMES;
      rows.forEach(function (r) {
        if ((code.value && r.c !== code.value) || (tier.value && r.t !== tier.value)) { return; }
        if (act.value && !r.p.some(function (p) { return p[0].indexOf("acts/" + act.value + "/") === 0; })) { return; }
        var low = r.s || (r.s = (r.e.join(" ") + " " + r.p.map(function (p) { return p[1] + " " + p[2]; }).join(" ")).toLowerCase());
        for (var j = 0; j < words.length; j++) { if (low.indexOf(words[j]) < 0) { return; } }
        n += 1;
        if (n > limit) { return; }
        var tr = document.createElement("tr"), cells = [0, 1, 2, 3].map(function () { var td = document.createElement("td"); tr.appendChild(td); return td; });
        var badge = document.createElement("span"); badge.className = "tier " + r.t; badge.innerHTML = names["tier." + r.t]; cells[0].appendChild(badge);
        var a = link(r.h, ""); a.innerHTML = names["code." + r.c]; cells[1].appendChild(a);
        r.p.forEach(function (p) { cells[2].appendChild(link(p[0], p[1])); cells[2].appendChild(document.createElement("br")); });
        if (r.m) { cells[2].appendChild(document.createTextNode("+" + r.m)); }
        ["rus", "kaz", "eng"].forEach(function (l, i) { var s = document.createElement("span"); s.className = "ui-" + l; s.textContent = r.e[i]; cells[3].appendChild(s); });
        body.appendChild(tr);
      });
      table.replaceChild(body, table.tBodies[0]);
      $("f-count").textContent = Math.min(n, limit) + " / " + n;
      more.hidden = n <= limit;
    };
    var refresh = function () { if (window.LAWKIT_FINDINGS) { fill(); } else { script("findings", fill); } };
    [code, tier, act].forEach(function (e) { e.addEventListener("change", function () { limit = 200; refresh(); }); });
    text.addEventListener("input", later(function () { limit = 200; refresh(); }));
    more.addEventListener("click", function () { limit += 400; refresh(); });
    more.hidden = false;
    var preset = new URLSearchParams(location.search);
    if (preset.get("code")) { code.value = preset.get("code"); }
    if (preset.get("act")) { act.value = preset.get("act"); }
    refresh();
  }

  // terms
  var terms = $("terms");
  if (terms) {
    var narrow = function () {
      var word = $("t-text").value.toLowerCase(), many = $("t-many").checked, n = 0;
      Array.prototype.forEach.call(terms.tBodies, function (b) {
        var ok = (!many || Number(b.dataset.n) > 1) && (!word || b.textContent.toLowerCase().indexOf(word) >= 0);
        b.hidden = !ok; n += ok ? 1 : 0;
      });
      $("t-count").textContent = String(n);
    };
    $("t-text").addEventListener("input", later(narrow)); $("t-many").addEventListener("change", narrow); narrow();
  }

  // graph
  var svg = document.querySelector("#graph svg");
  if (svg && $("g-text")) {
    var zoom = 1, width = svg.viewBox.baseVal.width;
    var scale = function (by) { zoom = Math.min(5, Math.max(0.4, zoom * by)); svg.style.width = Math.round(width * zoom) + "px"; svg.style.maxWidth = "none"; };
    $("g-in").addEventListener("click", function () { scale(1.25); }); $("g-out").addEventListener("click", function () { scale(0.8); });
    $("g-text").addEventListener("input", later(function () {
      var word = $("g-text").value.toLowerCase();
      svg.querySelectorAll("[data-name]").forEach(function (e) { e.style.opacity = !word || e.dataset.name.toLowerCase().indexOf(word) >= 0 ? 1 : 0.08; });
    }));
  }
})();
