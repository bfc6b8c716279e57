//! `supervision new`: a prefilled record.

use std::path::{Path, PathBuf};

use crate::calendar::Day;
use crate::cli::context::{Context, parse_day};
use crate::cli::error::{Error, nearest};
use crate::cli::exit::ExitStatus;
use crate::cli::{editor, terminal};
use crate::diag::Counts;
use crate::record::{KINDS, Kind};
use crate::render::scaffold::{self, Given, Prepared, Refusal, options, taken};
use crate::report::plain::Words;
use crate::report::{plain, short};
use crate::store::{Edit, Origin, Store, read_text};

/// Write a new record, filled in with what the store knows
///
/// For a session: every case that the worker holds that day, in the policy's order, each with when it is due, when it was last
/// discussed and what was decided since; the open actions to go through; risks and disagreements that are still open; and how
/// long the policy asks the session to be. For the other kinds: who manages the worker, and the days and lengths that the policy
/// asks for.
///
/// What only you can know is marked `TODO`, or stands empty below its heading, and `supervision check` finds it until it is
/// filled in. The path of the new record is printed. Nothing is ever written over a record that is there.
#[derive(Debug, Default, clap::Args)]
#[command(after_help = "Examples:
  supervision new session --worker jo-field --date 2026-03-02 --edit
  supervision new child-supervision --child c-1042 --session jo-field/3-supervision/2026-03-02
  supervision new decision --child c-1042 --by sam-okoro --stdout
  supervision new cpd --worker jo-field --about \"Working with neglect\" --type course
  supervision new session --from written.md     a text that you have already

Kinds: person, worker, child, checklist, agreement, history, session, child-supervision, decision, pdr, cpd,
progression, absence, wellbeing, access, self-audit, quality-audit, note, handover, addendum, store.
A kind that needs something that you have not said names it, with an example.")]
pub(in crate::cli) struct Args {
    /// What to write
    kind: String,
    /// Whose record: the worker's folder in `workers`
    #[arg(long, value_name = "ID")]
    worker: Option<String>,
    /// About which child: the folder in `children`
    #[arg(long, value_name = "ID")]
    child: Option<String>,
    /// Who somebody is: the name of the new file in `people`
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    /// Of which day, else of today; for a post or a case its first day
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    date: Option<Day>,
    /// Who supervises, else the line manager on that day
    #[arg(long, value_name = "PERSON")]
    supervisor: Option<String>,
    /// The session of a child's record, such as jo-field/3-supervision/2026-03-02
    #[arg(long, value_name = "RECORD")]
    session: Option<String>,
    /// The record that is added to, audited or handed out; may be given more than once
    #[arg(long, value_name = "RECORD")]
    of: Vec<String>,
    /// Who decides, writes, audits or hands over
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
    /// The day on which the session was planned, if another
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    planned: Option<Day>,
    /// The first day for which an agreement is made
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    starts: Option<Day>,
    /// The type: of a session individual, mentor, group, joint or informal; of learning course, reading and so on
    #[arg(long = "type", value_name = "TYPE")]
    of_type: Option<String>,
    /// The stage of a PDR: start, mid-year or end
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,
    /// As whom you look at your practice: supervisor or supervisee
    #[arg(long = "as", value_name = "ROLE")]
    as_role: Option<String>,
    /// The role, in the policy's words
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// The team
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// For a worker in the assessed and supported year
    #[arg(long)]
    asye: bool,
    /// The name of a person
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// The address with which a person commits
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// The category of a case
    #[arg(long, value_name = "CATEGORY")]
    category: Option<String>,
    /// The number of a case on the case system
    #[arg(long, value_name = "TEXT")]
    case_reference: Option<String>,
    /// What a note or an activity is about
    #[arg(long, value_name = "TEXT")]
    about: Option<String>,
    /// The level from which a worker progresses
    #[arg(long, value_name = "TEXT")]
    from_level: Option<String>,
    /// The level to which a worker progresses
    #[arg(long, value_name = "TEXT")]
    to_level: Option<String>,
    /// The direction of a handover: received or sent
    #[arg(long, value_name = "DIRECTION")]
    direction: Option<String>,
    /// The other store of a handover
    #[arg(long, value_name = "ID")]
    other_store: Option<String>,
    /// Why a file is handed over, or somebody else has seen it
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// The id of a new store
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Whose records a new store holds
    #[arg(long, value_name = "TEXT")]
    organisation: Option<String>,
    /// The marking of a new store
    #[arg(long, value_name = "TEXT")]
    marking: Option<String>,
    /// The policies of a new store, with commas between them
    #[arg(long, value_name = "PACKS")]
    policy: Option<String>,
    /// The case system of a new store
    #[arg(long, value_name = "TEXT")]
    case_system: Option<String>,
    /// A word for the file's name where it has one, else the kind
    #[arg(long, value_name = "WORD")]
    what: Option<String>,
    /// Take the text from a file; it must be a record of this kind that can be read
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Show the record, and write nothing
    #[arg(long, conflicts_with = "edit")]
    stdout: bool,
    /// Open it in your editor ($VISUAL or $EDITOR), and check it when you leave
    #[arg(long)]
    edit: bool,
}

