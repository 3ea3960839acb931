import { expect, test } from "vitest";
import { csvFile, scenario, taken } from "../scenario.ts";

const places = {
  survey: `type | name | label | choice_filter
select_one gov | governorate | المحافظة |
select_one sub | subdistrict | الناحية | governorate = \${governorate}
select_multiple sub | visited | زرتم | governorate = \${governorate}`,
  choices: `list_name | name | label | governorate
gov | SY12 | درعا |
gov | SY14 | القنيطرة |
sub | nawa | نوى | SY12
sub | jasim | جاسم | SY12
sub | khan | خان أرنبة | SY14`,
};

test("a filtered list offers what belongs to the answer before it", () => {
  const s = scenario(places);
  expect(s.choices("subdistrict")).toEqual([]);
  s.set("governorate", "SY12");
  expect(s.choices("subdistrict")).toEqual(["nawa", "jasim"]);
  expect(s.refused("subdistrict", "khan")).toBe("not-offered");
});

test("a code the list no longer offers is set aside, and back when the list offers it again", () => {
  const s = scenario(places);
  s.set("governorate", "SY12");
  s.set("subdistrict", "nawa");
  s.set("visited", "jasim nawa");
  expect(s.value("visited")).toBe("nawa jasim");
  const change = s.set("governorate", "SY14");
  expect(s.view("subdistrict")).toMatchObject({ value: "", setAside: "nawa", state: "answered" });
  expect(s.view("visited")).toMatchObject({ value: "", setAside: "nawa jasim" });
  expect(change.stored).toHaveLength(1);
  expect(s.reopened().form.nodes()).toEqual(s.form.nodes());
  s.set("governorate", "SY12");
  expect(s.view("subdistrict")).toMatchObject({ value: "nawa", setAside: null });
});

test("what is set aside by a list is taken out of the answer when the interview ends", () => {
  const s = scenario(places);
  s.set("governorate", "SY12");
  s.set("subdistrict", "nawa");
  s.set("governorate", "SY14");
  const { change } = s.form.finish();
  expect(change.stored).toEqual([
    { ref: "subdistrict", cause: "cascade", value: "nawa", state: "not-asked", reason: null },
  ]);
});

test("a required answer that its list took away has to be given again", () => {
  const s = scenario({
    ...places,
    survey: places.survey
      .replace("choice_filter", "choice_filter | required")
      .replace("${governorate}\nselect_multiple", "${governorate} | yes\nselect_multiple"),
  });
  s.set("governorate", "SY12");
  s.set("subdistrict", "nawa");
  s.set("governorate", "SY14");
  expect(s.view("subdistrict").violation).toBe("required");
});

test("a stored code that no list knows is kept and is a problem", () => {
  const s = scenario(places, {}, [], {
    answers: { governorate: { value: "SY99", state: "answered", reason: null } },
    entries: {},
    language: null,
  });
  expect(s.view("governorate")).toMatchObject({ value: "SY99", violation: "not-in-list" });
  expect(s.form.problems()).toMatchObject([{ ref: "governorate", kind: "not-in-list" }]);
  s.set("governorate", "SY12");
  expect(s.form.problems()).toEqual([]);
});

test("choices can come from a file beside the form", () => {
  const s = scenario(
    {
      survey: `type | name | label | choice_filter | parameters | calculation
text | region | المنطقة | | |
select_one_from_file towns.csv | town | البلدة | region = \${region} | value=code label=ar |
calculate | people | | | | pulldata('towns', 'people', 'code', \${town})
calculate | many | | | | count(instance('towns')/root/item[region = \${region}])`,
    },
    {},
    [csvFile("towns.csv", "code,ar,region,people\nnawa,نوى,south,59000\nafrin,عفرين,north,36000")],
  );
  s.set("region", "south");
  expect(s.choices("town")).toEqual(["nawa"]);
  s.set("town", "nawa");
  expect(s.value("people")).toBe("59000");
  expect(s.value("many")).toBe("1");
});

