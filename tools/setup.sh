# Set-up for ./lab: Debian packages, Node, npm packages. Sourced; `root` is the repository.
# Each function checks first and is silent when all is there.
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the lists are used by ./lab, which sets root

engine_packages=(cmake ninja-build emscripten libxtensor-dev libxtensor-blas-dev nlohmann-json3-dev
  googletest)
native_packages=(g++ zlib1g-dev libssl-dev)
fuzz_packages=(clang)
check_packages=(clang-format clang-tidy shellcheck)

say() { printf '%s\n' "$*"; }
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# misuse SENTENCE: of a command that was typed wrong.
misuse() {
  printf '%s\n' "$*" >&2
  exit 64
}

# npm_install FOLDER WHAT: as its lock file has it. Without a network npm would try for a minute: this
# tries once more, and npm's own words come after ours.
npm_install() {
  local said
  if ! said="$(cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error \
    --fetch-retries=1 --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=2000 2>&1)"; then
    fail "npm could not install $2: look at the network, then run this again. npm says:
$said"
  fi
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "This needs root and there is no sudo: as root, run: $*"
  fi
}

# need_packages NAME...: installs those Debian packages that are missing.
need_packages() {
  if [ -n "${CNNLAB_SYSTEM_READY:-}" ]; then return; fi
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    fail "This is neither Debian nor Ubuntu, so ./lab cannot install packages here. Install what
Debian calls: $*
(Emscripten 3.1.6, CMake 3.25 or newer; headers under /usr/include), then run the same command with
CNNLAB_SYSTEM_READY=1 in front."
  fi
  local package missing=()
  for package in "$@"; do
    case "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null)" in
      *" ok installed") ;;
      *) missing+=("$package") ;;
    esac
  done
  if [ ${#missing[@]} = 0 ]; then return; fi
  say "Installing ${missing[*]} (Debian packages) ..." >&2
  mkdir -p "$root/.cache"
  local log="$root/.cache/apt.log"
  if ! {
    as_root apt-get -qq update &&
      as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -y --no-install-recommends install "${missing[@]}"
  } >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    fail "apt-get could not install ${missing[*]}: correct what it says above and run this again."
  fi
}

# need_servers NAME...: packages that bring a service, which is not started: the tests run the
# program themselves, and port 80 may be taken.
need_servers() {
  local policy=/usr/sbin/policy-rc.d
  # Debian asks this file before it starts a service; one that is there knows what it does.
  if [ -n "${CNNLAB_SYSTEM_READY:-}" ] || [ -e "$policy" ] ||
    dpkg-query -W "$@" >/dev/null 2>&1; then
    need_packages "$@"
    return
  fi
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
  as_root chmod 755 "$policy"
  # In a shell of its own, whose end takes the file away, however it ends.
  (
    trap 'as_root rm -f "$policy"' EXIT
    need_packages "$@"
  )
}

# The page's tools want Node 20.19, 22.12, or 24 and newer, and any npm.
node_is_good() {
  command -v npm >/dev/null && command -v node >/dev/null && node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    const good = major === 20 ? minor >= 19 : major === 22 ? minor >= 12 : major >= 24;
    process.exit(good ? 0 : 1);'
}

# need_node: the system's Node if it is new enough, else a pinned one in .cache/tools.
need_node() {
  local tools="$root/.cache/tools"
  local lock="$root/tools/node/package-lock.json"
  if node_is_good; then return; fi
  export PATH="$tools/bin:$PATH"
  if [ -f "$tools/done" ] && cmp -s "$lock" "$tools/done" && node_is_good; then return; fi
  case "$(uname -s) $(uname -m)" in
    "Linux x86_64" | "Linux aarch64") ;;
    *) fail "Node 20.19 or newer is missing: install Node 22 and npm, then run this again." ;;
  esac
  # Debian's own Node is too old for the page's tools, but its npm fetches a newer one.
  command -v npm >/dev/null || need_packages npm ca-certificates
  say "Installing Node 22 (npm packages, into .cache/tools) ..." >&2
  rm -rf "$tools"
  mkdir -p "$tools"
  cp "$root"/tools/node/package*.json "$tools"
  npm_install "$tools" "Node 22"
  # Links of our own: npm 9 makes none for the package that is Node itself.
  mkdir "$tools/bin"
  ln -s "$tools"/node_modules/node-linux-*/bin/node "$tools"/node_modules/npm/bin/np{m,x}-cli.js \
    "$tools/bin"
  mv "$tools/bin/npm-cli.js" "$tools/bin/npm"
  mv "$tools/bin/npx-cli.js" "$tools/bin/npx"
  hash -r
  node_is_good || fail "The Node in .cache/tools does not start: remove .cache/tools, run this again."
  cp "$lock" "$tools/done"
}

# need_clients: the programs that read exported networks in tests, in a folder of their own.
need_clients() {
  local folder="$root/tests/keras/clients"
  if node "$root/tools/npm_is_current.mjs" "$folder"; then return; fi
  say "Installing ONNX Runtime for the tests (139 MB) ..." >&2
  npm_install "$folder" "ONNX Runtime"
}

# need_real_keras: Keras and TensorFlow (1.5 GB) in .cache/real-keras; CNNLAB_KERAS_PYTHON names a
# Python that has them already.
need_real_keras() {
  if [ -n "${CNNLAB_KERAS_PYTHON:-}" ]; then return; fi
  local folder="$root/.cache/real-keras" versions=('keras==3.15.1' 'tensorflow-cpu==2.21.0')
  if [ "$(cat "$folder/done" 2>/dev/null)" = "${versions[*]}" ]; then return; fi
  need_packages python3-venv
  say "Installing Keras from PyPI, into .cache/real-keras (1.5 GB) ..." >&2
  rm -rf "$folder"
  if ! python3 -m venv "$folder" || ! "$folder/bin/pip" install --quiet "${versions[@]}" >&2; then
    fail "pip could not install Keras: look at the network, or name a Python that has Keras 3 and
TensorFlow by CNNLAB_KERAS_PYTHON, then run this again."
  fi
  echo "${versions[*]}" >"$folder/done"
}

# need_npm_packages: node_modules as package-lock.json has it.
need_npm_packages() {
  if node "$root/tools/npm_is_current.mjs" "$root"; then return; fi
  say "Installing the page's npm packages ..." >&2
  npm_install "$root" "the page's packages"
}

# need_lighthouse: Lighthouse in .cache/lighthouse, as tools/lighthouse/package-lock.json has it.
need_lighthouse() {
  local folder="$root/.cache/lighthouse"
  mkdir -p "$folder"
  cp "$root"/tools/lighthouse/package*.json "$folder"
  if node "$root/tools/npm_is_current.mjs" "$folder"; then return; fi
  say "Installing Lighthouse (npm packages, into .cache/lighthouse) ..." >&2
  npm_install "$folder" "Lighthouse"
}