impl Args {
    /// What `supervision addendum` asks for.
    pub(super) fn addendum(asked: &super::addendum::Args, record: String) -> Self {
        Self {
            kind: Kind::Addendum.name().to_owned(),
            of: vec![record],
            by: Some(asked.by.clone()),
            reason: asked.reason.clone(),
            date: asked.date,
            stdout: asked.stdout,
            edit: asked.edit,
            ..Self::default()
        }
    }
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let names = || KINDS.iter().map(|info| info.name);
    let kind = Kind::from_name(&args.kind).ok_or_else(|| {
        Error::usage(
            format!("there is no kind of record called `{}`", args.kind),
            nearest(&args.kind, names()),
        )
    })?;
    if args.edit && context.editor.is_none() {
        return Err(Error::usage(
            "there is no editor to open",
            "name yours in EDITOR, as in EDITOR=nano, or leave out --edit",
        ));
    }
    let text = args.from.as_deref().map(read_text).transpose()?;
    let mut given = given(args);
    if let Some(text) = &text {
        taken::take(kind, text, &mut given);
    }
    let (store, mut prepared) = prepared(context, kind, &given)?;
    if let Some(text) = text {
        let (can_be_read, sources, findings) = taken::judge(&prepared.path, &text);
        if !can_be_read {
            terminal::say(context, short::findings(&findings, &sources).trim_end());
            let message = format!("the text cannot be read as {}", kind.with_article());
            return Err(Error::usage(
                message,
                "nothing was written; put it right and try again",
            ));
        }
        prepared.text = text;
    }
    if args.stdout {
        terminal::data(context, &prepared.text)?;
        return Ok(ExitStatus::Clean);
    }
    let store = match store {
        Some(store) => store,
        None => Store::founded_in(&context.new_store())?,
    };
    store.save(&[Edit::new_file(prepared.path.as_str(), prepared.text)])?;
    terminal::data(context, &format!("{}\n", prepared.path))?;
    match &context.editor {
        Some(command) if args.edit => edited(context, command, &store, &prepared.path),
        _ => {
            let words = format!(
                "what is still to be filled in: supervision check {}",
                prepared.path
            );
            terminal::say(context, &words);
            Ok(ExitStatus::Clean)
        }
    }
}

