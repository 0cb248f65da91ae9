import { testVectors } from "../vectors.ts";

testVectors("sts", {}, {}, { "sts-013": "assume-role.test.ts: its caller has the keys of a role" });
