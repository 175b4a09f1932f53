// The address holds what a view was turned to: #section;key=value, so that it can be sent on.
function parts() {
  const [place, ...rest] = location.hash.slice(1).split(";");
  return { place, kept: new Map(rest.map((p) => p.split("=").map(decodeURIComponent))) };
}

export const place = () => decodeURIComponent(parts().place);
export const kept = (key) => parts().kept.get(key);

export function keep(key, value, where) {
  const now = parts();
  if (value) now.kept.set(key, value);
  else now.kept.delete(key);
  const tail = [...now.kept].map(([k, v]) => `;${encodeURIComponent(k)}=${encodeURIComponent(v)}`);
  history.replaceState(null, "", `#${where ?? now.place}${tail.join("")}`);
}
