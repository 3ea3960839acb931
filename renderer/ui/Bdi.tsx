/**
 * A value from a person, a form or a file, kept apart from the direction of the words around it.
 *
 * Codes, keys, fingerprints and file names say `ltr`; characters in them that cannot be seen or that
 * turn the direction are drawn as their code points, so that nothing hides in a name.
 */
export function Bdi({
  children,
  dir = "auto",
  lang,
}: {
  readonly children: string;
  readonly dir?: "auto" | "ltr";
  readonly lang?: string;
}) {
  const shown = dir === "ltr" ? children.replace(hidden, drawn) : children;
  return (
    <bdi dir={dir} {...(lang === undefined ? {} : { lang })}>
      {shown}
    </bdi>
  );
}

const hidden = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

function drawn(character: string): string {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`;
}
