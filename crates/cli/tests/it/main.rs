//! The program as a terminal sees it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on must stop"
)]

#[path = "../../../engine/tests/it/agreement.rs"]
mod agreement;
#[path = "../../../engine/examples/evaluate/cases.rs"]
mod cases;
#[path = "../../../engine/examples/evaluate/protocol.rs"]
mod protocol;

mod digits;
mod figures;
mod rows;
mod usage;

use std::io::Write;
use std::process::{Command, Stdio};

/// What a run left behind.
#[derive(Debug)]
struct Run {
    out: String,
    err: String,
    code: Option<i32>,
}

/// Runs `ballast` with these words.
fn ballast<T: AsRef<str>>(words: &[T]) -> Run {
    ballast_reading(words, "")
}

/// Runs `ballast` with these words and this on its standard input.
fn ballast_reading<T: AsRef<str>>(words: &[T], input: &str) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ballast"));
    command.args(words.iter().map(AsRef::as_ref)).stdin(Stdio::piped());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    // A program that needs no input may have ended before it is written.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("the program ends");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    Run { out: text(output.stdout), err: text(output.stderr), code: output.status.code() }
}
