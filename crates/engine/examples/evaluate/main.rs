//! JSON lines in, JSON lines out: the engine for scripts, tests and other languages.
//!
//! `echo '{"calculator":"position-size","inputs":{"equity":10000,"risk_pct":1,"entry":100,"stop":95}}' | cargo run --release -p ballast-engine --example evaluate`
//! `--list` prints what there is to ask for, `--cases 500` so many random questions with their links and answers.

mod cases;
mod protocol;

use std::io::{BufRead, BufWriter, Write};

fn main() -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let words: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [_, "--list", ..] => return writeln!(out, "{}", protocol::list()),
        [_, "--cases", count, ..] => {
            let count = count.parse().map_err(std::io::Error::other)?;
            cases::cases(count).try_for_each(|case| writeln!(out, "{case}"))?;
            return out.flush();
        }
        _ => {}
    }
    // Bytes, not text: a line that is no UTF-8 gets an answer too, and so do the lines after it.
    for line in std::io::stdin().lock().split(b'\n') {
        writeln!(out, "{}", protocol::answer(&String::from_utf8_lossy(&line?)))?;
    }
    out.flush()
}
