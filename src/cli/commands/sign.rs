//! `supervision sign`: one party's statement about a record, beside it.

use crate::cli::context::Context;
use crate::cli::error::{Error, nearest};
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::record::sign_off::{Meaning, Role};
use crate::record::{PersonId, RecordId};
use crate::revision::statement::{Signing, prepare};
use crate::store::{Origin, write_new_file};

/// Sign an agreement or a session: your statement about it as it stands now
///
/// The statement is a small text file beside the record, which binds to every word of it: when the record is changed later,
/// `check` says so. The record itself is never touched. Nobody signs for somebody else, and what is signed stays signed.
///
/// A statement is a recorded sign-off. It proves what was signed and not, as a key would, who sat at the keyboard; commit it
/// under your own name.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  supervision sign jo-field/2-agreement-and-history/2026-01-12-agreement --as supervisee --by jo-field")]
pub(in crate::cli) struct Args {
    /// The record, such as jo-field/3-supervision/2026-02-10
    record: String,
    /// In which role you sign
    #[arg(long = "as", value_name = "ROLE")]
    role: Party,
    /// Who you are: the name of your file in `people`
    #[arg(long, value_name = "PERSON")]
    by: String,
    /// What your signature says
    #[arg(long, value_name = "MEANING", default_value = "agree")]
    meaning: Sense,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Party {
    /// As the one who supervises
    Supervisor,
    /// As the one who is supervised
    Supervisee,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Sense {
    /// I agree with it
    Agree,
    /// I do not agree with it: that is a record too, and no dead end
    Disagree,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let store = context.open(&[])?;
    let reading = context.reading(&store)?;
    let (Origin::WorkTree, Some(dir)) = (reading.origin, store.dir()) else {
        return Err(Error::usage(
            "only the files on disk can be signed",
            "leave out --at and --staged",
        ));
    };
    let signer = PersonId::new(args.by.as_str());
    if !reading.records.people.contains_key(&signer) {
        let hint = nearest(
            &args.by,
            reading.records.people.keys().map(|id| id.as_str()),
        );
        return Err(Error::usage(
            format!("there is no person `{}` here", args.by),
            hint,
        ));
    }
    let named = args
        .record
        .trim_start_matches("workers/")
        .trim_end_matches(".md");
    let record = RecordId::new(named);
    let signing = Signing {
        record: &record,
        role: match args.role {
            Party::Supervisor => Role::Supervisor,
            Party::Supervisee => Role::Supervisee,
        },
        signer: &signer,
        meaning: match args.meaning {
            Sense::Agree => Meaning::Agree,
            Sense::Disagree => Meaning::Disagree,
        },
        commit: store.head_commit()?.map(|commit| commit.to_string()),
        day: context.signing_day(),
    };
    let prepared = prepare(&reading.records, &reading.sources, &signing)
        .map_err(|refusal| Error::usage(refusal.to_string(), ""))?;
    write_new_file(dir, &prepared.path, prepared.text.as_bytes())?;
    terminal::data(context, &format!("{}\n", prepared.path))?;
    let words = format!(
        "signed by {signer} as {}; commit it together with the record",
        signing.role.word()
    );
    terminal::say(context, &words);
    Ok(ExitStatus::Clean)
}
