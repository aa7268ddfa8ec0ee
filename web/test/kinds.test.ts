import { expect, test } from "vitest";
import { kindOf } from "../src/kinds";

test("a due is the instant, the date or the session that its shape shows", () => {
    const due = { "x-mithaq": "due" };
    expect(kindOf(due, "2027-01-31")).toBe("date");
    expect(kindOf(due, "2027-01-31T21:00:00Z")).toBe("instant");
    expect(kindOf(due, "ICFM/51")).toBe("session");
    expect(kindOf({ "x-mithaq": "theme" }, "2027-01-31")).toBe("theme");
    expect(kindOf({}, "2027-01-31")).toBeUndefined();
    expect(kindOf(undefined, "2027-01-31")).toBeUndefined();
});
