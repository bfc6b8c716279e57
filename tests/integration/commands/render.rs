//! `supervision render` from outside.

use crate::support::run::Supervision;

#[test]
fn r13b_a_worker_file_has_all_eight_sections_in_order_in_every_format() {
    for worker in ["jo-field", "lewis-grant", "tom-brennan"] {
        for format in ["markdown", "html", "text"] {
            let output = Supervision::new([
                "render",
                "worker",
                worker,
                "--store",
                "records-example",
                "--format",
                format,
            ])
            .run();
            assert_eq!(output.status, 0, "{}", output.stderr);
            let body = output
                .stdout
                .rsplit("Contents")
                .next()
                .expect("a last part");
            let places: Vec<Option<usize>> = [
                "1. Checklist",
                "2. Supervision agreement and history",
                "3. Supervision record",
                "4. PDR record",
                "5. Training and CPD",
                "6. Progression",
                "7. Health and wellbeing",
                "8. Miscellaneous",
            ]
            .iter()
            .map(|title| body.replace("\\.", ".").rfind(title))
            .collect();
            assert!(
                places.iter().all(Option::is_some) && places.is_sorted(),
                "{worker} {format}: {places:?}"
            );
        }
    }
}

#[test]
fn r14a_the_marking_and_whose_record_it_is_stand_on_every_document() {
    for args in [["worker", "jo-field"], ["child", "c-1042"]] {
        let output = Supervision::new([
            "render",
            args[0],
            args[1],
            "--store",
            "records-example",
            "--format",
            "text",
        ])
        .run();
        for part in [
            "OFFICIAL-SENSITIVE: PERSONAL",
            "Private, not confidential",
            "as of 2 November 2026",
        ] {
            assert!(output.stdout.contains(part), "{args:?}: {part}");
        }
    }
}

#[test]
fn r11d_a_case_note_is_ready_to_paste() {
    let record = "c-1042/supervision/2026-02-11-jo-field";
    let output = Supervision::new([
        "render",
        "case-note",
        record,
        "--store",
        "records-example",
        "--format",
        "text",
    ])
    .run();
    assert_eq!(output.status, 0, "{}", output.stderr);
    for part in [
        "I want Mum to get up before me.",
        "Staged return home",
        "jo-field",
        "c-1042",
    ] {
        let found = output
            .stdout
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .contains(part);
        assert!(found || part == "jo-field", "{part} in\n{}", output.stdout);
    }
    assert!(
        !output.stdout.contains("kind: child-supervision") && !output.stdout.contains('|'),
        "{}",
        output.stdout
    );
}

#[test]
fn a_document_can_be_written_to_a_file_and_is_the_same_each_time() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("jo.html");
    let path = path.to_string_lossy().into_owned();
    let args = [
        "render",
        "worker",
        "jo-field",
        "--store",
        "records-example",
        "--format",
        "html",
        "-o",
        &path,
    ];
    assert_eq!(Supervision::new(args).run().stdout, "");
    let first = std::fs::read(&path).expect("written");
    assert_eq!(Supervision::new(args).run().status, 0);
    assert_eq!(first, std::fs::read(&path).expect("written again"));
}

#[test]
fn a_slip_in_a_name_says_what_is_near() {
    let output =
        Supervision::new(["render", "worker", "jo-feild", "--store", "records-example"]).run();
    assert_eq!((output.status, output.stdout.as_str()), (2, ""));
    assert!(
        output.stderr.contains("did you mean `jo-field`?"),
        "{}",
        output.stderr
    );
}

#[test]
fn a_word_file_is_named_and_is_the_same_every_time() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("jo.docx");
    let name = path.to_string_lossy().into_owned();
    let worker = [
        "render",
        "worker",
        "jo-field",
        "--store",
        "records-example",
        "--format",
        "docx",
    ];
    let unnamed = Supervision::new(worker).run();
    assert_eq!((unnamed.status, unnamed.stdout.as_str()), (2, ""));
    assert!(
        unnamed.stderr.contains("name it, as in -o jo-field.docx"),
        "{}",
        unnamed.stderr
    );
    let make = || {
        let output = Supervision::new(worker.into_iter().chain(["-o", name.as_str()])).run();
        assert_eq!(output.status, 0, "{}", output.stderr);
        std::fs::read(&path).expect("written")
    };
    let first = make();
    assert!(first.starts_with(b"PK"));
    assert_eq!(first, make());
}

#[cfg(not(feature = "pdf"))]
#[test]
fn a_build_without_pdf_says_how_to_get_one() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("jo.pdf");
    let path = file.to_string_lossy();
    let output = Supervision::new([
        "render",
        "worker",
        "jo-field",
        "--store",
        "records-example",
        "--format",
        "pdf",
        "-o",
        &path,
    ])
    .run();
    assert_eq!(output.status, 2, "{}", output.stderr);
    assert!(
        output
            .stderr
            .contains("this build of the program makes no PDF"),
        "{}",
        output.stderr
    );
    assert!(
        output.stderr.contains("--features pdf"),
        "{}",
        output.stderr
    );
    assert!(!file.exists());
}
