#!/bin/sh
# Repeats the core of `supervision audit` with git, sha256sum and ssh-keygen alone.
#
#   sh audit.sh [FOLDER]      in the repository; FOLDER is where the store stands in it, if not at its top
#
# - Statements, signatures and comments are only ever added.
# - Each signed record agrees with its statement in the commit that added it, in every later one that touched it, and now.
# - Each signature was made over its statement, with a key that is the signer's on that day.
#
# It prints what is wrong, a line each, and ends with 0, or with 1 where something is. Records that were moved with their
# sign-offs are named here, and are no fault in `supervision audit`.
set -u
GIT_NO_REPLACE_OBJECTS=1 LC_ALL=C
export GIT_NO_REPLACE_OBJECTS LC_ALL
top=$(git rev-parse --show-toplevel 2>/dev/null) && [ -n "$top" ] && cd "$top" || true
folder=${1:-}
folder=${folder:+${folder%/}/}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
: >"$work/faults"
carriage_return=$(printf '\r')
mark=$(printf '\357\273\277')

say() { printf '%s\n' "$*" >>"$work/faults"; }
value() { sed -n "s/$carriage_return\$//; s/^$1: //p" "$work/statement" | head -n 1; }

# The digest of a file of a commit as sign-offs have it: without a byte order mark, line breaks as \n, one at the end.
digest() { # KIND STORE RECORD COMMIT PATH
  content=$(git cat-file blob "$4:$5" | sed "1s/^$mark//; s/$carriage_return\$//")
  printf '%s 1\n%s\n%s\n%s\n' "$1" "$2" "$3" "$content" | sha256sum | cut -d ' ' -f 1
}

revision() { # COMMIT PATH
  number=$(git cat-file blob "$1:$2" | sed -n '2,/^---/s/^revision: *\([0-9][0-9]*\).*/\1/p' | head -n 1)
  printf '%s' "${number:-1}"
}

# Statements, signatures and comments are only ever added.
git -c core.quotePath=false log -m --no-renames --diff-filter=MDT --name-status --format='commit %H' \
  -- "${folder}workers" "${folder}children" |
  awk -F '\t' '/^commit /{commit = substr($0, 8); next} $2 ~ /\/signoffs\//{print $1, commit, $2}' |
  sort -u >"$work/changed"
while read -r what commit path; do
  case $what in D) what=sign-off-removed ;; *) what=sign-off-changed ;; esac
  say "$what $commit $path"
done <"$work/changed"

# Each signed record agrees with its statement, then and ever since.
git -c core.quotePath=false log -m --no-renames --diff-filter=A --name-only --reverse --topo-order --format='commit %H' \
  -- "${folder}workers" "${folder}children" |
  awk '/^commit /{commit = substr($0, 8); next} /\/signoffs\/.*\.st$/ && !met[$0]++ {print commit, $0}' >"$work/added"
while read -r commit path; do
  git cat-file blob "$commit:$path" >"$work/statement" || { say "object-unreadable $commit $path"; continue; }
  store=$(value store) record=$(value record) wanted=$(value digest) meaning=$(value meaning) number=$(value revision)
  beside=$(dirname "$path")
  file=$(dirname "$(dirname "$beside")")/$(basename "$beside")
  found=
  for ending in md yaml; do
    if git cat-file -e "$commit:$file.$ending" 2>/dev/null; then found=$file.$ending; fi
  done
  if [ -z "$found" ]; then say "sign-off-astray $commit $path"; continue; fi
  if [ "sha256:$(digest supervision-record "$store" "$record" "$commit" "$found")" != "$wanted" ]; then
    say "sign-off-never-held $commit $path"
    continue
  fi
  said=$(value comment-digest)
  comment=${path%.st}.comment.md
  if [ "$said" != none ]; then
    if ! git cat-file -e "$commit:$comment" 2>/dev/null ||
      [ "sha256:$(digest supervision-comment "$store" "$record" "$commit" "$comment")" != "$said" ]; then
      say "comment-not-as-signed $commit $path"
    fi
  fi
  if [ "$meaning" = not-available ]; then continue; fi
  git rev-list -m "$commit..HEAD" -- "$found" >"$work/later"
  for later in $(cat "$work/later") HEAD; do
    if ! git cat-file -e "$later:$found" 2>/dev/null; then
      say "signed-record-removed $later $found"
    elif [ "sha256:$(digest supervision-record "$store" "$record" "$later" "$found")" != "$wanted" ]; then
      case $found in
      */2-agreement-and-history/*) if [ "$(revision "$later" "$found")" -gt "$number" ]; then continue; fi ;;
      esac
      say "signed-record-changed $later $found"
    fi
  done
done <"$work/added"

# Whose keys are whose, as ssh-keygen reads it, from the files of people as they are now.
git -c core.quotePath=false ls-tree -r --name-only HEAD -- "${folder}people" >"$work/people"
: >"$work/allowed"
while read -r path; do
  person=$(basename "$path" .yaml)
  git cat-file blob "HEAD:$path" | awk -v person="$person" '
    function out() {
      if (key == "") return
      days = "valid-after=\"" from "\""
      if (to != "") days = days ",valid-before=\"" to "235959\""
      print person " namespaces=\"supervision-sign-off\"," days " " key
      key = ""; from = ""; to = ""
    }
    /^[a-z]/ { out(); inside = ($0 ~ /^signing-keys:/); next }
    !inside { next }
    /^ *- / { out() }
    { line = $0; sub(/^ *(- )? */, "", line); gsub(/[\047"\r]/, "", line) }
    line ~ /^key: / { sub(/^key: */, "", line); key = line }
    line ~ /^from: / { sub(/^from: */, "", line); gsub(/-/, "", line); from = line }
    line ~ /^to: / { sub(/^to: */, "", line); gsub(/-/, "", line); to = line }
    END { out() }' >>"$work/allowed"
done <"$work/people"

# Each signature was made over its statement by the signer.
git -c core.quotePath=false ls-tree -r --name-only HEAD -- "${folder}workers" "${folder}children" |
  grep '/signoffs/.*\.sig$' >"$work/signatures"
while read -r path; do
  statement=${path%.sig}.st
  git cat-file blob "HEAD:$path" >"$work/signature" || continue
  if ! git cat-file blob "HEAD:$statement" 2>/dev/null | sed "s/$carriage_return\$//" >"$work/statement" ||
    [ ! -s "$work/statement" ]; then
    say "sign-off-astray HEAD $path"
    continue
  fi
  day=$(value signed | tr -d -)
  if ! ssh-keygen -Y verify -f "$work/allowed" -I "$(value signer)" -n supervision-sign-off \
    -O "verify-time=${day}1200" -s "$work/signature" <"$work/statement" >/dev/null 2>&1; then
    say "signature-unproven HEAD $path"
  fi
done <"$work/signatures"

sort -u "$work/faults"
[ ! -s "$work/faults" ]
