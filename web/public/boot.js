// Runs before anything is painted: the chosen theme, which stop of the lesson to show, and why
// there is no lab where browsers load a page's modules from nowhere: from a file, or in a frame
// whose sandbox gives the page no origin.
(function () {
  var root = document.documentElement;
  var left = null;
  try {
    var theme = localStorage.getItem('cnn-lab.theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    left = localStorage.getItem('cnn-lab.stop');
  } catch (refused) {
    // Storage is off: the system's theme it is.
  }
  // However the link was escaped on its way: the page reads the rest of it.
  var match = /[#&;]stop(?:=|%3d)([a-z0-9-]+)/i.exec(location.hash.replace(/%26/g, '&'));
  root.dataset.stop = match ? match[1].toLowerCase() : (!location.hash && left) || '0';

  // The sentences about it are in the page, for this script may be kept away from it, too.
  var isFile = location.protocol === 'file:';
  var isCut = isFile || self.origin === 'null';
  root.dataset.scripts = isCut ? 'none' : 'load';
  if (!isCut) return;
  delete root.dataset.stop; // Nothing would lead to the other stops.
  addEventListener('DOMContentLoaded', function () {
    document.querySelector('.no-scripts').hidden = isFile;
    document.querySelector('[data-place=file]').hidden = !isFile;
    document.querySelector('[data-address]').href = location.href;
  });
})();
