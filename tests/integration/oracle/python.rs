//! The Python in which the oracles are written: found, started, asked a line at a time.
//!
//! A comparison that is not made must not look like one that was. Without Python the tests fail, unless `ORACLE=skip` is set;
//! where `CI` is set, `ORACLE=skip` is no excuse.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A script that answers each line with a line.
pub(super) struct Python {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// Whether this is a run of continuous integration.
pub(super) fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty())
}

/// Says something past the test runner's capture.
pub(super) fn say(words: &str) {
    std::io::stderr()
        .write_all(format!("oracle: {words}\n").as_bytes())
        .expect("standard error is open");
}

impl Python {
    /// Starts a script of `tests/oracle/`; none where the comparison is to be skipped.
    pub(super) fn start(script: &str) -> Option<Self> {
        let is_skipped = std::env::var("ORACLE").is_ok_and(|value| value == "skip");
        if is_skipped && !is_ci() {
            say(&format!(
                "SKIPPED, because ORACLE=skip is set: nothing was compared with tests/oracle/{script}"
            ));
            return None;
        }
        let program = ["python3", "python"].into_iter().find(|program| {
            let version = Command::new(program).arg("--version").output();
            version.is_ok_and(|said| said.status.success())
        });
        let Some(program) = program else {
            panic!(
                "there is no python3 here to compare due dates with tests/oracle/{script}: install it, or set ORACLE=skip to leave the comparison out"
            );
        };
        let path = format!("{}/tests/oracle/{script}", env!("CARGO_MANIFEST_DIR"));
        let mut child = Command::new(program)
            .arg(path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 starts");
        let input = child.stdin.take().expect("its input is open");
        let output = BufReader::new(child.stdout.take().expect("its output is open"));
        Some(Self {
            child,
            input,
            output,
        })
    }

    /// Its next line.
    pub(super) fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("its output reads");
        assert!(
            line.ends_with('\n'),
            "the oracle fails: see what it says above"
        );
        line.truncate(line.trim_end().len());
        line
    }

    /// Its answer to a line. It reads the whole question before it writes.
    pub(super) fn ask(&mut self, question: &str) -> String {
        writeln!(self.input, "{question}").expect("it reads the question");
        self.line()
    }

    /// Waits for its end.
    pub(super) fn end(self) {
        let Self {
            mut child, input, ..
        } = self;
        drop(input);
        let status = child.wait().expect("it ends");
        assert!(status.success(), "the oracle fails");
    }
}
