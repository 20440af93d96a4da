// Runs before anything is painted: the chosen theme, and which stop of the lesson to show.
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
})();
