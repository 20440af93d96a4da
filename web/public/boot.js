// Runs before anything is painted: the chosen theme, which stop of the lesson to show, and why
// there is no lab: where browsers load a page's modules from nowhere (from a file, or in a frame
// whose sandbox gives the page no origin), and where one of the page's own files does not do.
(function () {
  var root = document.documentElement;
  var left = null;
  // By what name this browser keeps the learner's work. A course system says who is learning
  // (assets/GRADEBOOK.md): at a computer that several share, each has their own.
  function hash(text, seed) {
    for (var i = 0; i < text.length; ++i) seed = Math.imul(seed ^ text.charCodeAt(i), 16777619);
    return (seed >>> 0).toString(16);
  }
  var learner = /[?&]learner=([0-9a-f]{8,64})(?:&|$)/i.exec(location.search);
  var actor = /[?&]actor=([^&]+)/.exec(location.search);
  var who = learner
    ? '@' + learner[1].toLowerCase()
    : actor
      ? '@' + hash(actor[1], 2166136261) + hash(actor[1], 40389)
      : '';
  root.dataset.kept = 'cnn-lab' + who;
  var kept = root.dataset.kept + '.';
  try {
    var theme = localStorage.getItem(kept + 'theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    left = localStorage.getItem(kept + 'stop');
  } catch (refused) {
    // Storage is off: the system's theme it is.
  }
  // However the link was escaped on its way: the page reads the rest of it.
  var match = /[#&;]stop(?:=|%3d)([a-z0-9-]+)/i.exec(location.hash.replace(/%26/g, '&'));
  root.dataset.stop = match ? match[1].toLowerCase() : (!location.hash && left) || '0';

  // The sentences about all this are in the page, because this script may be kept away from it, too.
  var isFile = location.protocol === 'file:';
  var isCut = isFile || self.origin === 'null';
  root.dataset.scripts = isCut ? 'none' : 'load';
  if (isCut) {
    delete root.dataset.stop; // Nothing would lead to the other stops.
    addEventListener('DOMContentLoaded', function () {
      document.querySelector('.no-scripts').hidden = isFile;
      document.querySelector('[data-place=file]').hidden = !isFile;
      document.querySelector('[data-address]').href = location.href;
    });
    return;
  }

  function tell(sentence, file, got, wanted) {
    var lab = document.getElementById('lab');
    if (document.querySelector('.told')) return;
    var place = document.getElementById('not-started') || document.createElement('p');
    place.className = 'problem told'; // main.ts leaves it where it is.
    place.setAttribute('role', 'alert');
    // Without styles the lab comes after the whole of the lesson.
    (wanted === 'text/css' ? document.body : lab).prepend(place);
    place.textContent = lab.dataset[sentence]
      .replace('{file}', file)
      .replace('{got}', got)
      .replace('{wanted}', wanted);
  }
  function explain(failed) {
    var file = failed.src || failed.href;
    var name = file.slice(new URL('./', location.href).href.length);
    var wanted = /css$/.test(file) ? 'text/css' : 'text/javascript';
    fetch(file).then(function (response) {
      var got = (response.headers.get('content-type') || '?').split(';')[0];
      if (!response.ok) tell('missing', name);
      else if (got.split(/\W/).pop().replace('ecma', 'java') !== wanted.slice(5))
        tell('type', name, got, wanted);
    });
  }
  // Of a style sheet of a wrong type some browsers say nothing: it is just empty.
  addEventListener('load', function () {
    document.querySelectorAll('link[rel=stylesheet]').forEach(function (link) {
      if (!link.sheet || !link.sheet.cssRules.length) explain(link);
    });
  });
  // Of a part that loads later the page tells itself, unless that very part of it is missing too.
  addEventListener('vite:preloadError', function (event) {
    setTimeout(function () {
      var file = /assets\/[\w.-]+/.exec(event.payload && event.payload.message);
      if (!document.querySelector('.renewal')) tell('missing', file ? file[0] : '');
    }, 5000);
  });
  addEventListener(
    'error',
    function (event) {
      var failed = event.target;
      if (failed.tagName !== 'SCRIPT' && failed.tagName !== 'LINK') return;
      if (document.readyState === 'loading')
        addEventListener('DOMContentLoaded', function () {
          explain(failed);
        });
      else if (document.getElementById('not-started')) explain(failed);
    },
    true,
  );
})();
