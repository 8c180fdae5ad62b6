import { useEffect, useState } from 'preact/hooks';
import { parseRoute, type Route } from '../model/route';

const CHANGED = 'candlemill:navigated';

/** Goes to a route of the page without loading it anew. */
export function navigate(path: string, mode: 'push' | 'replace' = 'push'): void {
  if (path === location.pathname + location.search) {
    return;
  }
  if (mode === 'push') {
    history.pushState(null, '', path);
  } else {
    history.replaceState(null, '', path);
  }
  window.dispatchEvent(new Event(CHANGED));
}

export function useRoute(): Route {
  const [address, setAddress] = useState(location.pathname + location.search);
  useEffect(() => {
    const update = () => setAddress(location.pathname + location.search);
    window.addEventListener('popstate', update);
    window.addEventListener(CHANGED, update);
    return () => {
      window.removeEventListener('popstate', update);
      window.removeEventListener(CHANGED, update);
    };
  }, []);
  const [path = '/', query = ''] = address.split('?', 2);
  return parseRoute(path, query);
}

/** Links within the page are followed here; new tabs, other sites and the server's own routes are not ours. */
export function followLinks(): () => void {
  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (link === null || !isPlain || event.defaultPrevented || link.target !== '' || link.hasAttribute('download')) {
      return;
    }
    if (link.origin === location.origin && !/^\/(api|docs|udf)(\/|$)/.test(link.pathname)) {
      event.preventDefault();
      navigate(link.pathname + link.search);
      window.scrollTo(0, 0);
    }
  };
  document.addEventListener('click', follow);
  return () => document.removeEventListener('click', follow);
}

/** Whether a key is meant for what is typed in, and not for the page. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  const isField = target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
  return isField || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') !== null;
}
