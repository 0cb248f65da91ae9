import { testVectors } from "../vectors.ts";

testVectors(
  "sts",
  {},
  {
    "sts-011": "AssumeRole",
    "sts-013": "AssumeRole",
    "sts-004": "GetSessionToken",
    "sts-005": "GetSessionToken",
    "sts-006": "GetSessionToken",
    "sts-009": "GetSessionToken",
    "sts-010": "GetSessionToken",
  },
);