/// The record, and the store in which it belongs; none where it is a new store's settings.
fn prepared(
    context: &Context,
    kind: Kind,
    given: &Given,
) -> Result<(Option<Store>, Prepared), Error> {
    if kind == Kind::Store {
        let dir = context.new_store();
        if Store::open(&dir).is_ok() {
            return Err(Error::usage(
                format!("{} is a store already", dir.display()),
                "change its settings in supervision.yaml",
            ));
        }
        let prepared = scaffold::prepare_settings(given, context.day())
            .map_err(|refusal| error(kind, refusal))?;
        return Ok((None, prepared));
    }
    let store = context.open_to_write(&[])?;
    let reading = context.reading(&store)?;
    let (Origin::WorkTree, Some(_)) = (reading.origin, store.dir()) else {
        return Err(Error::usage(
            "a record can only be added to the files on disk",
            "leave out --at and --staged",
        ));
    };
    let prepared =
        scaffold::prepare(&reading, kind, given).map_err(|refusal| error(kind, refusal))?;
    Ok((Some(store), prepared))
}

/// Opens the record in the editor until nothing is wrong with it any more, or nobody wants to go on.
fn edited(
    context: &Context,
    command: &str,
    store: &Store,
    path: &str,
) -> Result<ExitStatus, Error> {
    let dir = store.dir().unwrap_or(Path::new("."));
    loop {
        editor::edit(command, &dir.join(path))?;
        let store = Store::open(dir)?;
        let (reading, verdict) =
            super::check::read_and_judge(context, &store, |found| found == path)?;
        let found = plain::findings(
            &verdict.findings,
            &reading.sources,
            Words::Withheld,
            context.width,
        );
        terminal::show_beside(context, found.trim_end());
        terminal::say(context, &super::check::last_line(&reading, &verdict));
        let counts = Counts::of(&verdict.findings);
        if counts.error == 0 {
            return Ok(ExitStatus::Clean);
        }
        if !terminal::confirm("Go back to the editor?") {
            terminal::say(context, &format!("the text is kept as it is, in {path}"));
            return Ok(ExitStatus::Findings);
        }
    }
}

fn given(args: &Args) -> Given {
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    let said = [
        ("worker", args.worker.clone()),
        ("child", args.child.clone()),
        ("person", args.person.clone()),
        ("date", day(args.date)),
        ("supervisor", args.supervisor.clone()),
        ("session", args.session.clone()),
        ("by", args.by.clone()),
        ("planned", day(args.planned)),
        ("starts", day(args.starts)),
        ("type", args.of_type.clone()),
        ("stage", args.stage.clone()),
        ("as", args.as_role.clone()),
        ("role", args.role.clone()),
        ("team", args.team.clone()),
        ("asye", args.asye.then(|| "yes".to_owned())),
        ("name", args.name.clone()),
        ("email", args.email.clone()),
        ("category", args.category.clone()),
        ("case-reference", args.case_reference.clone()),
        ("about", args.about.clone()),
        ("from-level", args.from_level.clone()),
        ("to-level", args.to_level.clone()),
        ("direction", args.direction.clone()),
        ("other-store", args.other_store.clone()),
        ("reason", args.reason.clone()),
        ("id", args.id.clone()),
        ("organisation", args.organisation.clone()),
        ("marking", args.marking.clone()),
        ("policy", args.policy.clone()),
        ("case-system", args.case_system.clone()),
        ("what", args.what.clone()),
    ];
    let said = said
        .into_iter()
        .filter_map(|(option, value)| Some((option, value?)));
    Given {
        values: said.collect(),
        records: args.of.clone(),
    }
}

fn error(kind: Kind, refusal: Refusal) -> Error {
    let message = refusal.to_string();
    let example = || format!("for example: {}", options(kind).example);
    match refusal {
        Refusal::Unknown { name, known, .. } => {
            Error::usage(message, nearest(&name, known.iter().map(String::as_str)))
        }
        Refusal::Missing { .. } => Error::usage(message, example()),
        Refusal::NotTaken { .. } => {
            let options = options(kind);
            let known = options.needs.iter().chain(options.takes);
            let known: Vec<String> = known.map(|option| format!("--{option}")).collect();
            Error::usage(message, format!("it takes {}", known.join(", ")))
        }
        Refusal::Exists { path } => {
            Error::usage(message, format!("open {path}, or give another day"))
        }
        Refusal::Other { hint, .. } => Error::usage(message, hint),
    }
}
