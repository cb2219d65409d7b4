# Sourced by the scripts beside it: messages, a progress line, and the check for Java and Maven.
# Everything goes to stderr, so that a script's stdout stays free for what it answers.

if [ -t 2 ]; then bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' plain=$'\e[0m'
else bold='' dim='' red='' green='' plain=''; fi

say()  { printf '%s\n' "$*" >&2; }
ok()   { printf '%s✓%s %s\n' "$green" "$plain" "$*" >&2; }
fail() { printf '%s✗ %s%s\n' "$red" "$1" "$plain" >&2; shift; [ $# -eq 0 ] || printf '  %s\n' "$@" >&2; exit 1; }

# wait_for PID TITLE [COMMAND that prints how far it is]
# Waits for a background process with one line that shows it is alive: redrawn on a terminal, repeated every 15 seconds
# elsewhere. Returns the exit code of the process.
wait_for() {
  local pid=$1 title=$2 progress=${3:-} began=$SECONDS shown=0 note frame=0 frames='|/-\'
  while kill -0 "$pid" 2>/dev/null; do
    note=''; [ -z "$progress" ] || note=$($progress)
    if [ -t 2 ]; then
      printf '\r\e[K%s %s %s%s %ds%s' "${frames:frame++ % 4:1}" "$title" "$dim" "$note" $((SECONDS - began)) "$plain" >&2
    elif [ $((SECONDS - began)) -ge $((shown + 15)) ]; then
      shown=$((SECONDS - began)); say "  $title $note (${shown}s)"
    fi
    sleep 0.2
  done
  [ ! -t 2 ] || printf '\r\e[K' >&2
  wait "$pid"
}

# older_than TARGET FOLDER…: whether the target is missing, or older than something in the folders.
older_than() {
  local target=$1; shift
  [ ! -e "$target" ] || [ -n "$(find "$@" -newer "$target" -print -quit)" ]
}

# The last line of a log, short enough for the progress line.
last_line() { tail -n 1 "$1" 2>/dev/null | tr -d '\r' | sed 's/^\[INFO\] *//' | cut -c 1-90; }

# The Java that deploy/rowcast and mvn use as well.
java_tool() { echo "${JAVA_HOME:+$JAVA_HOME/bin/}$1"; }

# Java 17 or newer with its compiler, and Maven: what the build and the first download need.
require_java_and_maven() {
  local missing=() packages=() version
  command -v "$(java_tool javac)" >/dev/null || { missing+=("a JDK ($(java_tool javac))"); packages+=(openjdk-17-jdk-headless); }
  command -v mvn >/dev/null || { missing+=("Maven (mvn)"); packages+=(maven); }
  [ ${#missing[@]} -eq 0 ] || fail "not found: ${missing[0]}${missing[1]:+ and ${missing[1]}}" \
    "On Debian and Ubuntu: sudo apt-get install ${packages[*]}"
  version=$("$(java_tool java)" -version 2>&1 | sed -n 's/^[a-z]* version "\([0-9]*\).*/\1/p')
  [ "${version:-0}" -ge 17 ] || fail "found Java ${version:-of unknown version} ($(command -v "$(java_tool java)")), expected 17 or newer" \
    "On Debian and Ubuntu: sudo apt-get install openjdk-17-jdk-headless${JAVA_HOME:+, and unset JAVA_HOME}"
}
