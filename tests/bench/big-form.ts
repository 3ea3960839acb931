import type { Sheets } from "../../shared/questionnaire/index.ts";

// A form of any size, as the sheets of its author and as the XForm that ODK's engine reads. Both
// are made of the same groups: five questions with skip logic, a constraint and a repeat, and a
// calculation that lets the next group wait for this one.

const questionsOfGroup = 5;
/** Rows of the survey sheet that a group takes, its end and that of its repeat among them. */
export const rowsOfGroup = 10;

const choices = Array.from({ length: 12 }, (_, at) => ({
  name: `c${at}`,
  en: `Choice ${at}`,
  ar: `خيار ${at}`,
}));

/** The first questions of group `at` and what is answered to them, by path. */
export const answersOfGroup = (at: number): readonly (readonly [path: string, value: string])[] => [
  [`/data/g_${at}/s_${at}`, "c3"],
  [`/data/g_${at}/t_${at}`, "شهادة"],
  [`/data/g_${at}/n_${at}`, "7"],
  [`/data/g_${at}/r_${at}[1]/d_${at}`, "12"],
  [`/data/g_${at}/r_${at}[1]/w_${at}`, "حلب"],
];

export const groupsFor = (questions: number) => Math.ceil(questions / questionsOfGroup);

/** The sheets of a form of that many groups. */
export function bigForm(groups: number): Sheets {
  const survey = [
    [
      "type",
      "name",
      "label::English (en)",
      "label::العربية (ar)",
      "relevant",
      "constraint",
      "calculation",
    ],
  ];
  for (let at = 0; at < groups; at++)
    survey.push(
      [
        "begin_group",
        `g_${at}`,
        `Group ${at}`,
        `مجموعة ${at}`,
        before(at, (name) => `\${${name}}`),
      ],
      ["select_one l", `s_${at}`, "Which?", "أيّ؟"],
      ["text", `t_${at}`, "Say", "قولوا", `\${s_${at}} = 'c3'`],
      ["integer", `n_${at}`, "How many?", "كم؟", "", ". >= 0 and . < 100"],
      ["begin_repeat", `r_${at}`, "Entry", "مدخل"],
      ["integer", `d_${at}`, "Days", "أيام", `\${n_${at}} > 3`],
      ["text", `w_${at}`, "Where", "أين"],
      ["end_repeat"],
      ["calculate", `total_${at}`, "", "", "", "", `coalesce(sum(\${d_${at}}), 0)`],
      ["end_group"],
    );
  const list = [["list_name", "name", "label::English (en)", "label::العربية (ar)"]];
  for (const { name, en, ar } of choices) list.push(["l", name, en, ar]);
  const sheet = (name: string, cells: readonly (readonly string[])[]) => ({
    name,
    rows: cells.map((row, at) => ({ row: at + 1, cells: row })),
  });
  return [sheet("survey", survey), sheet("choices", list)];
}

const before = (at: number, reference: (name: string) => string) =>
  at === 0 ? "" : `${reference(`total_${at - 1}`)} >= 0`;

/** The same form as an XForm. */
export function bigXForm(groups: number): string {
  const all = Array.from({ length: groups }, (_, at) => at);
  const each = (write: (at: number) => string) => all.map(write).join("");
  return `<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
<h:head><h:title>big</h:title><model>
<itext>${translation("English (en)", all, 0)}${translation("العربية (ar)", all, 1)}</itext>
<instance><data id="big">${each(groupElement)}<meta><instanceID/></meta></data></instance>
<instance id="l"><root>${choices.map(({ name }) => `<item><itextId>l-${name}</itextId><name>${name}</name></item>`).join("")}</root></instance>
${each(binds)}
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head><h:body>${each(controls)}</h:body></h:html>`;
}

const labels = (at: number) =>
  [
    [`g_${at}`, `Group ${at}`, `مجموعة ${at}`],
    [`g_${at}/s_${at}`, "Which?", "أيّ؟"],
    [`g_${at}/t_${at}`, "Say", "قولوا"],
    [`g_${at}/n_${at}`, "How many?", "كم؟"],
    [`g_${at}/r_${at}`, "Entry", "مدخل"],
    [`g_${at}/r_${at}/d_${at}`, "Days", "أيام"],
    [`g_${at}/r_${at}/w_${at}`, "Where", "أين"],
  ] as const;

function translation(language: string, groups: readonly number[], which: 0 | 1): string {
  const text = (id: string, value: string) => `<text id="${id}"><value>${value}</value></text>`;
  const rows = groups
    .flatMap(labels)
    .map(([path, ...said]) => text(`/data/${path}:label`, said[which]));
  const items = choices.map(({ name, en, ar }) => text(`l-${name}`, which === 0 ? en : ar));
  return `<translation lang="${language}"${which === 0 ? ' default="true()"' : ""}>${[...rows, ...items].join("")}</translation>`;
}

function groupElement(at: number): string {
  const entry = `<d_${at}/><w_${at}/>`;
  const repeat = `<r_${at} jr:template="">${entry}</r_${at}><r_${at}>${entry}</r_${at}>`;
  return `<g_${at}><s_${at}/><t_${at}/><n_${at}/>${repeat}<total_${at}/></g_${at}>`;
}

function binds(at: number): string {
  const group = `/data/g_${at}`;
  const waits = before(at, (name) => `/data/g_${at - 1}/${name}`).replace(">", "&gt;");
  return [
    waits === "" ? "" : `<bind nodeset="${group}" relevant="${waits}"/>`,
    `<bind nodeset="${group}/s_${at}" type="string"/>`,
    `<bind nodeset="${group}/t_${at}" type="string" relevant="${group}/s_${at} = 'c3'"/>`,
    `<bind nodeset="${group}/n_${at}" type="int" constraint=". &gt;= 0 and . &lt; 100"/>`,
    `<bind nodeset="${group}/r_${at}/d_${at}" type="int" relevant="${group}/n_${at} &gt; 3"/>`,
    `<bind nodeset="${group}/r_${at}/w_${at}" type="string"/>`,
    `<bind nodeset="${group}/total_${at}" type="string" calculate="coalesce(sum(${group}/r_${at}/d_${at}), 0)"/>`,
  ].join("");
}

function controls(at: number): string {
  const group = `/data/g_${at}`;
  const label = (path: string) => `<label ref="jr:itext('${path}:label')"/>`;
  const input = (path: string) => `<input ref="${path}">${label(path)}</input>`;
  const repeat = `${group}/r_${at}`;
  return `<group ref="${group}">${label(group)}
<select1 ref="${group}/s_${at}">${label(`${group}/s_${at}`)}<itemset nodeset="instance('l')/root/item"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>
${input(`${group}/t_${at}`)}${input(`${group}/n_${at}`)}
<group ref="${repeat}">${label(repeat)}<repeat nodeset="${repeat}">${input(`${repeat}/d_${at}`)}${input(`${repeat}/w_${at}`)}</repeat></group></group>`;
}
