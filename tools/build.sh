# Building for ./lab. Sourced after setup.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # ./lab sets root, setup.sh the lists

# show_steps HEADING: Ninja's steps on one line of a terminal, what compilers say in full, and the
# heading before the first of either. (Not awk: Debian's holds its input back.)
show_steps() {
  local line begun=no width
  width="$(tput cols 2>/dev/null || echo 80)"
  while IFS= read -r line; do
    case "$line" in
      *"Re-checking globbed"* | *"Re-running CMake"* | "-- "* | *"no work to do"*) continue ;;
    esac
    if [ $begun = no ]; then say "$1" && begun=yes; fi
    case "$line" in
      "["[0-9]*/[0-9]*"] "*) if [ -t 1 ]; then printf '\r\033[K  %s' "${line:0:width-3}"; fi ;;
      *) if [ -t 1 ]; then printf '\r\033[K'; fi && printf '%s\n' "$line" ;;
    esac
  done
  if [ $begun = yes ] && [ -t 1 ]; then printf '\r\033[K'; fi
}

# build_preset PRESET TARGET: configures when needed and builds one target of a CMake preset.
build_preset() {
  local preset="$1" target="$2" tree="$root/.build/$1"
  need_packages "${engine_packages[@]}"
  case "$preset" in native*) need_packages "${native_packages[@]}" ;; esac
  mkdir -p "$tree"
  if [ ! -f "$tree/build.ninja" ] || [ "$root/CMakePresets.json" -nt "$tree/build.ninja" ]; then
    say "Configuring $preset ..."
    if ! (cd "$root" && cmake --preset "$preset") >"$tree/configure.log" 2>&1; then
      cat "$tree/configure.log" >&2
      fail "CMake could not configure $preset: see above."
    fi
    touch "$tree/build.ninja"
  fi
  if ! cmake --build "$tree" --target "$target" -j "$(nproc)" 2>&1 |
    show_steps "Building $target ($preset) ..."; then
    fail "$target ($preset) does not build: see above."
  fi
}

# build_all PRESET:TARGET...: two presets at a time, each with its targets: while one links, which keeps
# one processor busy, the other compiles. (In a shell of its own, which knows no other jobs.)
build_all() (
  presets=() running=0 failed=no
  for one in "$@"; do
    case " ${presets[*]} " in *" ${one%%:*} "*) ;; *) presets+=("${one%%:*}") ;; esac
  done
  for preset in "${presets[@]}"; do
    if [ $running = 2 ]; then
      wait -n || failed=yes
      running=1
    fi
    build_targets "$preset" "$@" &
    running=$((running + 1))
  done
  for (( ; running > 0; --running)); do wait -n || failed=yes; done
  [ $failed = no ]
)

# build_targets PRESET PRESET:TARGET...: those of the preset.
build_targets() {
  local preset="$1" one
  shift
  for one in "$@"; do
    if [ "${one%%:*}" = "$preset" ]; then build_preset "$preset" "${one#*:}"; fi
  done
}

# build_page: Vite's build of web/ into dist/, unless nothing that goes into it has changed.
build_page() {
  need_node
  need_npm_packages
  local stamp="$root/.build/page.sha256" now
  now="$(cd "$root" &&
    find web assets core wasm cmake CMakeLists.txt CMakePresets.json tools/relaxed_simd.mjs vite.config.ts svelte.config.js tsconfig.json package-lock.json -type f \
      ! -path 'web/public/cifar10/*.bin' -print0 | sort -z | xargs -0 sha256sum | sha256sum)"
  if [ -f "$root/dist/index.html" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$now" ]; then return; fi
  say "Building the page (dist/) ..."
  rm -f "$stamp"
  if ! (cd "$root" && node_modules/.bin/vite build --logLevel warn); then
    fail "The page does not build: see above."
  fi
  mkdir -p "$root/.build"
  printf '%s\n' "$now" >"$stamp"
}
