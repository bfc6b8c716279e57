//! What a document says of where it comes from, and the string by which it can be told whether it has been altered since.
//!
//! One line of a rendered document holds a [`Source`]: the store, the commit, the day, what was asked for, and the records whose
//! words it shows. A digest over that and over the document's own text gives the string that stands at its head and its foot. There
//! is no key in it: it shows what was changed by accident, or by somebody who did not reckon it anew. The proof is to make the
//! document again from the same commit, which is for whoever has the store. What is said here is of text; [`pdf`] is the same for PDF.

pub mod pdf;

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::html_body::escaped;

/// Stands in a document where the string is going to stand. It is no character, and comes through in no value and no template.
pub const MARK: &str = "\u{fdd2}";
/// How the line begins that holds the source, after what the format puts before it.
const NAME: &str = "supervision-document";

/// The form of a written document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Markdown.
    Markdown,
    /// One HTML page.
    Html,
    /// Plain text.
    Text,
    /// A PDF, which [`pdf`] seals and reads.
    Pdf,
}

impl Form {
    /// Those that are text.
    const ALL: [Self; 3] = [Self::Html, Self::Markdown, Self::Text];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Text => "text",
            Self::Pdf => "pdf",
        }
    }

    /// What stands before and after the source on its line.
    fn around(self) -> (String, &'static str) {
        match self {
            Self::Markdown => (format!("<!-- {NAME}: "), " -->"),
            Self::Html => (format!("<meta name=\"{NAME}\" content=\""), "\">"),
            Self::Text | Self::Pdf => (format!("{NAME}: "), ""),
        }
    }
}

/// Where a document comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The version of the program.
    pub program: String,
    /// The store.
    pub store: String,
    /// The commit, in full; none without one.
    pub commit: Option<String>,
    /// Whether the files differed from the commit.
    pub is_changed: bool,
    /// The day as of which it was made.
    pub as_of: String,
    /// What was asked for, as `render` takes it.
    pub asked: Vec<String>,
    /// The paths of the records whose words it shows, with a digest of those that it shows whole.
    pub records: Vec<(String, Option<String>)>,
}

/// What is wrong with a text that should be a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No line holds a source.
    #[error(
        "it holds no line that says where it comes from: it was not made by `supervision render`, or that line was taken out"
    )]
    NoSource,
    /// The line is not as this program writes it.
    #[error(
        "the line that says where it comes from cannot be read: it was altered, or another version wrote it"
    )]
    SourceUnreadable,
}

/// A document that was read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// In which form.
    pub form: Form,
    /// Where it says that it comes from.
    pub source: Source,
    /// The string at its head and foot.
    pub string: String,
    /// Whether its text and its source are those from which the string was made.
    pub is_unaltered: bool,
}

/// The digest of a record, as documents name it.
pub fn record_digest(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))[..16].to_owned()
}

/// A written document with its source, and with its string in the place of each mark.
pub fn sealed(written: &str, form: Form, source: &Source) -> String {
    let text = normal(written);
    let digest = digest(source, form, &text);
    let (before, after) = form.around();
    let mut fields = fields(source);
    fields["digest"] = json!(digest);
    let line = match form {
        Form::Html => format!("{before}{}{after}", escaped(&fields.to_string())),
        // Two hyphens could end a comment.
        Form::Markdown => format!(
            "{before}{}{after}",
            fields.to_string().replace("--", "\\u002d\\u002d")
        ),
        Form::Text | Form::Pdf => format!("{before}{fields}{after}"),
    };
    let text = text.replace(MARK, &string(&digest));
    match (form, text.split_once("<title>")) {
        (Form::Html, Some((head, rest))) => format!("{head}{line}\n<title>{rest}"),
        _ => format!("{text}\n{line}\n"),
    }
}

/// Reads a document again.
///
/// # Errors
/// When it is none, or its source cannot be read.
pub fn read(written: &str) -> Result<Found, Fault> {
    let written = normal(written);
    let (form, at, length, held) = line(&written).ok_or(Fault::NoSource)?;
    let held = match form {
        Form::Html => unescaped(held),
        Form::Markdown | Form::Text | Form::Pdf => held.to_owned(),
    };
    let fields: Json = serde_json::from_str(&held).map_err(|_| Fault::SourceUnreadable)?;
    let source = source(&fields).ok_or(Fault::SourceUnreadable)?;
    let said = fields["digest"]
        .as_str()
        .filter(|digest| digest.len() == 64 && digest.is_ascii());
    let said = said.ok_or(Fault::SourceUnreadable)?;
    let string = string(said);
    let rest = format!("{}{}", &written[..at], &written[at + length..]);
    let has_string = rest.contains(&string) && !rest.contains(MARK);
    let text = normal(&rest.replace(&string, MARK));
    let is_unaltered = has_string
        && digest(&source, form, &text) == said
        && self::fields(&source) == without_digest(fields);
    Ok(Found {
        form,
        source,
        string,
        is_unaltered,
    })
}

/// The line of the source: the form, where it begins, how long it is with its end, and what it holds. A page has it in its head, the
/// others at their end; what stands anywhere else is a record's words.
fn line(written: &str) -> Option<(Form, usize, usize, &str)> {
    Form::ALL.into_iter().find_map(|form| {
        let (before, after) = form.around();
        let at = match form {
            Form::Html => written
                .find("\n<meta name=\"supervision-document\"")
                .map(|at| at + 1)?,
            Form::Markdown | Form::Text | Form::Pdf => written
                .trim_end_matches('\n')
                .rfind('\n')
                .map(|at| at + 1)?,
        };
        let line = written[at..].split('\n').next()?;
        let held = line.strip_prefix(before.as_str())?.strip_suffix(after)?;
        Some((form, at, (line.len() + 1).min(written.len() - at), held))
    })
}

