//! The Python in which the oracles are written: found, started, asked a line at a time.
//!
//! A comparison that is not made must not look like one that was: without Python the run says loudly that nothing was compared,
//! and where `ORACLE=full` is set, as the workflows set it, the test fails.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A script that answers each line with a line.
pub(super) struct Python {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// Whether every comparison is to be made, or the test fails.
pub(super) fn is_full() -> bool {
    std::env::var("ORACLE").is_ok_and(|value| value == "full")
}

/// Says something past the test runner's capture.
pub(super) fn say(words: &str) {
    std::io::stderr()
        .write_all(format!("oracle: {words}\n").as_bytes())
        .expect("standard error is open");
}

impl Python {
    /// Starts a script of `tests/oracle/`; none where there is no Python.
    pub(super) fn start(script: &str) -> Option<Self> {
        let program = ["python3", "python"].into_iter().find(|program| {
            let version = Command::new(program).arg("--version").output();
            version.is_ok_and(|said| said.status.success())
        });
        let Some(program) = program else {
            assert!(
                !is_full(),
                "there is no python3 here for tests/oracle/{script}: install it"
            );
            say(&format!(
                "SKIPPED, because there is no python3 here: NOTHING was compared with tests/oracle/{script}"
            ));
            return None;
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
