const EDITOR = "to write a file, type  cat > name <<'EOF'  then its lines, then EOF; sed -i changes one";
const NETWORK =
  "this shell has no network; aws talks to your account, and the Load panel and locust send requests to your application";
const LANGUAGE = "this shell runs no programs of other languages; jq, awk and bash itself calculate";
const INSTALL = "nothing can be installed here; help lists what there is";
const JOBS =
  "this shell has no jobs in the background; open another terminal beside this one, and end a line with Ctrl-C";
const MACHINE = "there is no machine below this shell; aws shows what runs in your account";
const OUTSIDE = "it works from your own machine: Use your own terminal gives its endpoint and keys";

const SENTENCES: [sentence: string, names: string][] = [
  [EDITOR, "vi vim nvim nano emacs pico ed code"],
  [NETWORK, "curl wget http ping dig nslookup nc telnet ssh scp ab hey wrk"],
  [LANGUAGE, "python python3 node ruby perl php go java sqlite3"],
  [INSTALL, "apt apt-get yum dnf apk brew pip pip3 npm npx make"],
  [JOBS, "kill killall pkill jobs fg bg disown nohup trap screen tmux"],
  [MACHINE, "top htop ps free df uptime systemctl service dmesg lsof mount reboot shutdown"],
  [OUTSIDE, "docker kubectl terraform cdk sam copilot ecs-cli eksctl git session-manager-plugin"],
  ["you are the only user here: leave sudo away", "sudo su"],
  ["there are no manual pages; most commands take --help, and aws takes help", "man info apropos"],
  ["the terminal stays open; the panel has a button that clears it", "logout reset"],
];
const sentences = new Map(SENTENCES.flatMap(([sentence, names]) => names.split(" ").map((name) => [name, sentence])));

/** The second way to say so is just-bash's, for what it could bring. */
const NOT_FOUND = /^bash: (?:line \d+: )?([\w.-]+): command not (?:found|available in browser environments.*)\n/gm;

/** After "command not found": what people use instead of commands that they know from elsewhere. */
export const withAdvice = (text: string): string =>
  text.replace(NOT_FOUND, (said: string, name: string) => {
    const sentence = sentences.get(name);
    return sentence ? `bash: ${name}: command not found\n${name}: ${sentence}\n` : said;
  });

/** What to say to who leaves a shell that stays. */
export const STAYS =
  "The terminal stays open. Its panel can be closed or left with the key it names; clear empties the screen.\n";
