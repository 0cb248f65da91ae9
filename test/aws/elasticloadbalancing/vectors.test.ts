import { testVectors } from "../vectors.ts";

testVectors(
  "elasticloadbalancingv2",
  {},
  {
    "elb-002": "CreateTargetGroup",
    "elb-003": "CreateTargetGroup",
    "elb-006": "DeleteTargetGroup",
    "elb-008": "CreateTargetGroup",
    "elb-010": "CreateTargetGroup",
    "elb-011": "CreateTargetGroup",
  },
);
