import type {
  CreateListenerInput,
  CreateListenerOutput,
  DeleteListenerInput,
  DeleteListenerOutput,
  ModifyListenerInput,
  ModifyListenerOutput,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { limits } from "../../../limits.ts";
import type { ElbState, Listener } from "../../world/elb.ts";
import { randomHex } from "../../world/random.ts";
import { oneOf, range } from "../constraints.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { associate, checkAssociation } from "./associations.ts";
import { changed } from "./changed.ts";
import {
  DuplicateListenerException,
  ListenerNotFoundException,
  LoadBalancerNotFoundException,
  refuseMembers,
  TooManyListenersException,
  unsupported,
  ValidationError,
} from "./errors.ts";
import { forwardedTo } from "./forwarding.ts";
import { listenerAnswer } from "./listeners.ts";
import { withTags } from "./tag-rules.ts";

const PROTOCOLS = ["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE"];
const accepts = { Port: range(1, 65_535), Protocol: oneOf(PROTOCOLS) };
/** What the sandbox's listeners, which speak HTTP, do not have. */
const NOT_HERE = ["SslPolicy", "Certificates", "AlpnPolicy", "MutualAuthentication"];

/** AWS: the same listener again is answered with the one that is there (API_CreateListener). Its default rule comes with it. */
export const CreateListener = operation<CreateListenerInput, CreateListenerOutput>({
  accepts,
  run(context) {
    const { world, state, input } = context;
    const { elb } = state;
    const balancer = entry(elb.loadBalancers, input.LoadBalancerArn!);
    if (!balancer) throw new LoadBalancerNotFoundException();
    // AWS: both are required for an Application Load Balancer (API_CreateListener); the sentence is ours.
    if (!input.Protocol || input.Port === undefined)
      throw new ValidationError("Give the protocol and the port of the listener.");
    checkProtocol(input);
    const group = forwardedTo(elb, input.DefaultActions);
    checkAssociation(group, balancer.arn);
    const tags = withTags({}, input.Tags);
    const listeners = listenersOf(elb, balancer.arn);
    const same = listeners.find((it) => it.port === input.Port);
    if (same && same.targetGroupArn !== group.arn) throw new DuplicateListenerException(balancer.arn);
    if (same) return { Listeners: [listenerAnswer(same)] };
    if (listeners.length >= limits.listenersPerLoadBalancer)
      throw new TooManyListenersException(
        `This sandbox holds at most ${limits.listenersPerLoadBalancer} listeners of a load balancer.`,
      );

    const [prefix, path] = balancer.arn.split(":loadbalancer/") as [string, string];
    const id = randomHex(world, 16);
    const listener: Listener = {
      arn: `${prefix}:listener/${path}/${id}`,
      loadBalancerArn: balancer.arn,
      port: input.Port,
      protocol: input.Protocol,
      targetGroupArn: group.arn,
      tags,
    };
    const ruleArn = `${prefix}:listener-rule/${path}/${id}/${randomHex(world, 16)}`;
    elb.listeners[listener.arn] = listener;
    elb.rules[ruleArn] = { arn: ruleArn, listenerArn: listener.arn, priority: "default", targetGroupArn: group.arn };
    associate(world, state);
    changed(context, listener.arn, "listener created");
    return { Listeners: [listenerAnswer(listener)] };
  },
});

export const ModifyListener = operation<ModifyListenerInput, ModifyListenerOutput>({
  accepts,
  run(context) {
    const { world, state, input } = context;
    const listener = listenerOf(state.elb, input.ListenerArn!);
    checkProtocol(input);
    const group = input.DefaultActions ? forwardedTo(state.elb, input.DefaultActions) : undefined;
    if (group) checkAssociation(group, listener.loadBalancerArn);
    const port = input.Port ?? listener.port;
    const others = listenersOf(state.elb, listener.loadBalancerArn).filter((it) => it !== listener);
    if (others.some((it) => it.port === port)) throw new DuplicateListenerException(listener.loadBalancerArn);

    const targetGroupArn = group?.arn ?? listener.targetGroupArn;
    if (port !== listener.port || targetGroupArn !== listener.targetGroupArn) {
      Object.assign(listener, { port, targetGroupArn });
      const rules = Object.values(state.elb.rules).filter((it) => it.listenerArn === listener.arn);
      for (const rule of rules) if (rule.priority === "default") rule.targetGroupArn = targetGroupArn;
      associate(world, state);
      changed(context, listener.arn, "listener changed");
    }
    return { Listeners: [listenerAnswer(listener)] };
  },
});

/** Its rules go with it. */
export const DeleteListener = operation<DeleteListenerInput, DeleteListenerOutput>({
  run(context) {
    const { world, state, input } = context;
    const listener = listenerOf(state.elb, input.ListenerArn!);
    const { rules } = state.elb;
    for (const rule of Object.values(rules)) if (rule.listenerArn === listener.arn) delete rules[rule.arn];
    delete state.elb.listeners[listener.arn];
    associate(world, state);
    changed(context, listener.arn, "listener deleted");
    return {};
  },
});

function checkProtocol(input: { Protocol?: string | undefined }): void {
  if (input.Protocol !== undefined && input.Protocol !== "HTTP")
    unsupported(`listeners of the protocol ${input.Protocol}`);
  refuseMembers(input, NOT_HERE);
}

function listenerOf(elb: ElbState, arn: string): Listener {
  const listener = entry(elb.listeners, arn);
  if (!listener) throw new ListenerNotFoundException();
  return listener;
}

const listenersOf = (elb: ElbState, loadBalancerArn: string): Listener[] =>
  Object.values(elb.listeners).filter((it) => it.loadBalancerArn === loadBalancerArn);
