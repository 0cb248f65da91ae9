import { say } from "../../client/say.ts";

/** The three ways to an account of one's own, and why one may be closed. */
export const ways = () => ({
  keys: {
    name: say("Paste temporary credentials"),
    about: say(
      "From an event's portal, from the access portal of IAM Identity Center, or from aws sts get-session-token. A whole block pasted into one field fills all three.",
    ),
    closed: "",
  },
  role: {
    name: say("Name a role in your account"),
    about: say("This server assumes it with an external id that it made for you. No secret is typed anywhere."),
    closed: say("Not open here: this server has no AWS identity of its own with which it could assume a role."),
  },
  profile: {
    name: say("Use this computer's AWS credentials"),
    about: say(
      "The server runs on your computer and reads what the AWS CLI reads: environment, profiles, IAM Identity Center.",
    ),
    closed: say("Not open here: the server does not run on a computer of yours."),
  },
});

/** Suggestions only: any Region of the commercial partition is taken. */
export const REGIONS = [
  "us-east-1",
  "us-east-2",
  "us-west-2",
  "eu-west-1",
  "eu-central-1",
  "sa-east-1",
  "ap-southeast-1",
  "ap-northeast-1",
];
