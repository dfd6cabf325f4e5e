// Automatic, light or dark; remembered in this browser.

import { byId, remember, remembered } from './dom.js';

const THEMES = ['auto', 'light', 'dark'];
const WORDS = { auto: 'Auto', light: 'Light', dark: 'Dark' };

/** @param {() => void} onChange called when colours changed, by the button or by the system */
export function themeButton(onChange) {
  const button = byId('theme');
  const stored = remembered('theme');
  let theme = stored !== null && THEMES.includes(stored) ? stored : 'auto';

  const show = () => {
    const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.dataset.theme = theme;
    byId('theme-text').textContent = WORDS[theme];
    button.setAttribute('aria-label', `Theme: ${WORDS[theme]}. Change to ${WORDS[next]}`);
  };

  button.addEventListener('click', () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    remember('theme', theme);
    show();
    onChange();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', onChange);
  show();
}
