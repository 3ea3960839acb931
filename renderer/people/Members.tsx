import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Member, Team } from "../../shared/contract/people.ts";
import { useAct } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { SafetyNumber, SafetyNumberLine } from "../ui/SafetyNumber.tsx";
import styles from "./people.module.css";

interface MembersProps {
  readonly team: Team;
  readonly onRemoved: (member: Member, team: Team) => void;
}

/** Everybody on the roster. A row opens to compare its number, and for the lead to take it off. */
export function Members({ team, onRemoved }: MembersProps) {
  const { t } = useTranslation(["people", "common", "ui"]);
  const [openDevice, setOpenDevice] = useState<string | null>(null);
  const opened = team.members.find(({ device }) => device === openDevice);
  return (
    <>
      <DataTable
        label={t("members.title")}
        items={inOrder(team.members)}
        idOf={({ device }) => device}
        nameOf={({ name }) => name}
        onOpen={setOpenDevice}
        empty={null}
        columns={[
          {
            id: "name",
            label: t("members.column-name"),
            isRowHeader: true,
            cell: (member) => <MemberName member={member} />,
          },
          {
            id: "role",
            label: t("members.column-role"),
            width: 140,
            cell: ({ role }) => t(`common:role.${role}`),
          },
          {
            id: "number",
            label: t("members.column-number"),
            width: 350,
            cell: ({ safetyNumber }) => <SafetyNumberLine value={safetyNumber} />,
          },
        ]}
      />
      {opened && (
        <MemberDialog
          key={opened.device}
          member={opened}
          mayRemove={team.lead && !opened.self}
          onClose={() => setOpenDevice(null)}
          onRemoved={(changed) => {
            setOpenDevice(null);
            onRemoved(opened, changed);
          }}
        />
      )}
    </>
  );
}

function MemberName({ member }: { readonly member: Member }) {
  const { t } = useTranslation("people");
  const said = [member.lead && t("members.lead"), member.self && t("members.self")].filter(Boolean);
  return (
    <>
      <span className={styles.name}>
        <Bdi>{member.name}</Bdi>
      </span>
      {said.length > 0 && <span className={styles.detail}>{said.join(" · ")}</span>}
    </>
  );
}

interface MemberDialogProps {
  readonly member: Member;
  readonly mayRemove: boolean;
  readonly onClose: () => void;
  readonly onRemoved: (team: Team) => void;
}

function MemberDialog({ member, mayRemove, onClose, onRemoved }: MemberDialogProps) {
  const { t } = useTranslation(["people", "ui"]);
  const sayFault = useFaultSentence();
  const remove = useAct("people.removeMember");
  const [isAsking, setAsking] = useState(false);
  const { name, device } = member;
  if (isAsking)
    return (
      <Dialog
        title={t("members.remove-title", { name })}
        isOpen
        isAlert
        onClose={onClose}
        actions={
          <>
            <Button autoFocus onPress={onClose}>
              {t("members.keep")}
            </Button>
            <Button
              kind="danger"
              isBusy={remove.isActing}
              onPress={() => void remove.act({ device }).then((team) => team && onRemoved(team))}
            >
              {t("members.remove")}
            </Button>
          </>
        }
      >
        <p>{t("members.remove-text")}</p>
        {remove.fault && (
          <Callout kind="error" code={remove.fault.kind}>
            {sayFault(remove.fault)}
          </Callout>
        )}
      </Dialog>
    );
  return (
    <Dialog
      title={name}
      isOpen
      onClose={onClose}
      actions={
        <>
          {mayRemove && (
            <Button kind="danger" onPress={() => setAsking(true)}>
              {t("members.remove")}
            </Button>
          )}
          <Button kind="primary" autoFocus onPress={onClose}>
            {t("ui:dialog.close")}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <SafetyNumber value={member.safetyNumber} />
        {!member.self && <p className={styles.hint}>{t("members.compare")}</p>}
      </div>
    </Dialog>
  );
}

/** The lead first, then coordinators, then researchers, each by name. */
function inOrder(members: readonly Member[]): readonly Member[] {
  const rank = ({ lead, role }: Member) => (lead ? 0 : role === "coordinator" ? 1 : 2);
  return [...members].sort(
    (one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name),
  );
}
