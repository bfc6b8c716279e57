#!/usr/bin/env bash
# The release binary's cold check as a whole process, against `cat` of the same files: start, output and end included. Then
# `diff --stat` of a commit that changes one word, against `git diff --stat` of the same: both follow the change and not the store.
#
#   tests/bench/process.sh [FILES...]      (1000 10000 100000 unless told)
#
# Each time is the median of several runs, the two kinds of run in turn, with two processes or threads each.
set -euo pipefail
cd "$(dirname "$0")/../.."

runs=${RUNS:-7}
threads=${RAYON_NUM_THREADS:-$(nproc)}
sizes=("$@")
[ ${#sizes[@]} -gt 0 ] || sizes=(1000 10000 100000)

cargo build --release --quiet
binary=$PWD/target/release/supervision
stores=$(mktemp -d)
trap 'rm -rf "$stores"' EXIT

# Milliseconds that a command takes. `check` exits with 1 where it finds errors, which is no failure here.
elapsed() {
    local before=${EPOCHREALTIME/[^0-9]/} status=0
    "$@" >"$stores/out" 2>"$stores/err" || status=$?
    local after=${EPOCHREALTIME/[^0-9]/}
    if [ "$status" -gt 1 ]; then
        cat "$stores/err" >&2
        exit "$status"
    fi
    echo "$(( (after - before) / 10 ))" | sed 's/..$/.&/; s/^\./0./'
}
median() { sort -n | sed -n "$(( (runs + 1) / 2 ))p"; }
read_all() { find "$1" -type f -print0 | xargs -0 -n 500 -P "$threads" cat >/dev/null; }
check() { "$binary" check --store "$1"; }

printf '%10s %12s %12s %8s %14s %14s %14s\n' files 'cat, ms' 'check, ms' ratio 'peak memory' 'diff, ms' 'git diff, ms'
for files in "${sizes[@]}"; do
    store=$stores/$files
    mkdir "$store"
    cargo bench --quiet --bench check -- --write "$store" "$files" 2>/dev/null
    git -C "$store" init --quiet
    read_all "$store"
    : >"$stores/cat" && : >"$stores/check"
    for _ in $(seq "$runs"); do
        elapsed read_all "$store" >>"$stores/cat"
        elapsed check "$store" >>"$stores/check"
    done
    peak=unknown
    if [ -x /usr/bin/time ]; then
        peak=$(/usr/bin/time -f '%M KB' "$binary" check --store "$store" 2>&1 >/dev/null | tail -1 || true)
    fi
    commit() { git -C "$store" -c user.name=bench -c user.email=bench@example.org -c gc.auto=0 commit --quiet -am "$1"; }
    git -C "$store" add . && commit one
    changed=$(cd "$store" && grep -rl --include='*.md' '^minutes: ' workers | sort | sed -n 1p)
    sed -i 's/^minutes: .*/minutes: 61/' "$store/$changed" && commit two
    git -C "$store" repack -adq
    : >"$stores/diff" && : >"$stores/git"
    for _ in $(seq "$runs"); do
        elapsed "$binary" diff --stat HEAD~1..HEAD --store "$store" >>"$stores/diff"
        elapsed git -C "$store" diff --stat HEAD~1..HEAD >>"$stores/git"
    done
    cat_ms=$(median <"$stores/cat")
    check_ms=$(median <"$stores/check")
    ratio=$(awk "BEGIN { printf \"%.1f\", $check_ms / $cat_ms }")
    printf '%10s %12s %12s %8s %14s %14s %14s\n' "$files" "$cat_ms" "$check_ms" "$ratio" "$peak" "$(median <"$stores/diff")" "$(median <"$stores/git")"
    rm -rf "$store"
done
echo "target: a ratio of at most 4"
