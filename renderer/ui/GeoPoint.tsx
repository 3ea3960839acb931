import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { readNumber, showNumber } from "./digits.ts";
import { type Give, useHeld } from "./held.ts";
import type { Naming } from "./Options.tsx";
import styles from "./PartialDate.module.css";
import { StateMark } from "./StateMark.tsx";
import { TextLine } from "./TextLine.tsx";

interface GeoPointProps extends Naming {
  /** `33.5 36.3`, perhaps followed by altitude and accuracy; or empty. */
  readonly value: string;
  readonly onAnswer: Give;
  readonly isReadOnly?: boolean;
  readonly isInvalid?: boolean;
}

interface TypedPoint {
  readonly latitude: string;
  readonly longitude: string;
  /** Altitude and accuracy as they were stored: nobody types them, and nobody loses them. */
  readonly rest: string;
}

/** A position as two numbers. No map, no receiver: only what is known and was written down is typed. */
export function GeoPoint({ value, onAnswer, isReadOnly, isInvalid, ...props }: GeoPointProps) {
  const { t, i18n } = useTranslation("ui");
  const [northId, eastId, problemId] = [useId(), useId(), useId()];
  const [wasLeft, setWasLeft] = useState<boolean | null>(null);
  const { shown, change, settle, isRestored } = useHeld<TypedPoint>({
    value,
    give: onAnswer,
    show: (stored) => asTyped(stored, i18n.language),
    read: readPoint,
    rest: 1500,
    most: Number.POSITIVE_INFINITY,
  });
  const isUnread = (wasLeft ?? isRestored) && readPoint(shown) === null;
  const part = (name: "latitude" | "longitude", id: string) => (
    <label htmlFor={id} className={styles.part}>
      <span>{t(`place.${name}`)}</span>
      <TextLine
        id={id}
        label={t(`place.${name}`)}
        holds="digits"
        width="short"
        value={shown[name]}
        onChange={(typed) => {
          setWasLeft(false);
          change({ ...shown, [name]: typed }, "rest");
        }}
        isReadOnly={isReadOnly ?? false}
        isInvalid={(isInvalid ?? false) || isUnread}
      />
    </label>
  );
  return (
    <fieldset
      className={styles.date}
      aria-label={props.label}
      aria-labelledby={props.labelledBy}
      aria-describedby={[props.describedBy, isUnread ? problemId : ""].filter(Boolean).join(" ")}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (currentTarget.contains(relatedTarget)) return;
        setWasLeft(true);
        void settle();
      }}
    >
      <div className={styles.parts}>
        {part("latitude", northId)}
        {part("longitude", eastId)}
      </div>
      {isUnread && (
        <p id={problemId} className={styles.problem}>
          <StateMark state="not-saved" word="near" /> {t("place.unread")}
        </p>
      )}
    </fieldset>
  );
}

function asTyped(stored: string, locale: string): TypedPoint {
  const [latitude = "", longitude = "", ...rest] = stored.split(" ");
  return {
    latitude: showNumber(latitude, locale),
    longitude: showNumber(longitude, locale),
    rest: rest.join(" "),
  };
}

function readPoint({ latitude, longitude, rest }: TypedPoint): string | null {
  if (latitude.trim() === "" && longitude.trim() === "") return "";
  const [north, east] = [readNumber(latitude), readNumber(longitude)];
  if (north === null || east === null) return null;
  if (Math.abs(Number(north)) > 90 || Math.abs(Number(east)) > 180) return null;
  return [north, east, rest].filter(Boolean).join(" ");
}
