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
  var match = /(?:^#|&)stop=([a-z0-9-]+)/.exec(location.hash);
  root.dataset.stop = match ? match[1] : (!location.hash && left) || '0';
})();
