type Texts = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * What this tab saved itself comes back when it is reloaded, whatever other tabs have saved since; a new tab begins with what was saved last.
 * @param own lasts as long as the tab (sessionStorage)
 * @param shared by all tabs (localStorage)
 */
export function tabStorage(own: Texts, shared: Texts): Texts {
  return {
    getItem: (key) => own.getItem(key) ?? shared.getItem(key),
    setItem: (key, text) => {
      shared.setItem(key, text);
      own.setItem(key, text);
    },
  };
}
