#!/usr/bin/env bash
# `./lab check [--fix]`: formatters, linters and types. With --fix the formatters write.
set -uo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root" || exit 1
fix=no
if [ "${1:-}" = --fix ]; then fix=yes; fi
failures=0

# step NAME REMEDY COMMAND...: says only what is wrong, and what to do about it.
step() {
  local name="$1" remedy="$2" output
  shift 2
  printf 'Checking %s ...\n' "$name"
  if ! output="$("$@" 2>&1)"; then
    printf '%s\n%s: %s\n' "$output" "$name" "$remedy"
    failures=$((failures + 1))
  fi
}

cxx_files() { find core wasm tests \( -name '*.h' -o -name '*.cpp' \) -print0 | sort -z; }

clang_format() {
  if [ "$fix" = yes ]; then
    cxx_files | xargs -0 -r clang-format -i
  else
    cxx_files | xargs -0 -r clang-format --dry-run --Werror
  fi
}

# A file that passed is not read again until it, a header or the rules change. (GCC's own warning
# options are unknown to clang, and so are its precompiled headers: a tree of its own has none. The
# fuzzers' way in is left out: what it calls is named when each of them is built.)
clang_tidy() {
  local seen=.build/tidy headers
  mkdir -p "$seen"
  if ! cmake -S . -B "$seen/tree" -G Ninja -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON \
    >"$seen/configure.log" 2>&1; then
    cat "$seen/configure.log"
    return 1
  fi
  headers="$(find core tests -name '*.h' -print0 | sort -z |
    xargs -0 cat .clang-tidy CMakeLists.txt CMakePresets.json | sha256sum)"
  export seen headers
  # shellcheck disable=SC2016  # the inner shell expands these
  find core tests -name '*.cpp' ! -path 'tests/bench/*' ! -path tests/fuzz/entry.cpp -print0 |
    xargs -0 -r -n 1 -P "$(nproc)" bash -c '
      key="$( (cat "$1" && echo "$1 $headers") | sha256sum | cut -c1-64)"
      [ -e "$seen/$key" ] && exit 0
      if output="$(clang-tidy --quiet -p "$seen/tree" \
        --extra-arg=-Wno-unknown-warning-option "$1" 2>/dev/null)" ; then
        : >"$seen/$key"
      else
        printf "%s\n" "$output"
        exit 1
      fi' -
}

prettier() {
  local mode=--check
  if [ "$fix" = yes ]; then mode=--write; fi
  node_modules/.bin/prettier --log-level warn "$mode" .
}

svelte_check() {
  node_modules/.bin/svelte-check --tsconfig tsconfig.json --fail-on-warnings
}

eslint() {
  local fixing=()
  if [ "$fix" = yes ]; then fixing=(--fix); fi
  node_modules/.bin/eslint --max-warnings 0 "${fixing[@]}" .
}

shell_check() { shellcheck -x lab tools/*.sh .ci/run; }

step "C++ format" "run ./lab check --fix" clang_format
step "page and script lint" "correct what ESLint says above" eslint
step "page, script and text format" "run ./lab check --fix" prettier
step "shell scripts" "correct what shellcheck says above" shell_check
step "types" "correct what svelte-check says above" svelte_check
step "C++ lint" "correct what clang-tidy says above" clang_tidy
if [ "$failures" = 0 ]; then
  echo "All is well."
else
  exit 1
fi
