# Sourced by Deploy/test and Deploy/demo: looks for what the build needs and installs what is
# missing. Everything it says goes to stderr, because the demo's stdout is a transcript.

say() { printf '%s\n' "$*" >&2; }

# Debian packages whose files are not here, one a line. The files are looked for rather than the
# packages, so that another distribution, where they have other names, is left in peace.
missing_packages() {
  if ! command -v pkg-config >/dev/null; then
    printf '%s\n' pkg-config libcurl4-openssl-dev libsqlite3-dev
  else
    pkg-config --exists libcurl || printf '%s\n' libcurl4-openssl-dev
    pkg-config --exists sqlite3 || printf '%s\n' libsqlite3-dev
  fi
  [ -e /usr/share/zoneinfo/Europe/Amsterdam ] || printf '%s\n' tzdata
  [ -e /etc/ssl/certs/ca-certificates.crt ] || [ -d /etc/pki ] || printf '%s\n' ca-certificates
}

# How to become root without a question that nobody is there to answer; fails where there is no way.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif [ -t 0 ]; then
    sudo "$@"
  else
    sudo --non-interactive "$@"
  fi
}

install_packages() {
  as_root apt-get update --quiet=2 >&2 &&
    as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install --yes --quiet=2 --no-install-recommends "$@" >&2
}

# Installs what is missing, or says in one line what to run and ends the script with exit code 1.
# With everything here it neither needs root nor the network.
ensure_prerequisites() {
  local packages
  if ! command -v swift >/dev/null || ! command -v git >/dev/null; then
    say "Swift 6.3 and git are needed: see https://www.swift.org/install/linux/ and your system's git."
    exit 1
  fi
  packages=$(missing_packages | tr '\n' ' ')
  packages=${packages% }
  [ -n "$packages" ] || return 0
  say "Installing $packages…"
  # shellcheck disable=SC2086 # the names are words of their own
  if command -v apt-get >/dev/null && install_packages $packages &&
    [ -z "$(missing_packages)" ]; then
    return 0
  fi
  say "Could not install what the build needs. As root, run this line, then start again:"
  say "  apt-get update && apt-get install --yes $packages"
  exit 1
}

# A virtual environment of Python in the folder, with pip, and the packages in it.
install_python_packages() {
  local folder=$1
  shift
  if ! python3 -c 'import ensurepip' 2>/dev/null && command -v apt-get >/dev/null; then
    install_packages python3-venv
  fi
  python3 -m venv "$folder" >&2 &&
    "$folder/bin/python3" -m pip install --quiet --disable-pip-version-check \
      --retries 1 --timeout 10 "$@" >&2
}

# Synapse, the Matrix homeserver that the tests start on loopback, in a folder of its own. Without it
# those tests are skipped.
ensure_synapse() {
  local folder=.build/synapse
  "${TALKBELL_SYNAPSE:-$folder/bin/python3}" -c 'import synapse' 2>/dev/null && return 0
  say "Installing the Matrix homeserver Synapse under $folder…"
  install_python_packages "$folder" 'matrix-synapse<2' && return 0
  say "Could not install it; the tests that need a homeserver are skipped."
}

# Python's icalendar, a second opinion on the calendars we write, in a folder of its own: nothing is
# installed beside the project. Without it the tests that ask it are skipped, so nothing here ends
# the script. Nothing is fetched where `python3` has it already.
ensure_python_icalendar() {
  local folder=.build/python python
  for python in "$folder/bin/python3" python3; do
    "$python" -c 'import icalendar' 2>/dev/null && return 0
  done
  say "Installing Python's icalendar under $folder…"
  install_python_packages "$folder" 'icalendar<8' && return 0
  say "Could not install it; the tests that compare our calendars with it are skipped."
}

# Every hundredth step of a build and whatever is not a step.
build_progress() {
  local line step=0
  while IFS= read -r line; do
    case $line in
      '['[0-9]*/*']'*)
        step=$((step + 1))
        [ $((step % 100)) != 0 ] || say "$line"
        ;;
      *) say "$line" ;;
    esac
  done
}

# Builds, saying so, and gives the build's exit code. The arguments are those of `swift build`.
# A terminal shows all of its output, there it is one line that changes.
build() {
  if [ -d .build/debug ]; then
    say "Building what changed…"
  else
    say "Fetching the packages and building (the first time: about 5 minutes on two cores)…"
  fi
  if [ -t 2 ]; then
    swift build "$@" >&2
  else
    swift build "$@" 2>&1 | build_progress
    return "${PIPESTATUS[0]}"
  fi
}
