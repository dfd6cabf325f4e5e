// Marks in the masthead which section is being looked at.

export function markRooms() {
  const links = new Map([...document.querySelectorAll('.rooms a')].map((link) => [link.hash.slice(1), link]));
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const link = links.get(target.id);
      if (isIntersecting) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }, { rootMargin: '-45% 0px -54% 0px' });
  for (const id of links.keys()) watcher.observe(document.getElementById(id));
}
