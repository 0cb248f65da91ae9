import { testVectors } from "../vectors.ts";

testVectors("elasticloadbalancingv2", {}, {});
