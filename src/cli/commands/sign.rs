//! `supervision sign`: one party's statement about a record, beside it, and the signature of their key over it.

use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::error::{Error, nearest};
use crate::cli::exit::ExitStatus;
use crate::cli::{keygen, terminal};
use crate::diag::Severity;
use crate::due::Facts;
use crate::reading::Reading;
use crate::record::sign_off::{Meaning, Role};
use crate::record::signing_key::PublicKey;
use crate::record::{PersonId, RecordId};
use crate::revision::state::{State, standing};
use crate::revision::statement::{Prepared, Refusal, Signing, prepare};
use crate::revision::{keys, signable, signature};
use crate::store::{Edit, Origin, read_text};

/// Sign a record: your statement about it as it stands now
///
/// The statement is a small text file beside the record, which binds to every word of it: when the record is changed later,
/// `check` says so. The record itself is never touched. Nobody signs for somebody else or for both sides, and what is signed
/// stays signed; what is to be added later goes into an addendum.
///
/// With `--key`, ssh-keygen signs the statement with your key: an agent, a passphrase or a security key works as usual, and the
/// private key never comes near the store. The key must be one of those in your file in `people` on that day. Where
/// SUPERVISION_SIGNING_KEY names your key, `--key` can be left out. Without a key, a statement is a recorded sign-off: it proves
/// what was signed and not who sat at the keyboard. `sign-off` in supervision.yaml says whether the store asks for keys.
///
/// Agreements, histories, sessions, children's supervision records, managers' decisions, PDRs and addenda are signed. The two
/// sides are the supervisor and the supervisee. Who stands in for the supervisor signs as cover; who is named in the record as
/// having authorised a longer interval signs as authoriser, if their post allows it.
///
/// Not to agree is a way to sign, and no dead end: `--meaning disagree` with a comment. Where one side cannot be asked, the other
/// says so in that side's place, with `--meaning not-available`; the place stays free, and they can still sign later.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision sign jo-field/2-agreement-and-history/2026-01-12-agreement --as supervisee --by jo-field
  supervision sign jo-field/3-supervision/2026-03-02 --as supervisor --key ~/.ssh/id_ed25519
  supervision sign jo-field/3-supervision/2026-03-02 --as supervisee --by jo-field --meaning disagree
      --comment \"The third action was not agreed\"
  supervision sign jo-field/3-supervision/2026-03-02 --as supervisee --by sam-okoro --meaning not-available
      --comment \"On leave until 1 April\"

To have a key, once:
  ssh-keygen -t ed25519
