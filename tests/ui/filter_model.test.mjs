import assert from "node:assert/strict";
import { test } from "node:test";
import { countParts, isOpen, nameRange, parseDay, partsOf, rangeOf, withFact, withGroups, withImport, withRange } from "../../ui/js/components/filter_model.js";

const names = new Map([
  [3, "Editors"],
  [4, "Night Shift"],
]);

test("each filter in use has a name and can be taken away alone", () => {
  const filter = { is_active: true, has_picture: false, groups: [3, 4], no_group: true, joined: { from: "7d" }, last_login: { kind: "never" } };
  const parts = partsOf(filter, names);
  assert.deepEqual(
    parts.map(({ label, value }) => `${label}: ${value}`),
    ["Status: Active", "Picture: No picture", "Group: Editors", "Group: Night Shift", "Group: In no group", "Joined: Past week", "Last sign-in: Never"],
  );
  assert.deepEqual(parts[2].without, { is_active: true, has_picture: false, groups: [4], no_group: true, joined: { from: "7d" }, last_login: { kind: "never" } });
  for (const part of parts) assert.equal(countParts(part.without), parts.length - 1, part.key);
  let rest = filter;
  while (!isOpen(rest)) rest = partsOf(rest, names)[0].without;
  assert.deepEqual(rest, {}, "nothing remains of a filter but nothing");
});

test("whom an import added is a filter with a chip of its own", () => {
  const filter = withImport({ is_staff: true }, 7);
  assert.deepEqual(filter, { is_staff: true, added_by: 7 });
  const [, chip] = partsOf(filter, names);
  assert.deepEqual([chip.label, chip.value, chip.without], ["Added by", "an import", { is_staff: true }]);
});

test("a group that is gone still has a chip", () => {
  assert.deepEqual(partsOf({ groups: [9] }, names).map(({ value }) => value), ["a deleted group"]);
});

test("a choice replaces the one before it", () => {
  assert.deepEqual(withFact({ is_staff: true }, "is_staff", false), { is_staff: false });
  assert.deepEqual(withFact({ is_staff: true }, "is_staff", undefined), {});
  assert.deepEqual(withGroups({ groups: [1] }, [], false), {});
  assert.deepEqual(withRange({ last_login: { kind: "never" } }, "last_login", { from: "30d" }), { last_login: { kind: "between", range: { from: "30d" } } });
  assert.deepEqual(rangeOf({ last_login: { kind: "never" } }, "last_login"), undefined);
});

test("ranges read as people say them", () => {
  assert.equal(nameRange({ from: "7d" }), "Past week");
  assert.equal(nameRange({ from: "30d" }), "Past 30 days");
  assert.equal(nameRange({ from: "2026-06-01", to: "2026-06-14" }), "1 June 2026 to 14 June 2026");
  assert.equal(nameRange({ to: "2026-06-14" }), "Until 14 June 2026");
});

test("days are read as they are written, and only if there are such days", () => {
  assert.equal(parseDay(""), undefined);
  assert.equal(parseDay("2026-6-1"), "2026-06-01");
  assert.equal(parseDay("1 June 2026"), "2026-06-01");
  assert.equal(parseDay("14 Jun 2026"), "2026-06-14");
  for (const wrong of ["31 February 2026", "2026-02-30", "yesterday", "5", "14.06.2026"]) assert.equal(parseDay(wrong), null, wrong);
});
