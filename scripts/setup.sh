#!/usr/bin/env bash
# Make .venv with articlepress in it, and the system libraries WeasyPrint loads.
#   scripts/setup.sh [EXTRAS]      EXTRAS as in pip: all,dev
# Does nothing that has been done before; asks nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
extras="${1:-}"

say() { printf '%s\n' "$*" >&2; }

find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
    if command -v "$candidate" >/dev/null &&
      "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  say "setup: no Python 3.11 or later found; install one, or set PYTHON=/path/to/python"
  return 1
}

# has_library PYTHON FILE...: whether the loader finds every shared library.
has_library() {
  "$1" - "${@:2}" <<'PY' 2>/dev/null
import ctypes, sys
for name in sys.argv[1:]:
    ctypes.CDLL(name)
PY
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# apt_install PACKAGE...: install quietly; fails where that is not possible.
apt_install() {
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then return 1; fi
  say "setup: installing $*"
  # A bare machine has no package lists yet.
  as_root apt-get update -qq </dev/null >&2 || return 1
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" \
    </dev/null >/dev/null || return 1
}

system_libraries() {
  local needed=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libfontconfig1)
  local faster=libharfbuzz-subset0
  if ! has_library "$1" libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz.so.0; then
    if ! apt_install "${needed[@]}" "$faster"; then
      if ! apt_install "${needed[@]}"; then
        say "setup: PDF needs Pango, and it cannot be installed from here. As root, run:"
        say "  apt-get update && apt-get install -y ${needed[*]} $faster"
        say "On macOS: brew install pango. Other systems: WeasyPrint's manual, 'Installation'."
        return 1
      fi
    fi
  elif ! has_library "$1" libharfbuzz-subset.so.0; then
    # Only speed: fonts are subset four times faster with it.
    apt_install "$faster" || say "setup: without $faster PDFs take longer; apt-get install $faster"
  fi
}

make_venv() {
  if [ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1; then return; fi
  rm -rf .venv
  if "$1" -m venv .venv >/dev/null 2>&1; then return; fi
  rm -rf .venv
  # Debian ships Python without ensurepip.
  local minor
  minor="$("$1" -c 'import sys; print(f"{sys.version_info[0]}.{sys.version_info[1]}")')"
  if apt_install "python$minor-venv" || apt_install python3-venv; then
    "$1" -m venv .venv && return
  fi
  if "$1" -m virtualenv --version >/dev/null 2>&1; then
    "$1" -m virtualenv -q .venv && return
  fi
  say "setup: this Python cannot make a virtual environment. As root, run:"
  say "  apt-get update && apt-get install -y python$minor-venv"
  return 1
}

install() {
  local stamp=".venv/.installed-${extras//,/-}" state
  state="$(cat pyproject.toml constraints.txt | sha256sum) $PWD"
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$state" ]; then return; fi
  say "setup: installing articlepress${extras:+ with $extras} into .venv"
  export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore
  # An old pip cannot resolve extras under constraints.
  .venv/bin/python -m pip install -q --upgrade -c constraints.txt pip
  .venv/bin/python -m pip install -q -c constraints.txt -e ".${extras:+[$extras]}"
  # Where Python is told to write no bytecode, every start would compile all modules anew.
  .venv/bin/python -m compileall -q src
  printf '%s' "$state" >"$stamp"
}

python="$(find_python)"
system_libraries "$python"
make_venv "$python"
install
