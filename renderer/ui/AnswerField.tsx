import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { longestAnswer } from "../../shared/interviews/limits.ts";
import type { ChoiceView, NodeView } from "../../shared/questionnaire/live/view.ts";
import styles from "./AnswerField.module.css";
import { useAnswerWords } from "./answer-words.ts";
import { Bdi } from "./Bdi.tsx";
import { BodyMap } from "./BodyMap.tsx";
import { Checks } from "./Checks.tsx";
import { ComboBox } from "./ComboBox.tsx";
import { DigitsField } from "./DigitsField.tsx";
import { showNumber } from "./digits.ts";
import { FormText, wordsOf } from "./FormText.tsx";
import { GeoPoint } from "./GeoPoint.tsx";
import { DraftContext, type Give, useHeld } from "./held.ts";
import { InOwnLanguage } from "./InLanguage.tsx";
import { LongText } from "./LongText.tsx";
import type { Naming } from "./Options.tsx";
import { PartialDate } from "./PartialDate.tsx";
import { PlaceAnswer } from "./PlaceAnswer.tsx";
import { Radios } from "./Radios.tsx";
import { Ranking } from "./Ranking.tsx";
import { TextAnswer } from "./TextAnswer.tsx";
import { TimeField } from "./TimeField.tsx";

export interface AnswerFieldProps extends Naming {
  readonly node: NodeView;
  /** How its date was said, where it was in the Hijri calendar. */
  readonly stated: string | undefined;
  readonly give: Give;
  readonly isReadOnly: boolean;
  readonly isInvalid: boolean;
}

/** The field a question is answered in, by its type and its appearance. */
export function AnswerField({ node, stated, give, ...props }: AnswerFieldProps) {
  const { t } = useTranslation("ui");
  const { type, appearance } = node;
  const has = (name: string) => appearance.includes(name);
  const field = { ...props, value: shownValue(node), onAnswer: give };
  if (node.readonly || has("auto-code")) return <Given node={node} />;
  if (node.choices) return <Choices node={node} field={field} />;
  switch (type) {
    case "integer":
      return <DigitsField {...field} isWhole />;
    case "decimal":
      return <DigitsField {...field} />;
    case "range":
      return <Range node={node} field={field} />;
    case "date":
      if (has("partial-date")) return <OwnDate field={field} stated={stated} />;
      return (
        <InOwnLanguage>
          <PartialDate {...field} precisions={["day"]} mayBeAbout={false} today={today()} />
        </InOwnLanguage>
      );
    case "time":
      return <TimeField {...field} />;
    case "dateTime":
      return <DateTime field={field} />;
    case "geopoint":
      return (
        <InOwnLanguage>
          <GeoPoint {...field} />
        </InOwnLanguage>
      );
    case "acknowledge":
    case "trigger":
      return <Checks {...field} options={[{ name: "OK", label: t("control.acknowledge") }]} />;
    case "barcode":
      return <TextAnswer {...field} holds="code" />;
    case "image":
    case "audio":
    case "video":
    case "file":
      return <p className={styles.later}>{t("control.attachments-in-interview")}</p>;
    default:
      if (has("partial-date")) return <OwnDate field={field} stated={stated} />;
      if (has("narrative")) return <LongText {...field} size="account" limit={longestAnswer} />;
      if (has("place")) return <PlaceAnswer {...field} />;
      if (has("multiline")) return <LongText {...field} limit={longestAnswer} />;
      return <TextAnswer {...field} {...(has("numbers") ? { holds: "digits" } : {})} />;
  }
}

interface Filled extends Naming {
  readonly value: string;
  readonly onAnswer: Give;
  readonly isReadOnly: boolean;
  readonly isInvalid: boolean;
}

function Choices({ node, field }: { readonly node: NodeView; readonly field: Filled }) {
  const { t, i18n } = useTranslation("ui");
  const offered = useMemo(
    () => (node.choices ?? []).filter(({ state }) => state === null),
    [node.choices],
  );
  const options = useMemo(
    () =>
      offered.map(({ name, label }) => ({
        name,
        label: <FormText text={label} />,
        words: wordsOf(label, i18n.language),
      })),
    [offered, i18n.language],
  );
  const lines = useMemo(
    () => options.map(({ name, words }) => ({ name, label: words, isWayOut: isWayOut(name) })),
    [options],
  );
  if (offered.length === 0) return <p className={styles.later}>{t("control.no-choices")}</p>;
  const columns = columnsOf(node.appearance, options);
  if (node.type === "rank") return <Ranking {...field} options={options} />;
  if (node.type.startsWith("select_multiple") && node.appearance.includes("body-map"))
    return <BodyMap {...field} options={options} exclusive={aloneIn(offered)} />;
  if (node.type.startsWith("select_multiple"))
    return <Checks {...field} options={options} columns={columns} exclusive={aloneIn(offered)} />;
  if (isSearched(node.appearance, offered))
    return <ComboBox {...field} options={lines} placeholder={t("control.search")} />;
  return <Radios {...field} options={options} columns={columns} />;
}

