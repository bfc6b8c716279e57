//! Statements of sign-off beside a record: who signed which content, in what role and sense (R4.1b).
//!
//! Whether the content is still the same is [`revision::seal`](crate::revision)'s question; keys and signatures are not
//! judged here.

use super::id::{PersonId, RecordId, Term};
use super::layout::SignOffPlace;
use super::records::Filed;
use crate::calendar::Day;
use crate::diag::{Code, Diagnostic};
use crate::source::{SourceFile, SourceId, Span, Spanned};
use crate::text::hazard;
use crate::text::markdown::Body;

/// A statement that cannot be read.
pub const SIGN_OFF_UNREADABLE: Code = Code::new("sign-off-unreadable");

/// One party's statement about one revision of a record.
#[derive(Debug)]
pub struct Statement {
    /// The store that it names.
    pub store: Spanned<Term>,
    /// The record that it names.
    pub record: Spanned<RecordId>,
    /// The revision of the record.
    pub revision: u32,
    /// The digest of the content that was signed, as 64 hexadecimal digits.
    pub digest: Spanned<String>,
    /// In which role.
    pub role: Role,
    /// By whom.
    pub signer: Spanned<PersonId>,
    /// In which sense.
    pub meaning: Meaning,
    /// The digest of the words that stand beside it, if there are any.
    pub comment: Option<Spanned<String>>,
    /// When.
    pub signed: Spanned<Day>,
    /// The place of its files.
    pub place: SignOffPlace,
}

impl Statement {
    /// Whether it was made by the party in the role itself; who was not available has others say so.
    pub fn is_own(&self) -> bool {
        self.meaning != Meaning::NotAvailable
    }
}

/// The roles in which a record is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The supervisor.
    Supervisor,
    /// The supervisee.
    Supervisee,
    /// Who authorises a longer interval.
    Authoriser,
    /// Who stands in.
    Cover,
}

/// What a signature says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Agreed.
    Agree,
    /// Agreed, with a comment.
    AgreeWithComment,
    /// Not agreed: a record, not a dead end.
    Disagree,
    /// Could not be asked, as somebody else says.
    NotAvailable,
}

impl Role {
    /// The word in a statement.
    pub fn word(self) -> &'static str {
        match self {
            Self::Supervisor => "supervisor",
            Self::Supervisee => "supervisee",
            Self::Authoriser => "authoriser",
            Self::Cover => "cover",
        }
    }

    /// Every role.
    pub const ALL: [Self; 4] = [
        Self::Supervisor,
        Self::Supervisee,
        Self::Authoriser,
        Self::Cover,
    ];

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

impl Meaning {
    /// Every meaning.
    pub const ALL: [Self; 4] = [
        Self::Agree,
        Self::AgreeWithComment,
        Self::Disagree,
        Self::NotAvailable,
    ];

    /// The word in a statement.
    pub fn word(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::AgreeWithComment => "agree-with-comment",
            Self::Disagree => "disagree",
            Self::NotAvailable => "not-available",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|meaning| meaning.word() == word)
    }
}

/// The lines of a statement, in their order.
const KEYS: [&str; 11] = [
    "supervision-sign-off",
    "store",
    "record",
    "revision",
    "digest",
    "role",
    "signer",
    "meaning",
    "comment-digest",
    "commit",
    "signed",
];

/// Reads a statement: one value a line, in a fixed order.
pub fn parse_statement(
    source: SourceId,
    file: &SourceFile,
    place: &SignOffPlace,
) -> (Option<Filed<Statement>>, Vec<Diagnostic>) {
    if let Some(fault) = hazard::find(file) {
        return (None, vec![fault.in_file(source)]);
    }
    match read(source, file, place) {
        Ok(data) => {
            let filed = Filed {
                id: place.record.clone(),
                source,
                day: Some(data.signed.value),
                body: Body::default(),
                left_out: Vec::new(),
                data,
            };
            (Some(filed), Vec::new())
        }
        Err((span, message)) => {
            let finding = Diagnostic::format_error(SIGN_OFF_UNREADABLE, span, message)
                .help("sign again with `supervision sign`: a statement is never written by hand");
            (None, vec![finding])
        }
    }
}

fn read(
    source: SourceId,
    file: &SourceFile,
    place: &SignOffPlace,
) -> Result<Statement, (Span, String)> {
    let text = file.text();
    let mut values: Vec<Spanned<&str>> = Vec::new();
    for (index, key) in KEYS.iter().enumerate() {
        let range = if index < file.lines().count() {
            file.lines().range(text, index)
        } else {
            text.len()..text.len()
        };
        let span = Span::new(source, range.clone());
        let value = text[range.clone()]
            .strip_prefix(key)
            .and_then(|rest| rest.strip_prefix(": "));
        let Some(value) = value else {
            return Err((
                span,
                format!(
                    "the sign-off cannot be read: line {} should give `{key}`",
                    index + 1
                ),
            ));
        };
        values.push(Spanned::new(
            value,
            Span::new(source, range.end - value.len()..range.end),
        ));
    }
    let unfit =
        |index: usize, words: &str| (values[index].span, format!("`{}` {words}", KEYS[index]));
    let digest = |index: usize| {
        let hex = values[index].strip_prefix("sha256:").filter(|hex| {
            hex.len() == 64
                && hex
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
        });
        let hex = hex.ok_or_else(|| unfit(index, "is no SHA-256 digest"))?;
        Ok::<_, (Span, String)>(Spanned::new(hex.to_owned(), values[index].span))
    };
    let statement = Statement {
        store: Spanned::new(Term::new(values[1].value), values[1].span),
        record: Spanned::new(RecordId::new(values[2].value), values[2].span),
        revision: values[3].parse().map_err(|_| unfit(3, "is not a number"))?,
        digest: digest(4)?,
        role: Role::from_word(values[5].value).ok_or_else(|| unfit(5, "is no role"))?,
        signer: Spanned::new(PersonId::new(values[6].value), values[6].span),
        meaning: Meaning::from_word(values[7].value).ok_or_else(|| unfit(7, "is no meaning"))?,
        comment: match values[8].value {
            "none" => None,
            _ => Some(digest(8)?),
        },
        signed: Spanned::new(
            values[10].parse().map_err(|_| unfit(10, "is no day"))?,
            values[10].span,
        ),
        place: place.clone(),
    };
    if let Some(index) = (KEYS.len()..file.lines().count())
        .find(|index| !file.lines().range(text, *index).is_empty())
    {
        let span = Span::new(source, file.lines().range(text, index));
        return Err((span, "the sign-off goes on where it should end".to_owned()));
    }
    if values[0].value != "1" {
        return Err(unfit(0, "is a version that this program does not know"));
    }
    if statement.record.value != place.record
        || statement.revision != place.revision
        || !is_place_of(statement.role, statement.meaning, &place.role)
    {
        return Err((
            statement.record.span,
            "the statement is about another record than its place says".to_owned(),
        ));
    }
    Ok(statement)
}

/// Whether a statement stands under the name that its role and its meaning give it.
fn is_place_of(role: Role, meaning: Meaning, name: &str) -> bool {
    let said_by_another = || place_name(role, meaning) == name;
    role.word() == name || said_by_another()
}

/// The name of a sign-off's files, behind the number of the revision. What others say of somebody leaves that one's own place
/// free: who was not available may sign later.
pub fn place_name(role: Role, meaning: Meaning) -> String {
    match meaning {
        Meaning::NotAvailable => format!("{}-{}", role.word(), meaning.word()),
        _ => role.word().to_owned(),
    }
}
