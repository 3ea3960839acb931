import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./BodyMap.module.css";
import {
  type BodyRegion,
  bodyRegions,
  type Figure,
  figures,
  outlineHeight,
  outlineWidth,
} from "./body-outline.ts";
import { Checks, type ChecksProps } from "./Checks.tsx";
import { classes } from "./classes.ts";
import type { Option } from "./Options.tsx";

interface BodyMapProps extends ChecksProps {
  readonly options: readonly (Option & { readonly words: string })[];
}

/**
 * Places of the body, to be pointed at on an outline. The list beside it is the real control: it has
 * every choice of the question, and whoever cannot see or point misses nothing.
 *
 * What the outline does not know stands in the list alone; what the question does not offer can be
 * seen and not chosen.
 */
export function BodyMap({ options, ...props }: BodyMapProps) {
  return (
    <Checks
      {...props}
      options={options}
      picture={(chosen, toggle) => (
        <Picture
          options={options}
          chosen={chosen}
          onToggle={props.isReadOnly ? () => {} : toggle}
          isReadOnly={props.isReadOnly ?? false}
        />
      )}
    />
  );
}

interface PictureProps extends Pick<BodyMapProps, "options"> {
  readonly chosen: readonly string[];
  readonly onToggle: (code: string) => void;
  readonly isReadOnly: boolean;
}

function Picture({ options, chosen, onToggle, isReadOnly }: PictureProps) {
  const { t, i18n } = useTranslation("ui");
  const [pointed, setPointed] = useState<string | null>(null);
  const wordsFor = (code: string) => options.find(({ name }) => name === code)?.words;
  const codeUnder = (target: EventTarget) =>
    target instanceof Element
      ? (target.closest<SVGElement>("[data-region]")?.dataset.region ?? null)
      : null;
  return (
    <div
      role="presentation"
      aria-hidden="true"
      lang={i18n.language.slice(0, 2)}
      className={classes(styles.picture, isReadOnly && styles.readOnly)}
      onPointerOver={({ target }) => setPointed(codeUnder(target))}
      onPointerLeave={() => setPointed(null)}
      onClick={({ target }) => {
        const code = codeUnder(target);
        if (code !== null) onToggle(code);
      }}
    >
      {/* A body has the same sides in every language. */}
      <div dir="ltr" className={styles.figures}>
        {figures.map((figure) => (
          <div key={figure} className={styles.figure}>
            <p className={styles.title}>
              <bdi>{t(`body.${figure}`)}</bdi>
            </p>
            <p className={styles.sides}>
              <bdi>{t(figure === "front" ? "body.right" : "body.left")}</bdi>
              <bdi>{t(figure === "front" ? "body.left" : "body.right")}</bdi>
            </p>
            <Outline figure={figure} chosen={chosen} wordsFor={wordsFor} />
          </div>
        ))}
      </div>
      <p className={styles.pointed}>
        <bdi>{(pointed === null ? undefined : wordsFor(pointed)) ?? t("body.point")}</bdi>
      </p>
    </div>
  );
}

interface OutlineProps {
  readonly figure: Figure;
  readonly chosen: readonly string[];
  /** Undefined for what the question does not offer. */
  readonly wordsFor: (code: string) => string | undefined;
}

function Outline({ figure, chosen, wordsFor }: OutlineProps) {
  const regions = bodyRegions[figure];
  const isChosen = ({ code }: BodyRegion) => chosen.includes(code) && wordsFor(code) !== undefined;
  return (
    <svg
      viewBox={`0 0 ${outlineWidth} ${outlineHeight}`}
      aria-hidden="true"
      focusable="false"
      className={styles.outline}
    >
      {regions.map((region) => {
        const words = wordsFor(region.code);
        return (
          <path
            key={region.code}
            d={region.path}
            {...(region.isTurned ? { transform: turned } : {})}
            {...(words === undefined
              ? { className: styles.rest }
              : {
                  "data-region": region.code,
                  className: classes(styles.region, isChosen(region) && styles.chosen),
                })}
          >
            {words !== undefined && <title>{words}</title>}
          </path>
        );
      })}
      {regions.filter(isChosen).map(({ code, tick: [x, y] }) => (
        <path key={code} d={`M${x - 5} ${y}l4 4 7-8`} className={styles.tick} />
      ))}
    </svg>
  );
}

const turned = `matrix(-1 0 0 1 ${outlineWidth} 0)`;