function Range({ node, field }: { readonly node: NodeView; readonly field: Filled }) {
  const { t, i18n } = useTranslation("ui");
  const { start = "1", end = "10", step = "1" } = node.parameters;
  const span = Number(end) - Number(start);
  // A range may run downwards, whatever the sign of its step.
  const by = Math.abs(Number(step)) * Math.sign(span);
  const stops = span / by;
  const isWhole = [start, end, step].every((text) => /^-?\d+$/u.test(text));
  if (isWhole && stops > 0 && stops <= 10)
    return (
      <Radios
        {...field}
        columns="three"
        isNumbered={false}
        options={Array.from({ length: stops + 1 }, (_, place) => {
          const name = String(Number(start) + place * by);
          return { name, label: showNumber(name, i18n.language) };
        })}
      />
    );
  return (
    <div className={styles.range}>
      <DigitsField {...field} isWhole={isWhole} />
      <p className={styles.later}>
        {t("control.between", {
          start: showNumber(start, i18n.language),
          end: showNumber(end, i18n.language),
        })}
      </p>
    </div>
  );
}

function OwnDate({
  field,
  stated,
}: {
  readonly field: Filled;
  readonly stated: string | undefined;
}) {
  return (
    <InOwnLanguage>
      <PartialDate {...field} stated={stated} />
    </InOwnLanguage>
  );
}

/** A day and a time of it; handed over when both are there, as the clock showed them. */
function DateTime({ field: { value, onAnswer, ...field } }: { readonly field: Filled }) {
  const { shown, change } = useHeld({
    value,
    give: onAnswer,
    show: (stored) => stored.split("T") as readonly string[],
    read: ([day = "", time = ""]) => {
      if (day === "" && time === "") return "";
      return day === "" || time === "" ? null : `${day}T${time}`;
    },
    rest: 0,
    most: 0,
  });
  const [day = "", time = ""] = shown;
  const put = (part: readonly string[]) => {
    change(part, "now");
    return Promise.resolve(true);
  };
  return (
    <InOwnLanguage className={styles.range ?? ""}>
      <DraftContext value={null}>
        <PartialDate
          {...field}
          precisions={["day"]}
          mayBeAbout={false}
          today={today()}
          value={day}
          onAnswer={(next) => put([next, time])}
        />
        <TimeField {...field} value={time} onAnswer={(next) => put([day, next])} />
      </DraftContext>
    </InOwnLanguage>
  );
}

/** What the questionnaire itself gives, or has fixed: to be read, not to be typed. */
function Given({ node }: { readonly node: NodeView }) {
  const { t } = useTranslation("ui");
  const say = useAnswerWords();
  const isCode = node.appearance.includes("auto-code");
  return (
    <div className={styles.given}>
      {node.value === "" ? (
        <span className={styles.later}>{t("control.nothing-yet")}</span>
      ) : (
        <Bdi dir={isCode ? "ltr" : "auto"}>{say(node, node.value)}</Bdi>
      )}
      <InOwnLanguage className={styles.later ?? ""}>
        {t(isCode ? "control.given-code" : "control.given")}
      </InOwnLanguage>
    </div>
  );
}

/** A value counts while the question is answered; another state has put it aside. */
function shownValue({ state, value }: NodeView): string {
  return state === "answered" ? value : "";
}

/** Long lists are searched; those an author wants to unfold are, too. */
function isSearched(appearance: readonly string[], offered: readonly ChoiceView[]): boolean {
  const isAsked = ["autocomplete", "minimal", "place"].some((name) => appearance.includes(name));
  return isAsked || offered.length > 30;
}

function columnsOf(
  appearance: readonly string[],
  options: readonly { readonly words: string }[],
): "one" | "two" | "three" {
  const longest = Math.max(...options.map(({ words }) => words.length));
  const asksColumns = appearance.some((name) => /^columns|^quick|^likert$/u.test(name));
  if (longest <= 16 && (asksColumns || options.length <= 4)) return "three";
  if (asksColumns || (options.length > 8 && longest <= 40)) return "two";
  return "one";
}

/** Names that stand alone wherever questionnaires of the field use them. */
const alone = ["none", "none_told", "same"];

const aloneIn = (offered: readonly ChoiceView[]) =>
  offered.map(({ name }) => name).filter((name) => alone.includes(name));

/** What is not in the list is said in words elsewhere, and the way there is not searched away. */
const isWayOut = (name: string) => name === "other" || name.startsWith("other_");

/** The day this laptop has now, `2018-11-20`. */
function today(): string {
  const now = new Date();
  const parts = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0"));
  return [now.getFullYear(), ...parts].join("-");
}
