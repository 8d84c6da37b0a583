/** An element of the page by its id, of the class that it is used as. */
export function element<E extends HTMLElement>(id: string, ElementClass: new () => E): E {
  const found = document.getElementById(id);
  if (!(found instanceof ElementClass)) throw new Error(`The page has no ${ElementClass.name} called ${id}.`);
  return found;
}
