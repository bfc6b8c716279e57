//! `supervision demo`: an invented team's records as a real repository, and what can be done with them.

use std::fmt::Write;
use std::path::PathBuf;

use super::{check, due, render};
use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::{example, terminal};
use crate::store::{commit_files, write_new_tree};

/// Write an invented team's records into a new folder, and show what can be done with them
///
/// The records are a real git repository whose commits carry the days and authors of the records. Nothing in them is about
/// anybody: the council, the workers, the children and every event are invented.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// A new or empty folder
    #[arg(default_value = "supervision-demo")]
    dir: PathBuf,
}

/// The worker whose file the demonstration renders.
const WORKER: &str = "jo-field";

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let history = example::history();
    write_new_tree(&args.dir, std::iter::empty::<(String, Vec<u8>)>())?;
    let store_dir = args.dir.join("records");
    let commits = commit_files(&store_dir, &history)?;
    let here = context.with_store(&store_dir);
    let reading = here.reading(&here.open(&[])?)?;
    let shown = store_dir.display();
    let document = args.dir.join(format!("{WORKER}.html"));

    let mut out = String::new();
    let years = format!(
        "{} records in {} commits",
        reading.records.count,
        commits.len()
    );
    writeln!(
        out,
        "Wrote an invented team's records to {shown}: {years}.\n"
    )
    .expect("writing to text");
    writeln!(out, "$ supervision check --store {shown}").expect("writing to text");
    writeln!(out, "{}\n", check::summary_line(&reading)).expect("writing to text");
    writeln!(out, "$ supervision due --store {shown} --within 7d").expect("writing to text");
    out.push_str(&due::within_a_week(&reading, context.width));
    terminal::data(context, &out)?;

    render::write_worker_page(&here, WORKER, &document)?;
    let mut out = String::new();
    writeln!(
        out,
        "\n$ supervision render worker {WORKER} --store {shown} --format html -o {}",
        document.display()
    )
    .expect("writing to text");
    writeln!(out, "Wrote {}: open it in a browser.\n", document.display())
        .expect("writing to text");
    writeln!(
        out,
        "What to try next (`cargo install --path .` puts `supervision` on your path):"
    )
    .expect("writing to text");
    for (command, why) in [
        (
            format!("supervision due --store {shown} --child c-1042"),
            "one child's next dates",
        ),
        (
            format!("supervision render child c-1042 --store {shown}"),
            "a child's supervision record",
        ),
        (
            format!("supervision log {WORKER} --store {shown}"),
            "who wrote what, and when",
        ),
        (
            "supervision explain R8a".to_owned(),
            "a clause of the policy in plain words",
        ),
    ] {
        writeln!(out, "  {command:<70} {why}").expect("writing to text");
    }
    writeln!(out, "Then change `minutes:` in {shown}/workers/jo-field/3-supervision/2025-09-11.md to 45 and check again.")
        .expect("writing to text");
    terminal::data(context, &out)?;
    Ok(ExitStatus::Clean)
}
