//! The programs that read a PDF again.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Mutex, OnceLock};

use supervision::calendar::Day;
use supervision::render::document::Document;
use supervision::render::write_pdf;

/// A document as a PDF, as of the example's day.
pub(crate) fn pdf(document: &Document) -> Vec<u8> {
    let day: Day = "2026-11-02".parse().expect("a day");
    let made = write_pdf::document(document, day, None);
    made.expect("every document can be set").bytes
}

/// The text of a PDF as poppler reads it; none where it is not installed.
pub(crate) fn text(bytes: &[u8]) -> Option<String> {
    let file = file(bytes);
    let out = output("pdftotext", &["-enc", "UTF-8"], file.path(), &["-"])?;
    Some(String::from_utf8(out).expect("the text is UTF-8"))
}

/// The text of a PDF as poppler sees it stand on the page, where no hyphen at a line's end is taken for one of the setting.
pub(crate) fn text_as_it_stands(bytes: &[u8]) -> Option<String> {
    let file = file(bytes);
    let out = output(
        "pdftotext",
        &["-layout", "-enc", "UTF-8"],
        file.path(),
        &["-"],
    )?;
    Some(String::from_utf8(out).expect("the text is UTF-8"))
}

/// The text of a PDF as mupdf reads it; none where it is not installed.
pub(crate) fn other_text(bytes: &[u8]) -> Option<String> {
    let file = file(bytes);
    let out = output("mutool", &["draw", "-q", "-F", "text"], file.path(), &[])?;
    Some(String::from_utf8_lossy(&out).into_owned())
}

/// Asserts that qpdf finds no fault in how the file is written.
pub(crate) fn assert_well_formed(bytes: &[u8], what: &str) {
    let file = file(bytes);
    if let Some(said) = output("qpdf", &["--check"], file.path(), &[]) {
        let said = String::from_utf8_lossy(&said);
        assert!(
            said.contains("No syntax or stream encoding errors"),
            "{what}: {said}"
        );
    }
}

/// The bytes of a PDF with nothing compressed; none where qpdf is not installed.
pub(crate) fn laid_open(bytes: &[u8]) -> Option<Vec<u8>> {
    let file = file(bytes);
    output(
        "qpdf",
        &["--qdf", "--object-streams=disable"],
        file.path(),
        &["-"],
    )
}

/// What an independent library finds: faults of structure, and every string.
pub(crate) struct Structure {
    pub(crate) faults: Vec<String>,
    pub(crate) strings: Vec<String>,
}

/// What an independent library finds in a PDF; none where it is not installed.
pub(crate) fn structure(bytes: &[u8]) -> Option<Structure> {
    asked(bytes, "")
}

/// What it finds after it has spoilt what it read.
pub(crate) fn spoilt(bytes: &[u8]) -> Option<Structure> {
    asked(bytes, "spoil ")
}

fn asked(bytes: &[u8], order: &str) -> Option<Structure> {
    static HAS: OnceLock<bool> = OnceLock::new();
    let has = HAS.get_or_init(|| {
        let has = Command::new("python3")
            .args(["-c", "import pikepdf"])
            .output();
        has.is_ok_and(|out| out.status.success())
    });
    if !has {
        missing("pikepdf", "pip install pikepdf");
        return None;
    }
    let file = file(bytes);
    let script = format!(
        "{}/tests/oracle/pdf_structure.py",
        env!("CARGO_MANIFEST_DIR")
    );
    let mut child = Command::new("python3")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 starts");
    let question = format!("{order}{}\n", file.path().display());
    let mut input = child.stdin.take().expect("its input is open");
    input.write_all(question.as_bytes()).expect("it reads");
    drop(input);
    let out = child.wait_with_output().expect("it ends");
    assert!(out.status.success(), "the oracle fails: see above");
    let said = String::from_utf8(out.stdout).expect("JSON");
    let answer = said.lines().nth(1).expect("an answer");
    let answer: serde_json::Value = serde_json::from_str(answer).expect("JSON");
    let list = |key: &str| -> Vec<String> {
        let all = answer[key].as_array().expect("a list").iter();
        all.map(|one| one.as_str().expect("text").to_owned())
            .collect()
    };
    Some(Structure {
        faults: list("faults"),
        strings: list("strings"),
    })
}

fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new()
        .suffix(".pdf")
        .tempfile()
        .expect("a file");
    file.write_all(bytes).expect("it takes bytes");
    file.flush().expect("it takes bytes");
    file
}

/// What a program writes of a file. Warnings of qpdf are its exit 3.
fn output(program: &str, before: &[&str], file: &Path, after: &[&str]) -> Option<Vec<u8>> {
    let run = Command::new(program)
        .args(before)
        .arg(file)
        .args(after)
        .output();
    let Ok(out) = run else {
        let package = match program {
            "pdftotext" => "poppler-utils",
            "mutool" => "mupdf-tools",
            other => other,
        };
        missing(program, &format!("apt-get install {package}"));
        return None;
    };
    let errors = String::from_utf8_lossy(&out.stderr);
    assert!(
        out.status.success(),
        "{program}: {errors}{}",
        String::from_utf8_lossy(&out.stdout)
    );
    Some(out.stdout)
}

/// Says once that something is not here, past the test runner's capture.
fn missing(program: &str, how: &str) {
    static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let is_full = std::env::var("ORACLE").is_ok_and(|value| value == "full");
    assert!(
        !is_full,
        "there is no {program} here, and ORACLE=full asks for it: {how}"
    );
    let mut said = SAID.lock().expect("nobody fails while speaking");
    if !said.iter().any(|one| one == program) {
        said.push(program.to_owned());
        let words = format!(
            "pdf: SKIPPED, because there is no {program} here: NOTHING was read with it ({how})\n"
        );
        std::io::stderr()
            .write_all(words.as_bytes())
            .expect("standard error is open");
    }
}