/// Lines ended in one way, no byte order mark, and one line end at the end.
fn normal(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    format!("{}\n", text.replace("\r\n", "\n").trim_end_matches('\n'))
}

fn digest(source: &Source, form: Form, text: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(format!("{NAME} 1 {}\n{}\n", form.name(), fields(source)));
    hasher.update(text);
    hex(&hasher.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first twenty digits in groups of four: short enough to be read aloud.
fn string(digest: &str) -> String {
    let digits: Vec<char> = digest
        .chars()
        .take(20)
        .flat_map(char::to_uppercase)
        .collect();
    let groups: Vec<String> = digits
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    groups.join("-")
}

fn fields(source: &Source) -> Json {
    json!({
        "version": 1,
        "program": source.program,
        "store": source.store,
        "commit": source.commit,
        "changed": source.is_changed,
        "as_of": source.as_of,
        "asked": source.asked,
        "records": source.records.iter().map(record).collect::<Vec<String>>(),
    })
}

/// The path of a record, with its digest behind it where it is shown whole.
fn record((path, digest): &(String, Option<String>)) -> String {
    digest
        .as_ref()
        .map_or_else(|| path.clone(), |digest| format!("{path} {digest}"))
}

fn without_digest(mut fields: Json) -> Json {
    if let Some(fields) = fields.as_object_mut() {
        fields.remove("digest");
    }
    fields
}

fn source(fields: &Json) -> Option<Source> {
    if fields["version"] != 1 {
        return None;
    }
    let text = |value: &Json| value.as_str().map(str::to_owned);
    let asked = fields["asked"].as_array()?.iter().map(text);
    let records = fields["records"].as_array()?.iter();
    let records = records.map(|record| {
        let record = record.as_str()?;
        let parts = record.split_once(' ');
        Some(parts.map_or_else(
            || (record.to_owned(), None),
            |(path, digest)| (path.to_owned(), Some(digest.to_owned())),
        ))
    });
    Some(Source {
        program: text(&fields["program"])?,
        store: text(&fields["store"])?,
        commit: text(&fields["commit"]),
        is_changed: fields["changed"].as_bool()?,
        as_of: text(&fields["as_of"])?,
        asked: asked.collect::<Option<_>>()?,
        records: records.collect::<Option<_>>()?,
    })
}

fn unescaped(words: &str) -> String {
    words
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Source {
        Source {
            program: "0.1.0".to_owned(),
            store: "north".to_owned(),
            commit: Some("ab".repeat(20)),
            is_changed: false,
            as_of: "2026-11-02".to_owned(),
            asked: vec![
                "worker".to_owned(),
                "jo-field".to_owned(),
                "--for".to_owned(),
                "pdr".to_owned(),
            ],
            records: vec![(
                "workers/jo-field/worker.yaml".to_owned(),
                Some(record_digest("a")),
            )],
        }
    }

    fn written(form: Form) -> String {
        match form {
            Form::Html => format!(
                "<html>\n<head>\n<title>T</title>\n</head>\n<p>{MARK}</p>\nWords\n<p>{MARK}</p>\n"
            ),
            Form::Markdown | Form::Text | Form::Pdf => {
                format!("Verification {MARK}\n\nWords\n\nVerification {MARK}\n")
            }
        }
    }

    #[test]
    fn a_document_says_where_it_comes_from_in_every_form() {
        for form in Form::ALL {
            let text = sealed(&written(form), form, &sample());
            let found = read(&text).expect("a document");
            assert!(found.is_unaltered, "{text}");
            assert_eq!((found.form, found.source), (form, sample()));
            assert_eq!(text.matches(&found.string).count(), 2);
            assert!(!text.contains(MARK));
            // What mail and editors do to the ends of lines is no change.
            let mailed = format!("\u{feff}{}\r\n", text.replace('\n', "\r\n"));
            assert!(read(&mailed).expect("a document").is_unaltered);
        }
    }

    #[test]
    fn whatever_is_altered_is_seen() {
        for form in Form::ALL {
            let text = sealed(&written(form), form, &sample());
            let string = read(&text).expect("a document").string;
            let other = format!("{}0000", &string[..string.len() - 4]);
            for (what, altered) in [
                ("a word", text.replace("Words", "Wards")),
                ("a line more", text.replace("Words", "Words\nMore")),
                ("one string", text.replacen(&string, &other, 1)),
                ("no string", text.replace(&string, "")),
                ("the mark", text.replacen(&string, MARK, 1)),
                ("the commit", text.replace("abab", "acab")),
                ("the record", text.replace("worker.yaml", "worket.yaml")),
                ("the purpose", text.replace("pdr", "all")),
            ] {
                assert!(
                    altered != text && !read(&altered).is_ok_and(|found| found.is_unaltered),
                    "{what} in {form:?}"
                );
            }
        }
    }

    #[test]
    fn a_line_that_a_record_holds_is_not_taken_for_the_source() {
        let line = "supervision-document: {\"version\":1}";
        assert_eq!(read(&format!("{line}\n\nWords\n")), Err(Fault::NoSource));
        assert_eq!(
            read(&format!("Words\n{line}\n")),
            Err(Fault::SourceUnreadable)
        );
        let text = written(Form::Text).replace("Words", line);
        let found = read(&sealed(&text, Form::Text, &sample())).expect("a document");
        assert!(found.is_unaltered && found.source == sample());
    }
}
