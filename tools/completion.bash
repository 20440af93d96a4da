# Finishes the words of ./lab in bash and zsh: source <(./lab completion)
if [ -n "${ZSH_VERSION:-}" ]; then autoload -U +X bashcompinit && bashcompinit; fi

_cnnlab() {
  local here word
  here="$(dirname "$(command -v -- "${COMP_WORDS[0]/#\~/$HOME}")")"
  COMPREPLY=()
  # What it knows to say of the last word; otherwise the shell offers files.
  while IFS= read -r word; do
    if [ -n "$word" ]; then COMPREPLY+=("$word"); fi
  done < <(node "$here/tools/completion.mjs" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o bashdefault -o default -F _cnnlab lab
