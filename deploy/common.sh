# Sourced by the scripts beside it: messages, a progress line, and the check for Java and Maven.
# Everything goes to stderr, so that a script's stdout stays free for what it answers.

if [ -t 2 ]; then bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' plain=$'\e[0m'
else bold='' dim='' red='' green='' plain=''; fi

say()  { printf '%s\n' "$*" >&2; }
ok()   { printf '%s✓%s %s\n' "$green" "$plain" "$*" >&2; }
fail() { printf '%s✗ %s%s\n' "$red" "$1" "$plain" >&2; shift; [ $# -eq 0 ] || printf '  %s\n' "$@" >&2; exit 1; }

# wait_for PID TITLE [PROGRESS-FUNCTION]
# Waits for a background process with one line that shows it is alive: redrawn on a terminal, repeated every 15 seconds
# elsewhere. Returns the exit code of the process.
wait_for() {
  local pid=$1 title=$2 progress=${3:-} began=$SECONDS shown=0 note frame=0 frames='⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'
  while kill -0 "$pid" 2>/dev/null; do
    note=''; [ -z "$progress" ] || note=$($progress)
    if [ -t 2 ]; then
      printf '\r\e[K%s %s %s%s %ds%s' "${frames:frame++ % 10:1}" "$title" "$dim" "$note" $((SECONDS - began)) "$plain" >&2
    elif [ $((SECONDS - began)) -ge $((shown + 15)) ]; then
      shown=$((SECONDS - began)); say "  $title $note (${shown}s)"
    fi
    sleep 0.2
  done
  [ ! -t 2 ] || printf '\r\e[K' >&2
  wait "$pid"
}

# Java 17 or newer with its compiler, and Maven: what the build and the first download need.
require_java_and_maven() {
  local missing=() version
  command -v javac >/dev/null && command -v java >/dev/null || missing+=(openjdk-17-jdk-headless)
  command -v mvn >/dev/null || missing+=(maven)
  [ ${#missing[@]} -eq 0 ] || fail "not found on the PATH: $(echo "${missing[*]}" | sed 's/openjdk-17-jdk-headless/a JDK (java, javac)/; s/ maven/, Maven (mvn)/; s/^maven/Maven (mvn)/')" \
    "On Debian and Ubuntu: sudo apt-get install ${missing[*]}"
  version=$(java -version 2>&1 | sed -n 's/^[a-z]* version "\([0-9]*\).*/\1/p')
  [ "${version:-0}" -ge 17 ] || fail "found Java ${version:-of unknown version} ($(command -v java)), expected 17 or newer" \
    "On Debian and Ubuntu: sudo apt-get install openjdk-17-jdk-headless"
}
