//! The source and the string of a PDF, and whether it is unaltered: bytes alone, so that a build that cannot make a PDF can still
//! verify one.
//!
//! The source stands among the keywords of the file, which no compression hides, and after it a digest over the whole file, in which
//! the digest's own places hold noughts. The string on the pages is a digest over the source and the document's words as plain text.
//! Whatever comes after the file, as editors of PDFs append what they change, is part of what the digest is over.

use std::io::{Read, Write};

use data_encoding::BASE64URL_NOPAD;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::{
    Fault, Form, Found, NAME, Source, digest, fields, hex, normal, string, without_digest,
};

/// How the keyword begins that holds the digest over the file.
const DIGEST: &str = ", supervision-digest: ";
/// Where that digest is to stand.
const NOUGHTS: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// The longest text that a PDF may hold, with room for what stands beside the source.
const LONGEST: usize = 32_000;
/// The longest source that is read.
const MOST: u64 = 16 * 1024 * 1024;

/// What a PDF says of where it comes from, before it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// What stands on every page.
    pub string: String,
    /// What stands among the keywords of the file, and nothing but it.
    pub keywords: String,
}

/// The seal of a document, of which `text` is the plain text with [`super::MARK`] in the places of the string.
pub fn seal(text: &str, source: &Source) -> Seal {
    let text = normal(text);
    let sealed = |source: &Source| {
        let digest = digest(source, Form::Pdf, &text);
        let mut fields = fields(source);
        fields["digest"] = json!(digest);
        let keywords = format!("{NAME}: {}{DIGEST}{NOUGHTS}", packed(&fields));
        Seal {
            string: string(&digest),
            keywords,
        }
    };
    let whole = sealed(source);
    if whole.keywords.len() <= LONGEST {
        return whole;
    }
    // The digest over the text still holds each of them.
    sealed(&Source {
        records: Vec::new(),
        ..source.clone()
    })
}

/// A PDF that holds a seal's keywords, with the digest over it in its places.
pub fn sealed(mut bytes: Vec<u8>, seal: &Seal) -> Vec<u8> {
    let digest = hex(&Sha256::digest(&bytes));
    let before = seal.keywords.len() - NOUGHTS.len();
    for at in places(&bytes, seal.keywords.as_bytes()) {
        bytes[at + before..at + seal.keywords.len()].copy_from_slice(digest.as_bytes());
    }
    bytes
}

/// Whether some bytes are a PDF.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

/// Reads a PDF again.
///
/// # Errors
/// When it holds no source, or its source cannot be read.
pub fn read(bytes: &[u8]) -> Result<Found, Fault> {
    // Its information stands at its end; what stands before it may be a record's words.
    let begin = format!("{NAME}: ");
    let at = places(bytes, begin.as_bytes())
        .pop()
        .ok_or(Fault::NoSource)?;
    let held = &bytes[at + begin.len()..];
    let packed = held
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte))
        .count();
    let fields = unpacked(&held[..packed]).ok_or(Fault::SourceUnreadable)?;
    let source = super::source(&fields).ok_or(Fault::SourceUnreadable)?;
    let said = fields["digest"]
        .as_str()
        .filter(|digest| digest.len() == 64 && digest.is_ascii());
    let said = string(said.ok_or(Fault::SourceUnreadable)?);
    let before = begin.len() + packed + DIGEST.len();
    let is_whole =
        held[packed..].starts_with(DIGEST.as_bytes()) && bytes.len() >= at + before + NOUGHTS.len();
    let is_unaltered = is_whole && self::fields(&source) == without_digest(fields) && {
        let digest = bytes[at + before..at + before + NOUGHTS.len()].to_vec();
        let mut empty = bytes.to_vec();
        let places = places(bytes, &bytes[at..at + before + NOUGHTS.len()]);
        for place in &places {
            empty[place + before..place + before + NOUGHTS.len()]
                .copy_from_slice(NOUGHTS.as_bytes());
        }
        hex(&Sha256::digest(&empty)).as_bytes() == digest
    };
    Ok(Found {
        form: Form::Pdf,
        source,
        string: said,
        is_unaltered,
    })
}

/// Where some bytes stand in others.
fn places(bytes: &[u8], wanted: &[u8]) -> Vec<usize> {
    let first = wanted[0];
    let candidates = bytes.iter().enumerate().filter(|(_, byte)| **byte == first);
    candidates
        .map(|(at, _)| at)
        .filter(|at| bytes[*at..].starts_with(wanted))
        .collect()
}

