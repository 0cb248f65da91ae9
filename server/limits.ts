/** Every limit of the server with its reason. What AWS limits itself is next to the operation that says so. */
export const limits = {
  /** Bytes of an AWS request's body; PutMetricData's own limit of 1 MB is the largest that the covered services take. */
  awsBodyBytes: 1024 * 1024,
  /** Bytes of a compressed AWS request when unpacked: 1,000 metrics of 150 values each, and no more than can be read in passing. */
  awsUnpackedBytes: 4 * 1024 * 1024,
  /** Bytes of a request's body to our own interface: forms, and the file of progress with an answer of a page to each question. */
  apiBodyBytes: 128 * 1024,
  /** State-changing calls a world remembers for the timeline. */
  recordedCalls: 200,
  /** Bytes of one remembered call's input. */
  recordedCallBytes: 2_000,
  /** Account seconds per wall second, at most: the reference runs stay watchable. */
  clockSpeed: 60,
  /** A participant's requests keep the clock going this long; then it stands. */
  leaseMs: 10 * 60_000,
  /** The lease is saved at most this often. */
  leaseSavedEveryMs: 60_000,
  /** One slice of advancing, so that nobody's skip of a day stalls the others. */
  advanceSliceMs: 5,
  /** Inputs after which a snapshot is written. */
  snapshotEveryInputs: 256,
  /** Time awake after which a snapshot is written. */
  snapshotEveryMs: 10 * 60_000,
  /** A reset can be undone this long. */
  resetUndoMs: 10 * 60_000,
  /** Worlds held in memory; beyond it the least recently used go. */
  worldsInMemory: 1_000,
  /** Users of one load test: enough to drown the service, few enough to stay readable. */
  loadUsers: 20_000,
  loadSpawnRate: 1_000,
  /** The longest run and the longest wave of a load test: a week of account time. */
  loadSeconds: 7 * 86_400,
  /** The longest wait between two requests of one user. */
  loadWaitSeconds: 3_600,
  /** Requests of one load test that are counted apart; each has a row. */
  loadTasks: 20,
  /** Application requests that wait for their modelled latency, per account; more are answered 503. */
  appWaiting: 1_000,
  /** Application requests answered per account and wall second; more are answered 429. */
  appRequestsPerSecond: 2_000,
  /** The longest a modelled latency is held: the idle timeout of an Application Load Balancer. */
  appLatencyMs: 60_000,
  /** A saved rate of real requests counts this long in wall time. */
  trafficMs: 3_000,
  /** Live streams one participant may hold: ten tabs of two browsers. */
  liveStreams: 20,
  /** A comment on a quiet stream, so that proxies keep it open. */
  liveHeartbeatMs: 15_000,
  /** A browser that lost its stream comes back after this long. */
  liveRetryMs: 2_000,
  /** A stream that has so many bytes unread is closed: its browser comes back and reads what is true then. */
  liveUnreadBytes: 64 * 1024,
  /** Temporary credentials an account holds at a time; beyond it those that end first go. */
  temporaryKeys: 100,
  /** When a participant was last here is saved at most this often. */
  seenSavedEveryMs: 60 * 60_000,
  /** Forgotten participants are looked for this often. */
  sweepEveryMs: 24 * 60 * 60_000,
  /** What is looked at in an AWS account is read again this often: CloudWatch publishes a minute once, and tasks take half a minute to start. */
  realPollMs: 5_000,
  /** An answer of AWS serves all who ask the same within this time: the tabs and panels of one participant. */
  realReadSharedMs: 2_000,
  /** An AWS account that was shown and not confirmed is forgotten after this long, with its credentials. */
  connectionOfferedMs: 10 * 60_000,
  /** Credentials that do not say when they end are forgotten after this long: the longest session of a role (API_AssumeRole). */
  connectionMs: 12 * 3_600_000,
  /** Accounts whose SDK clients are kept for the next request; a client takes about 50 kB. */
  accountsOpen: 200,
  /** Access keys, application addresses and visits remembered from the database; each a few hundred bytes. */
  keysInMemory: 10_000,
  /** A stopping server lets open requests end this long. */
  stopMs: 2_000,
  /** Then it has this long to save snapshots; what is not in one is in the log of inputs. */
  saveMs: 3_000,
  /** Answers one participant may have in one account: a chapter has three questions at most. */
  answers: 100,
  /** Characters of what one writes in an answer: a page. */
  answerCharacters: 2_000,
  /** Points of a predicted curve, and account minutes that it may span. */
  predictedPoints: 20,
  predictedMinutes: 240,
  /** One check may take this long. */
  checkMs: 15_000,
  /** Terminals side by side, each of which runs one line at a time. */
  terminals: 4,
  /** Lines that run at once in this process: most of them wait, a waiting one takes about 300 kB. */
  terminalLines: 400,
  /** Threads that run the lines of all terminals, each many in turn: two keep a core free for everybody's requests. */
  terminalWorkers: 2,
  /** A thread without a line ends after this long; a new one takes half a second. */
  terminalThreadIdleMs: 10 * 60_000,
  /** Heap of such a thread; the line that fills it ends with it. */
  terminalHeapMb: 192,
  /** The longest a line may run in wall time: a day of account time at the default speed. */
  terminalLineMs: 60 * 60_000,
  /** Processor time of one stretch between two waits. A line that takes longer is stopped with its thread. */
  terminalBurstMs: 2_000,
  /** Whoever stopped a thread runs apart from the others this long. */
  terminalApartMs: 10 * 60_000,
  /** What a line may print at once, in characters, and what it may add each wall second: more than anybody reads. */
  terminalOutput: 4 * 1024 * 1024,
  terminalOutputPerSecond: 100 * 1024,
  /** Bytes of a line's output that its reader may leave unread. */
  terminalUnread: 8 * 1024 * 1024,
  /** Characters of a terminal's screen that are kept. */
  terminalScrollback: 100_000,
  /** Lines typed that are kept, and their characters. */
  terminalHistory: 500,
  terminalHistoryCharacters: 50_000,
  /** Characters of variables, functions and aliases that are kept for the next line. */
  terminalShell: 200_000,
  /** The screen of a running line is saved at most this often, and so is what it wrote into files. */
  terminalSavedEveryMs: 2_000,
  /** Files of an account: their number, and their bytes together. */
  terminalFiles: 500,
  terminalFileBytes: 1024 * 1024,
  /** Service events kept, newest first (AWS: DescribeServices answers up to 100). */
  serviceEvents: 100,
  /** Scaling activities and alarm history items kept. */
  activities: 500,
  alarmHistory: 500,
  /** Of these, items that tell an alarm's whole configuration, 2 kB each: every PutScalingPolicy writes four. */
  alarmConfigurations: 100,
  /** Decisions of the scaling engine kept with their reasons; each takes about 600 bytes. */
  decisions: 100,
  /** AWS: six weeks (API_DescribeScalingActivities). */
  activitiesMs: 42 * 86_400_000,
  /** Stopped tasks stay visible this long. */
  stoppedTaskMs: 3_600_000,
  /** Datapoints: 20-second points for 3 h (AWS: CloudWatch concepts, metrics retention), 1-minute points for 24 h, 5-minute points for 15 days. */
  twentySecondPoints: 540,
  minutePoints: 1_440,
  fiveMinutePoints: 4_320,
  /** Characters of one account's world as JSON. A busy one has up to 1 MB; a full one takes only what makes it smaller. */
  worldBytes: 4 * 1024 * 1024,
  /** A world that seems full is measured at most this often. */
  worldMeasuredEveryMs: 5_000,
  /** Streams (metric and unit) that PutMetricData may make, and points kept of each: a day of minutes, or four hours of 10 seconds. */
  customMetrics: 50,
  customPoints: 1_440,
  /** Resources of one account, so that it stays small; AWS's own quotas are higher. */
  clusters: 20,
  services: 50,
  capacityProviders: 20,
  tasksPerService: 200,
  tasks: 500,
  taskDefinitionRevisions: 200,
  /** Replaced deployments of a service that can still be described. */
  pastDeployments: 20,
  alarms: 200,
  /** Scaling policies and scheduled actions of all scalable targets of a Region; a kilobyte each at most. */
  scalingPolicies: 500,
  scheduledActions: 500,
  loadBalancers: 20,
  targetGroups: 50,
  listenersPerLoadBalancer: 10,
  rulesPerListener: 50,
  targetsPerGroup: 200,
} as const;
