//! How long a cold `check` takes, against reading every byte of the same files in the same run.
//!
//! `cargo bench` makes stores of 1,000, 10,000 and 100,000 files and prints a table; `cargo bench -- 10000` makes one of
//! that size; `cargo bench -- --write DIR 10000` only writes it, for `process.sh` and for profilers. Each size is
//! measured in a process of its own, so that its peak memory is its own.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark makes stores, runs itself and looks at the time"
)]

mod corpus;

use std::env;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use supervision::calendar::Day;
use supervision::diag::Counts;
use supervision::due::{self, Facts};
use supervision::reading::Reading;
use supervision::record::Records;
use supervision::rules;
use supervision::store::{At, Store};

use corpus::Corpus;

const SEED: u64 = 1;
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
/// A cold check may take so many times as long as reading every byte.
const TARGET: f64 = 4.0;

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds `--bench`.
    let words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--write", dir, files] => Corpus::new(files.parse()?, SEED).write_to(Path::new(dir))?,
        ["--measure", dir, runs] => measure(Path::new(dir), runs.parse()?)?,
        [] => SIZES.iter().try_for_each(|files| bench(*files))?,
        sizes => {
            for files in sizes {
                bench(files.replace([',', '_'], "").parse()?)?;
            }
        }
    }
    Ok(())
}

/// Makes a store and measures it in a process of its own.
fn bench(files: usize) -> Result<(), Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let corpus = Corpus::new(files, SEED);
    corpus.write_to(dir.path())?;
    let made = corpus.files.len();
    println!("{made} files, {:.1} MB", megabytes(corpus.bytes()));
    drop(corpus);
    let runs = (200_000 / files).clamp(5, 25);
    let done = Command::new(env::current_exe()?)
        .arg("--measure")
        .arg(dir.path())
        .arg(runs.to_string())
        .status()?;
    if done.success() {
        Ok(())
    } else {
        Err(format!("measuring {made} files failed").into())
    }
}

/// The times of one kind of work, and what it is called.
struct Row {
    what: &'static str,
    times: Vec<Duration>,
}

impl Row {
    fn new(what: &'static str) -> Self {
        let times = Vec::new();
        Self { what, times }
    }

    /// Times one run; what it makes is dropped outside the time, as a program that ends need not drop it.
    fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let made = black_box(work());
        self.times.push(start.elapsed());
        made
    }

    fn median(&self) -> f64 {
        let mut times = self.times.clone();
        times.sort();
        times[times.len() / 2].as_secs_f64()
    }
}

fn measure(dir: &Path, runs: usize) -> Result<(), Box<dyn Error>> {
    let day: Day = corpus::AS_OF.parse()?;
    let mut read = Row::new("read every byte");
    let mut snapshot = Row::new("  snapshot");
    let mut parse = Row::new("  records");
    let mut reading = Row::new("  records and policy");
    let mut dues = Row::new("  due");
    let mut judge = Row::new("  rules");
    let mut check = Row::new("cold check");
    let mut said = String::new();
    let (mut peak, mut files) = (None, 0);
    for run in 0..=runs {
        let whole = check.time(|| cold_check(dir, day))?;
        if run == 0 {
            // The first run warms the disk's cache, and nothing but it has used memory yet.
            peak = peak_memory();
            files = whole.0;
            said = whole.1;
            check.times.clear();
            continue;
        }
        drop(whole);
        read.time(|| read_every_byte(dir))?;
        let files = snapshot.time(|| Store::open(dir)?.snapshot(At::WorkTree))?;
        parse.time(|| Records::read(files.sources()));
        let joined = reading.time(|| Reading::of(files, Some(day), day));
        let open = dues.time(|| find_dues(&joined));
        judge.time(|| rules::check(&joined, &open));
    }
    let bytes = read_every_byte(dir)?;
    println!(
        "{said}; {} threads, median of {runs} runs",
        rayon::current_num_threads()
    );
    let unit = read.median();
    for row in [&read, &check, &snapshot, &parse, &reading, &dues, &judge] {
        let median = row.median();
        println!(
            "{:<22}{:>10.2} ms{:>8.2}",
            row.what,
            median * 1e3,
            median / unit
        );
    }
    let ratio = check.median() / unit;
    println!(
        "a cold check takes {ratio:.1} times as long as reading every byte: {} the target of {TARGET}; {:.1} µs a file",
        verdict(ratio <= TARGET),
        check.median() * 1e6 / files as f64,
    );
    if let Some(peak) = peak {
        let beyond = peak.saturating_sub(bytes) as f64 / files as f64 / 1024.0;
        println!(
            "peak memory {:.1} MB, {beyond:.1} KB a file beyond its text (target 1)",
            megabytes(peak)
        );
    }
    println!();
    Ok(())
}

fn verdict(is_met: bool) -> &'static str {
    if is_met { "meets" } else { "misses" }
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// Everything that `check` does, short of printing: how many files there were, and a line about what was found.
fn cold_check(dir: &Path, day: Day) -> Result<(usize, String, Reading), supervision::store::Error> {
    let snapshot = Store::open(dir)?.snapshot(At::WorkTree)?;
    let files = snapshot.len();
    let reading = Reading::of(snapshot, None, day);
    let dues = find_dues(&reading);
    let verdict = rules::check(&reading, &dues);
    let counts = Counts::of(&verdict.findings);
    let said = format!(
        "{} records, {} dues, {} errors, {} warnings, {} notes",
        reading.records.count,
        dues.len(),
        counts.error,
        counts.warning,
        counts.note
    );
    Ok((files, said, reading))
}

fn find_dues(reading: &Reading) -> Vec<due::Due> {
    let facts = Facts::new(&reading.records, &reading.policy, reading.today);
    due::find(&facts)
}

/// Walks a folder and reads each file whole, with as many threads as the check has.
fn read_every_byte(dir: &Path) -> io::Result<usize> {
    let entries: Vec<(PathBuf, bool)> = fs::read_dir(dir)?
        .map(|entry| {
            let entry = entry?;
            Ok((entry.path(), entry.file_type()?.is_dir()))
        })
        .collect::<io::Result<_>>()?;
    entries
        .into_par_iter()
        .map(|(path, is_dir)| match is_dir {
            true => read_every_byte(&path),
            false => fs::read(&path).map(|bytes| bytes.len()),
        })
        .try_reduce(|| 0, |one, other| Ok(one + other))
}

/// The most memory that this process has had, where the system says so.
fn peak_memory() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: usize = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes * 1024)
}