fn packed(fields: &Json) -> String {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer
        .write_all(fields.to_string().as_bytes())
        .expect("writing to memory does not fail");
    let packed = packer.finish().expect("writing to memory does not fail");
    BASE64URL_NOPAD.encode(&packed)
}

fn unpacked(packed: &[u8]) -> Option<Json> {
    let packed = BASE64URL_NOPAD.decode(packed).ok()?;
    let mut fields = String::new();
    ZlibDecoder::new(packed.as_slice())
        .take(MOST)
        .read_to_string(&mut fields)
        .ok()?;
    serde_json::from_str(&fields).ok()
}

#[cfg(test)]
mod tests {
    use super::super::MARK;
    use super::*;

    fn sample(records: usize) -> Source {
        Source {
            program: "0.1.0".to_owned(),
            store: "north".to_owned(),
            commit: Some("ab".repeat(20)),
            is_changed: false,
            as_of: "2026-11-02".to_owned(),
            asked: vec!["worker".to_owned(), "jo-field".to_owned()],
            records: (0..records)
                .map(|number| {
                    let path = format!("workers/jo-field/3-supervision/{number}.md");
                    let digest = super::super::record_digest(&path);
                    (path, Some(digest))
                })
                .collect(),
        }
    }

    /// What a PDF is for the digest: some bytes, with the keywords twice towards their end.
    fn written(seal: &Seal) -> Vec<u8> {
        let keywords = &seal.keywords;
        format!("%PDF-1.7\nwords supervision-document: none\n/Keywords({keywords})\n<pdf:Keywords>{keywords}</pdf:Keywords>\ntrailer\n%%EOF\n").into_bytes()
    }

    #[test]
    fn a_pdf_says_where_it_comes_from() {
        let seal = seal(&format!("{MARK} Words {MARK}\n"), &sample(3));
        let bytes = sealed(written(&seal), &seal);
        assert_eq!(bytes.len(), written(&seal).len());
        let found = read(&bytes).expect("a document");
        assert!(found.is_unaltered && is_pdf(&bytes));
        assert_eq!(
            (found.form, found.source, found.string),
            (Form::Pdf, sample(3), seal.string)
        );
        assert!(!String::from_utf8_lossy(&bytes).contains(NOUGHTS));
    }

    #[test]
    fn every_altered_byte_is_seen() {
        let seal = seal("Words\n", &sample(3));
        let bytes = sealed(written(&seal), &seal);
        for at in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[at] ^= 1;
            assert!(
                !read(&altered).is_ok_and(|found| found.is_unaltered),
                "byte {at}"
            );
        }
        let mut longer = bytes.clone();
        longer.extend(b"1 0 obj\n<<>>\nendobj\n%%EOF\n");
        assert!(!read(&longer).expect("a document").is_unaltered);
        let mut twice = bytes.clone();
        twice.extend(&bytes);
        assert!(!read(&twice).expect("a document").is_unaltered);
        assert!(
            !read(&written(&seal)).expect("a document").is_unaltered,
            "no digest"
        );
        assert!(
            !read(&bytes[..bytes.len() - 1])
                .expect("a document")
                .is_unaltered
        );
        assert_eq!(read(b"%PDF-1.7\n"), Err(Fault::NoSource));
        assert_eq!(
            read(b"supervision-document: eA"),
            Err(Fault::SourceUnreadable)
        );
    }

    #[test]
    fn other_words_and_another_source_give_another_string() {
        let one = seal("Words\n", &sample(3)).string;
        assert_ne!(one, seal("Wards\n", &sample(3)).string);
        assert_ne!(one, seal("Words\n", &sample(2)).string);
    }

    #[test]
    fn a_thousand_records_fit_and_too_many_are_not_named() {
        let many = seal("Words\n", &sample(1_000));
        let found = read(&sealed(written(&many), &many)).expect("a document");
        assert_eq!(found.source.records.len(), 1_000);
        let more = seal("Words\n", &sample(20_000));
        assert!(more.keywords.len() < LONGEST);
        let found = read(&sealed(written(&more), &more)).expect("a document");
        assert!(found.is_unaltered && found.source.records.is_empty());
    }
}
