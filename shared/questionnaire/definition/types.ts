import type { NodeKind } from "./definition.ts";

/** How a value of a type is written down. */
export type ValueKind =
  | "text"
  | "integer"
  | "decimal"
  | "range"
  | "date"
  | "time"
  | "dateTime"
  | "one"
  | "many"
  | "rank"
  | "acknowledge"
  | "file"
  | "geopoint"
  | "none";

export interface QuestionType {
  readonly kind: NodeKind;
  readonly value: ValueKind;
}

const question = (value: ValueKind): QuestionType => ({ kind: "question", value });
const hidden: QuestionType = { kind: "hidden", value: "text" };

/** Every type of question, by the first word of the XLSForm type. */
export const questionTypes: ReadonlyMap<string, QuestionType> = new Map(
  Object.entries({
    text: question("text"),
    integer: question("integer"),
    decimal: question("decimal"),
    range: question("range"),
    date: question("date"),
    time: question("time"),
    dateTime: question("dateTime"),
    select_one: question("one"),
    select_multiple: question("many"),
    select_one_from_file: question("one"),
    select_multiple_from_file: question("many"),
    rank: question("rank"),
    acknowledge: question("acknowledge"),
    trigger: question("acknowledge"),
    image: question("file"),
    audio: question("file"),
    video: question("file"),
    file: question("file"),
    barcode: question("text"),
    geopoint: question("geopoint"),
    note: { kind: "note", value: "none" } as const,
    calculate: hidden,
    hidden,
    start: hidden,
    end: hidden,
    today: hidden,
    deviceid: hidden,
    username: hidden,
    phonenumber: hidden,
    email: hidden,
    simserial: hidden,
    subscriberid: hidden,
    "csv-external": hidden,
    group: { kind: "group", value: "none" } as const,
    repeat: { kind: "repeat", value: "none" } as const,
  }),
);

/** Metadata of telephones: accepted, always empty, and said so. */
export const emptyMetadata: ReadonlySet<string> = new Set([
  "phonenumber",
  "email",
  "simserial",
  "subscriberid",
]);

/** Older spellings, and the word that is used today. */
export const oldSpellings: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "select one from": "select_one",
    "select one": "select_one",
    select1: "select_one",
    "select all that apply from": "select_multiple",
    "select all that apply": "select_multiple",
    "select multiple from": "select_multiple",
    "select multiple": "select_multiple",
    "add select one prompt using": "select_one",
    "add select multiple prompt using": "select_multiple",
    "select one from file": "select_one_from_file",
    "select multiple from file": "select_multiple_from_file",
    "q text": "text",
    "q string": "text",
    "q integer": "integer",
    "q int": "integer",
    "q decimal": "decimal",
    "q date": "date",
    "q time": "time",
    "q image": "image",
    "q audio": "audio",
    "q video": "video",
    "q note": "note",
    "q calculate": "calculate",
    "q acknowledge": "acknowledge",
    "q geopoint": "geopoint",
    "q barcode": "barcode",
    "select one using": "select_one",
    "select multiple using": "select_multiple",
    "add text prompt": "text",
    "add integer prompt": "integer",
    "add decimal prompt": "decimal",
    "add date prompt": "date",
    "add date time prompt": "dateTime",
    "add datetime prompt": "dateTime",
    "add note prompt": "note",
    "add calculate prompt": "calculate",
    "add acknowledge prompt": "acknowledge",
    "add barcode prompt": "barcode",
    "add location prompt": "geopoint",
    "add image prompt": "image",
    "add photo prompt": "image",
    "add audio prompt": "audio",
    "add video prompt": "video",
    "add file prompt": "file",
    "q date time": "dateTime",
    "q datetime": "dateTime",
    "q location": "geopoint",
    "q picture": "image",
    "q select1": "select_one",
    "q select": "select_multiple",
    "get today": "today",
    "get start time": "start",
    "get end time": "end",
    "get device id": "deviceid",
    "get phone number": "phonenumber",
    "get sim id": "simserial",
    "get subscriber id": "subscriberid",
    "uri:deviceid": "deviceid",
    "uri:username": "username",
    "uri:phonenumber": "phonenumber",
    "uri:email": "email",
    "uri:simserial": "simserial",
    "uri:subscriberid": "subscriberid",
    int: "integer",
    string: "text",
    photo: "image",
    picture: "image",
    gps: "geopoint",
    location: "geopoint",
    datetime: "dateTime",
    "date time": "dateTime",
    "start time": "start",
    "end time": "end",
    "device id": "deviceid",
    imei: "deviceid",
    "phone number": "phonenumber",
    "sim id": "simserial",
    "subscriber id": "subscriberid",
    "csv external": "csv-external",
  }),
);

/** Types of the field that Daftar does not have, and what becomes of the row. */
export const unsupportedTypes: ReadonlyMap<string, "refused" | "ignored"> = new Map(
  Object.entries({
    geotrace: "refused",
    geoshape: "refused",
    "start-geopoint": "refused",
    "background-audio": "refused",
    "background-geopoint": "refused",
    audit: "ignored",
    osm: "refused",
    "xml-external": "refused",
    select_one_external: "refused",
    "select one external": "refused",
    "cascading select": "refused",
    "q geotrace": "refused",
    "q geoshape": "refused",
    cascading_select: "refused",
    include: "refused",
    entity: "refused",
  } as const),
);
