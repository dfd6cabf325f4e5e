// Runs before the first paint, unlike the modules: a remembered theme must not flash in after the other one.
try {
  const theme = localStorage.getItem('menny.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; then the system's theme holds.
}