test("choices can be the entries of a repeat", () => {
  const s = scenario({
    survey: `type | name | label | choice_filter
begin_repeat | person | شخص |
text | name | الاسم |
integer | age | العمر |
end_repeat | | |
select_one \${name} | eldest | الأكبر | \${age} > 17`,
  });
  const second = s.add("person");
  s.set("person[k001]/name", "أمل");
  s.set("person[k001]/age", "40");
  s.set(`${second}/name`, "كريم");
  s.set(`${second}/age`, "12");
  expect(s.choices("eldest")).toEqual(["أمل"]);
  s.set(`${second}/age`, "18");
  expect(s.choices("eldest")).toEqual(["أمل", "كريم"]);
  s.set("eldest", "كريم");
  taken(s.form.removeEntry(second));
  expect(s.view("eldest")).toMatchObject({ value: "", setAside: "كريم" });
});

test("a random order is fixed for the interview, and the one every engine gives for a seed", () => {
  const tables = {
    survey: `type | name | label | parameters
select_one l | own | أ | randomize=true
select_one l | fixed | ب | randomize=true seed=42`,
    choices: `list_name | name | label\n${"abcdefgh"
      .split("")
      .map((code) => `l | ${code} | ${code}`)
      .join("\n")}`,
  };
  const s = scenario(tables);
  expect(s.reopened().choices("own")).toEqual(s.choices("own"));
  expect(scenario(tables, { seed: "another" }).choices("own")).not.toEqual(s.choices("own"));
  expect([...s.choices("own")].sort().join("")).toBe("abcdefgh");
  expect(s.choices("fixed").join("")).toBe(
    scenario(tables, { seed: "z" }).choices("fixed").join(""),
  );
});

test("or_other adds a choice and the question that asks which", () => {
  const s = scenario({
    survey: "type | name | label\nselect_multiple l or_other | who | من؟",
    choices: "list_name | name | label\nl | a | أ",
  });
  expect(s.choices("who")).toEqual(["a", "other"]);
  expect(s.relevant("who_other")).toBe(false);
  s.set("who", "a other");
  expect(s.relevant("who_other")).toBe(true);
});

test.each([
  ["true()", ["x", "y"]],
  ["1 > 2", []],
  ["name = 'y'", ["y"]],
  ["label != 'ع'", ["x"]],
  ["position() = 1", ["x"]],
  ["name = ${t}", []],
])("the filter %s needs no columns of its own in the list", (filter, offered) => {
  const s = scenario({
    survey: `type | name | label | choice_filter
text | t | ت |
select_one l | plain | أ |
select_one l | q | ب | ${filter}
select_multiple l | m | ج | ${filter}`,
    choices: "list_name | name | label\nl | x | س\nl | y | ع",
  });
  expect(s.choices("plain")).toEqual(["x", "y"]);
  expect(s.choices("q")).toEqual(offered);
  expect(s.choices("m")).toEqual(offered);
});

test("a single choice may have spaces in it, as people's names have", () => {
  const s = scenario({
    survey: `type | name | label | choice_filter
begin_repeat | person | شخص |
text | called | اسمه |
end_repeat | | |
select_one \${called} | who | من |
select_one place | where | أين | name != \${who}`,
    choices: "list_name | name | label | x\nplace | تل شهاب | تل شهاب | 1\nplace | نوى | نوى | 1",
  });
  s.set("person[k001]/called", "أمل حسن");
  s.set("who", "أمل حسن");
  s.set("where", "تل شهاب");
  for (const ref of ["who", "where"])
    expect(s.view(ref)).toMatchObject({ valid: true, setAside: null, state: "answered" });
  expect([s.value("who"), s.value("where")]).toEqual(["أمل حسن", "تل شهاب"]);
  s.set("person[k001]/called", "ليلى");
  expect(s.view("who")).toMatchObject({ value: "", setAside: "أمل حسن" });
  expect(s.reopened().view("where").value).toBe("تل شهاب");
});
