import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { longestFlag, longestNote } from "../../shared/interviews/limits.ts";
import { flagOf } from "../../shared/interviews/notes.ts";
import type { NodeRef } from "../../shared/questionnaire/live/view.ts";
import type { AnyFault } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Drawer } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { FormText } from "../ui/FormText.tsx";
import { InOrder } from "../ui/InOrder.tsx";
import { holdPending } from "../ui/pending.ts";
import { StateMark } from "../ui/StateMark.tsx";
import { TextBox } from "../ui/TextBox.tsx";
import { TextLine } from "../ui/TextLine.tsx";
import { When } from "../ui/When.tsx";
import styles from "./Notes.module.css";
import { useAbout, useFormLanguage, useNode, useNotes, useRoom } from "./room.ts";
import type { WrittenNote } from "./store.ts";

interface NotesDrawerProps {
  readonly place: NodeRef;
  /** What one came to write. */
  readonly begin: "note" | "flag";
  /** With which words a note begins; they are kept even when no other follows. */
  readonly words: string;
  readonly onClose: () => void;
}

/** What the researcher writes beside a question: notes, and a flag that says to come back to it. */
export function NotesDrawer({ place, begin, words, onClose }: NotesDrawerProps) {
  const { t } = useTranslation("interviews");
  const { store } = useRoom();
  const { readOnly } = useAbout(store);
  const node = useNode(place);
  const language = useFormLanguage();
  const notes = useNotes(place);
  if (!node) return null;
  return (
    <Drawer title={t("notes.title")} side="end" isOpen onClose={onClose}>
      <div className={styles.notes}>
        <p lang={language.tag} dir={language.direction} className={styles.question}>
          <FormText text={node.label} />
        </p>
        <p className={styles.hint}>{t("notes.whose")}</p>
        <Flag
          place={place}
          notes={notes}
          isReadOnly={readOnly !== null}
          autoFocus={begin === "flag"}
        />
        {readOnly === null && <NewNote place={place} words={words} autoFocus={begin === "note"} />}
        <Written notes={notes} />
      </div>
    </Drawer>
  );
}

interface PartProps {
  readonly place: NodeRef;
  readonly autoFocus: boolean;
}

function NewNote({ place, words, autoFocus }: PartProps & Pick<NotesDrawerProps, "words">) {
  const { t } = useTranslation("interviews");
  const { text, change, give, fault } = useWrittenWhole(place, "note", longestNote, words);
  const isTooLong = text.length > longestNote;
  return (
    <div className={styles.writing}>
      <Field label={t("notes.note")} hint={t("notes.kept-on-closing")}>
        {(names) => (
          <TextBox
            {...names}
            value={text}
            onChange={change}
            isInvalid={isTooLong}
            autoFocus={autoFocus}
          />
        )}
      </Field>
      <Wrong fault={fault} />
      <div>
        <Button
          icon="note"
          heldBy={heldBy(text, isTooLong, t("notes.empty"), t("notes.too-long"))}
          onPress={() => void give()}
        >
          {t("notes.add")}
        </Button>
      </div>
    </div>
  );
}

interface FlagProps extends PartProps {
  readonly notes: readonly WrittenNote[];
  readonly isReadOnly: boolean;
}

function Flag({ place, notes, isReadOnly, autoFocus }: FlagProps) {
  const { t } = useTranslation("interviews");
  const { store } = useRoom();
  const { text, change, give, fault } = useWrittenWhole(place, "flag", longestFlag);
  const flag = flagOf(notes);
  const isTooLong = text.length > longestFlag;
  // What one has just used goes, and what takes its place takes the focus.
  const [isOurs, setOurs] = useState(autoFocus);
  const set = () => {
    setOurs(true);
    void give();
  };
  const unset = () => {
    setOurs(true);
    void store.write(place, "unflag", "");
  };
  if (flag)
    return (
      <div className={styles.flag}>
        <StateMark state="flagged" word="beside" />
        <p dir="auto" className={styles.words}>
          {flag.text}
        </p>
        {!isReadOnly && (
          <Button icon="undo" autoFocus={isOurs} onPress={unset}>
            {t("notes.unflag")}
          </Button>
        )}
      </div>
    );
  if (isReadOnly) return null;
  return (
    <div className={styles.writing}>
      <Field label={t("notes.flag-why")}>
        {(names) => (
          <TextLine
            {...names}
            value={text}
            onChange={change}
            isInvalid={isTooLong}
            autoFocus={isOurs}
            onKeyDown={(event) => {
              if (!/^(Numpad)?Enter$/u.test(event.code) || event.nativeEvent.isComposing) return;
              event.preventDefault();
              set();
            }}
          />
        )}
      </Field>
      <Wrong fault={fault} />
      <div>
        <Button
          icon="flag"
          heldBy={heldBy(text, isTooLong, t("notes.empty"), t("notes.too-long"))}
          onPress={set}
        >
          {t("notes.flag")}
        </Button>
      </div>
    </div>
  );
}

/** Everything that was written, the newest first. Nothing in it can be changed. */
function Written({ notes }: { readonly notes: readonly WrittenNote[] }) {
  const { t } = useTranslation("interviews");
  return (
    <ol className={styles.list}>
      <InOrder of={notes.toReversed()}>
        {({ at, mark, text }) => (
          <li className={styles.said}>
            <p className={styles.when}>
              {at === null ? (
                <StateMark state="not-saved" word="beside" />
              ) : (
                <When moment={at} show="minute" />
              )}
              {" · "}
              {t(`notes.was-${mark}`)}
            </p>
            {text !== "" && (
              <p dir="auto" className={styles.words}>
                {text}
              </p>
            )}
          </li>
        )}
      </InOrder>
    </ol>
  );
}

function Wrong({ fault }: { readonly fault: AnyFault | null }) {
  const sayFault = useFaultSentence();
  return (
    fault && (
      <Callout kind="error" code={fault.kind}>
        {sayFault(fault)}
      </Callout>
    )
  );
}

function heldBy(text: string, isTooLong: boolean, empty: string, tooLong: string): string | null {
  if (isTooLong) return tooLong;
  return isBlank(text) ? empty : null;
}

const isBlank = (text: string) => !/\S/u.test(text);

/**
 * Words that are written down whole, when one asks for it; or when the drawer closes, the page is
 * left or the notebook locks, so that a note begun is never lost.
 */
function useWrittenWhole(place: NodeRef, mark: "note" | "flag", longest: number, begun = "") {
  const { store } = useRoom();
  const [text, setText] = useState(begun);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const typed = useRef(begun);
  const change = (next: string) => {
    typed.current = next;
    setText(next);
    setFault(null);
  };
  const give = async () => {
    const words = typed.current;
    if (isBlank(words) || words.length > longest) return;
    change("");
    const refused = await store.write(place, mark, words);
    if (!refused) return;
    if (typed.current === "") change(words);
    setFault(refused);
  };
  const latest = useRef(give);
  latest.current = give;
  useEffect(() => {
    const forget = holdPending(() => latest.current());
    return () => {
      forget();
      void latest.current();
    };
  }, []);
  return { text, change, give, fault };
}