and the line of ~/.ssh/id_ed25519.pub goes into `signing-keys` of people/<you>.yaml.")]
pub(in crate::cli) struct Args {
    /// The record, such as jo-field/3-supervision/2026-02-10
    record: String,
    /// In which role you sign; with not-available, the role of whoever was not
    #[arg(long = "as", value_name = "ROLE")]
    role: Party,
    /// Who you are: the name of your file in `people`; your key says it too
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
    /// What your signature says
    #[arg(long, value_name = "MEANING", default_value = "agree")]
    meaning: Sense,
    /// What you say beside it, kept in a file of its own
    #[arg(long, value_name = "WORDS", conflicts_with = "comment_from")]
    comment: Option<String>,
    /// What you say beside it, from a text file
    #[arg(long, value_name = "FILE")]
    comment_from: Option<PathBuf>,
    /// Your key: the private key's file, or the .pub file of one that your agent holds (else $SUPERVISION_SIGNING_KEY)
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Party {
    /// As the one who supervises
    Supervisor,
    /// As the one who is supervised
    Supervisee,
    /// As who authorised what the record decides
    Authoriser,
    /// As who stands in for the supervisor
    Cover,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Sense {
    /// I agree with it
    Agree,
    /// I agree with it, and have something to say
    AgreeWithComment,
    /// I do not agree with it: that is a record too, and no dead end
    Disagree,
    /// The other side could not be asked
    NotAvailable,
}

impl From<Party> for Role {
    fn from(party: Party) -> Self {
        match party {
            Party::Supervisor => Self::Supervisor,
            Party::Supervisee => Self::Supervisee,
            Party::Authoriser => Self::Authoriser,
            Party::Cover => Self::Cover,
        }
    }
}

impl From<Sense> for Meaning {
    fn from(sense: Sense) -> Self {
        match sense {
            Sense::Agree => Self::Agree,
            Sense::AgreeWithComment => Self::AgreeWithComment,
            Sense::Disagree => Self::Disagree,
            Sense::NotAvailable => Self::NotAvailable,
        }
    }
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let store = context.open_to_write(&[])?;
    let reading = context.reading(&store)?;
    if reading.origin != Origin::WorkTree {
        return Err(Error::usage(
            "only the files on disk can be signed",
            "leave out --at and --staged",
        ));
    }
    let key = args.key.as_deref().or(context.signing_key.as_deref());
    let signer = signer(args, context, &reading, key)?;
    let named = args.record.trim_start_matches("workers/");
    let named = named.trim_start_matches("children/");
    let record = RecordId::new(named.trim_end_matches(".md"));
    is_finished(&reading, &record)?;
    let from_file = args.comment_from.as_deref().map(read_text).transpose()?;
    let signing = Signing {
        record: &record,
        role: args.role.into(),
        signer: &signer,
        meaning: args.meaning.into(),
        comment: args.comment.as_deref().or(from_file.as_deref()),
        commit: store.head_commit()?.map(|commit| commit.to_string()),
        day: context.signing_day(),
    };
    let facts = Facts::new(&reading.records, &reading.policy, signing.day);
    let prepared = prepare(&facts, &reading.sources, &signing).map_err(refused)?;
    let proof = match key {
        Some(key) => Some(signed(context, &reading, &signing, &prepared, key)?),
        None => {
            asks_for_no_key(&reading, &signing)?;
            None
        }
    };
    let mut edits = vec![Edit::new_file(
        prepared.path.as_str(),
        prepared.text.as_bytes(),
    )];
    let comment = prepared.comment.as_ref();
    edits.extend(comment.map(|(path, words)| Edit::new_file(path.as_str(), words.as_bytes())));
    edits.extend(proof.map(|proof| Edit::new_file(prepared.signature_path(), proof)));
    store.save(&edits)?;
    let paths: String = edits
        .iter()
        .map(|edit| format!("{}\n", edit.path))
        .collect();
    terminal::data(context, &paths)?;
    let after = context.reading(&store)?;
    terminal::say(context, &told(&after, &signing));
    Ok(ExitStatus::Clean)
}

/// What cannot be read, or still has gaps in it, is not signed: it would have to be changed afterwards.
fn is_finished(reading: &Reading, record: &RecordId) -> Result<(), Error> {
    let Some(signable) = signable::find(&reading.records, record) else {
        return Ok(());
    };
    let mut found = reading.findings.iter();
    let fault = found.find(|finding| {
        finding.severity == Severity::Error && finding.primary.span.source == signable.source
    });
    match fault {
        None => Ok(()),
        Some(fault) => Err(Error::usage(
            format!("{record} is not finished: {}", fault.message),
            "supervision check shows what is still to be done; sign it then",
        )),
    }
}

/// Who signs: the one who is named, or the one whose key it is.
fn signer(
    args: &Args,
    context: &Context,
    reading: &Reading,
    key: Option<&Path>,
) -> Result<PersonId, Error> {
    let people = &reading.records.people;
    if let Some(by) = &args.by {
        let signer = PersonId::new(by.as_str());
        return match people.contains_key(&signer) {
            true => Ok(signer),
            false => Err(Error::usage(
                format!("there is no person `{by}` here"),
                nearest(by, people.keys().map(|id| id.as_str())),
            )),
        };
    }
    let say = "say who you are with --by PERSON";
    let Some(key) = key else {
        return Err(Error::usage("it is not said who signs", say));
    };
    let Some(public) = public_half(key) else {
        return Err(Error::usage(
            format!(
                "it is not said who signs, and there is no .pub file beside {} to tell by",
                key.display()
            ),
            say,
        ));
    };
    let day = context.signing_day();
    let holders = keys::holders(&reading.records, &public);
    let mut theirs: Vec<&PersonId> = holders.map(|(person, _)| person).collect();
    theirs.retain(|person| keys::is_theirs(&reading.records, &public, person, day));
    theirs.dedup();
    match theirs[..] {
        [person] => Ok(person.clone()),
        [] => Err(Error::usage(
            format!("the key {} is nobody's here on {day}", key.display()),
            format!(
                "put this line into `signing-keys` of your file in people: {}",
                public.line()
            ),
        )),
        _ => Err(Error::usage(
            format!(
                "the key {} is held by more than one person here",
                key.display()
            ),
            "each person signs with a key of their own: `supervision check` shows where it stands",
        )),
    }
}

/// The public half of a key, where its file stands beside the private one.
fn public_half(key: &Path) -> Option<PublicKey> {
    let beside = match key.extension().is_some_and(|ending| ending == "pub") {
        true => key.to_path_buf(),
        false => {
            let mut name = key.as_os_str().to_owned();
            name.push(".pub");
            PathBuf::from(name)
        }
    };
    let text = read_text(&beside).ok()?;
    PublicKey::from_line(text.lines().next()?).ok()
}

/// The signature over a statement, made by a key that is the signer's on that day.
fn signed(
    context: &Context,
    reading: &Reading,
    signing: &Signing<'_>,
    prepared: &Prepared,
    key: &Path,
) -> Result<String, Error> {
    let is_theirs = |public: &PublicKey| {
        let mut holders = keys::holders(&reading.records, public);
        if let Some((other, _)) = holders.find(|(person, _)| *person != signing.signer) {
            return Err(Error::usage(
                format!(
                    "the key {} is also {other}'s here: nothing was signed",
                    key.display()
                ),
                "each person signs with a key of their own",
            ));
        }
        match keys::is_theirs(&reading.records, public, signing.signer, signing.day) {
            true => Ok(()),
            false => Err(Error::usage(
                format!(
                    "the key {} is not one of {}'s on {}: nothing was signed",
                    key.display(),
                    signing.signer,
                    signing.day
                ),
                format!(
                    "sign with your own key; if it is yours, put this line into `signing-keys` of people/{}.yaml: {}",
                    signing.signer,
                    public.line()
                ),
            )),
        }
    };
    // Nobody is asked for a passphrase in vain.
    public_half(key).as_ref().map_or(Ok(()), is_theirs)?;
    let message = signature::message(&prepared.text);
    let surroundings = &context.for_ssh_keygen;
    let proof = keygen::sign(surroundings, signature::NAMESPACE, key, &message)?;
    let public = signature::verify(&proof, &message).map_err(|fault| {
        Error::usage(
            format!("the signature by {} is of no use: {fault}", key.display()),
            "keys of the types ed25519 and ecdsa with 256 bits are used, also in a security key: ssh-keygen -t ed25519",
        )
    })?;
    is_theirs(&public)?;
    Ok(proof)
}

/// Without a key only a recorded sign-off can be made, and only where the store asks for no more.
fn asks_for_no_key(reading: &Reading, signing: &Signing<'_>) -> Result<(), Error> {
    let (day, signer) = (signing.day, signing.signer);
    let settings = reading.records.settings();
    if settings
        .and_then(|settings| settings.key_asked_on(day))
        .is_none()
    {
        return Ok(());
    }
    let (record, role) = (signing.record, signing.role.word());
    let sign =
        format!("supervision sign {record} --as {role} --by {signer} --key ~/.ssh/id_ed25519");
    let hint = match keys::has_key(&reading.records, signer, day) {
        true => format!("sign with yours:\n    {sign}"),
        false => format!(
            "make one, put the line of its .pub file into `signing-keys` of people/{signer}.yaml, and sign with it:\n    ssh-keygen -t ed25519\n    {sign}"
        ),
    };
    Err(Error::usage("this store asks for a key to sign with", hint))
}

fn refused(refusal: Refusal) -> Error {
    let hint = match &refusal {
        Refusal::BothSides { .. } => {
            "ask whoever stands in to sign as cover, or the other side to sign"
        }
        Refusal::NoRecord(_) => "name it as in jo-field/3-supervision/2026-02-10",
        _ => "",
    };
    Error::usage(refusal.to_string(), hint)
}

/// How far the record has come with this signature, and who is still to sign.
fn told(after: &Reading, signing: &Signing<'_>) -> String {
    let (record, role, signer) = (signing.record, signing.role.word(), signing.signer);
    let done = match signing.meaning {
        Meaning::NotAvailable => format!("{signer} has said that the {role} was not available"),
        _ => format!("signed by {signer} as {role}"),
    };
    let mut words = format!("{done}; commit it together with the record");
    let Some(signable) = signable::find(&after.records, record) else {
        return words;
    };
    let standing = standing(&after.records, &after.sources, &signable, signing.day);
    let state = match standing.state {
        State::Signed | State::Amended => "both sides have signed",
        State::Offered => "one side has signed",
        State::Draft => "neither side has signed",
        State::Voided => "it has been changed since it was signed",
    };
    words.push_str(&format!("\n{}: {state}", standing.state));
    for (role, person, _) in &standing.missing {
        words.push_str(&format!(
            "\nstill to sign: supervision sign {record} --as {} --by {person}",
            role.word()
        ));
    }
    words
}
