#!/usr/bin/env bash
# How long a worker's whole file takes as a PDF, reading the store included: pages and seconds of CPU for each worker of the example.
# The target is 60 pages in less than one second. Built without link-time optimisation, which takes the compiler another ten minutes.
#
#   tests/bench/pdf.sh
set -euo pipefail
cd "$(dirname "$0")/../.."

runs=${RUNS:-5}
CARGO_PROFILE_RELEASE_LTO=off cargo build --release --quiet --features pdf
binary=$PWD/target/release/supervision
page=$(mktemp -d)
trap 'rm -rf "$page"' EXIT
TIMEFORMAT='%U %S'

printf '%-16s %8s %12s\n' worker pages 'CPU, s'
for folder in records-example/workers/*/; do
    worker=$(basename "$folder")
    : >"$page/times"
    for _ in $(seq "$runs"); do
        { time "$binary" render worker "$worker" --format pdf --store records-example -o "$page/file.pdf" 2>/dev/null; } 2>>"$page/times"
    done
    pages=$(pdfinfo "$page/file.pdf" 2>/dev/null | sed -n 's/^Pages: *//p')
    cpu=$(awk '{ print $1 + $2 }' "$page/times" | sort -n | sed -n "$(((runs + 1) / 2))p")
    printf '%-16s %8s %12s\n' "$worker" "$pages" "$cpu"
done
echo "target: 60 pages in less than 1 s"
