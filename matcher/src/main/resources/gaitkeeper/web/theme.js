// Applied before the first paint, so that a chosen theme does not flash. The page works the same when storage is refused.
(() => {
  let chosen = '';
  try {
    chosen = localStorage.getItem('theme') || '';
  } catch {
    // Private browsing may refuse storage: follow the system then.
  }
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
  }
})();
