/**
 * The completion script for bash. The library's own needs a package that macOS lacks, cannot be loaded twice and
 * offers no files; this one works from bash 3.2 on, and offers files where the suite has nothing to say.
 */
export const bashCompletion = `# Completion of identity-conformance for bash.
_identity_conformance() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    [[ $line == :* ]] || COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(identity-conformance complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _identity_conformance identity-conformance
`;
